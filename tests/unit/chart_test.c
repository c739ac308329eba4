#include "unit.h"
#include "ui/chart.h"

enum { START = 1795341600, STEP = 1200 }; /* 2026-11-22 18:00 +08:00, every twenty minutes */

static void check(const int *ranks, size_t n, int width, bool ascii, const char *wanted)
{
	struct hot_sighting seen[64];
	struct str out = STR_INIT;

	for (size_t i = 0; i < n; i++)
		seen[i] = (struct hot_sighting){ START + (int64_t)i * STEP, ranks[i], -1 };
	chart_add(&out, seen, n, width, 8 * 3600, &width_profile_default, ascii);
	if (strcmp(out.data ? out.data : "", wanted))
		fail_msg("drawn:\n%s\nwanted:\n%s", out.data, wanted);
	str_release(&out);
}

static void twelve_fetches(void **state)
{
	static const int ranks[] = { 0, 16, 10, 5, 4, -1, 3, 2, 1, 1, 0, 8 };

	(void)state;
	check(ranks, 12, 68, false,
	      "  1│                   ▂▂ ▅▅ ██ ██\n"
	      "   │          ▄▄ ▇▇    ██ ██ ██ ██\n"
	      "   │          ██ ██    ██ ██ ██ ██    ▃▃\n"
	      "   │       ▅▅ ██ ██    ██ ██ ██ ██    ██\n"
	      "   │       ██ ██ ██    ██ ██ ██ ██    ██\n"
	      " 16│    ▃▃ ██ ██ ██    ██ ██ ██ ██    ██\n"
	      "   └─────────────────────────────────────\n"
	      "      · 16 10  5  4  ×  3  2  1  1  ·  8\n"
	      "     18:00 18:40 19:20 20:00 20:40 21:20\n");
	check(ranks, 12, 68, true,
	      "  1|                      ## ## ##\n"
	      "   |          ## ##    ## ## ## ##\n"
	      "   |          ## ##    ## ## ## ##\n"
	      "   |       ## ## ##    ## ## ## ##    ##\n"
	      "   |       ## ## ##    ## ## ## ##    ##\n"
	      " 16|    ## ## ## ##    ## ## ## ##    ##\n"
	      "   +-------------------------------------\n"
	      "      . 16 10  5  4  x  3  2  1  1  .  8\n"
	      "     18:00 18:40 19:20 20:00 20:40 21:20\n");
}

static void too_little_is_no_chart(void **state)
{
	static const int one[] = { 0, 3, -1 }, two[] = { 1, 2 };

	(void)state;
	check(one, 3, 60, false, "");
	check(two, 2, 12, false, "");
}

static void no_line_is_wider_than_asked(void **state)
{
	struct hot_sighting seen[60];

	(void)state;
	for (int width = 12; width < 90; width++)
		for (size_t n = 2; n < 60; n += 7) {
			struct str out = STR_INIT;
			struct slice rest;

			for (size_t i = 0; i < n; i++)
				seen[i] = (struct hot_sighting){ START + (int64_t)i * 5 * STEP,
					                         (int)(i * 7 % 150) - 1, -1 };
			chart_add(&out, seen, n, width, 0, &width_profile_default, false);
			rest = str_slice(&out);
			while (rest.len) {
				struct slice line = slice_next(&rest, '\n');

				assert_true(text_width(&width_profile_default, line) <= width);
			}
			str_release(&out);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(twelve_fetches),
		cmocka_unit_test(too_little_is_no_chart),
		cmocka_unit_test(no_line_is_wider_than_asked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
