#include "feed/heat.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include "base/array.h"

static void heat_is_read_as_sites_write_it(void **state)
{
	static const struct {
		const char *text;
		int64_t heat;
	} rows[] = {
		{ "1234567", 1234567 },
		{ "455 万热度", 4550000 },
		{ "3326万热度", 33260000 },
		{ "1.2亿", 120000000 },
		{ "11,234", 11234 },
		{ "3.4k", 3400 },
		{ "2M+", 2000000 },
		{ "1.5K views", 1500 },
		{ "12 km", 12 },
		{ "热度：98.7万", 987000 },
		{ "２３万", 230000 },
		{ "2千万", 20000000 },
		{ "1.3億", 130000000 },
		{ "35만", 350000 },
		{ "0", 0 },
		{ "12 comments", 12 },
		{ "100w", 1000000 },
		{ "1,234.5万", 12345000 },
		{ "99999999999999999999999", 900000000000000000 },
		{ "", -1 },
		{ "null", -1 },
		{ "爆", -1 },
		{ "NaN", -1 },
		{ "-5", -1 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
		int64_t got = heat_parse(slice_of(rows[i].text));
		if (got != rows[i].heat)
			fail_msg("\"%s\": got %lld, not %lld", rows[i].text, (long long)got,
			         (long long)rows[i].heat);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(heat_is_read_as_sites_write_it),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
