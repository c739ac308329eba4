/* The screen as a picture: every cluster at its cells, styles as colours, nothing unescaped. */
#include "unit.h"
#include "ui/snapshot.h"

static char *picture(const char *text, style_t style, bool is_light)
{
	struct theme_choice choice = { THEME_DARK, is_light ? THEME_LIGHT : THEME_DARK, 256, true };
	struct canvas c;
	struct theme t;
	struct pane p;
	struct str out = STR_INIT;

	theme_init(&t, &choice);
	canvas_init(&c, &width_profile_default, 20, 2);
	p = pane_whole(&c);
	pane_string(&p, 1, 0, text, style);
	snapshot_svg(&c, &t, is_light, &out);
	canvas_release(&c);
	return str_take(&out);
}

/* What is drawn, the style, and what the picture must hold. A cell is 9 wide, the margin 10. */
static const struct {
	const char *text;
	style_t style;
	const char *holds[3];
} cases[] = {
	{ "ab", STYLE_TEXT, { "x=\"19 28\">ab</text>", "fill=\"#d8d8d8\"" } },
	{ "a 中b", STYLE_TEXT, { "x=\"19\">a</text>", "x=\"37 55\">中b</text>" } },
	{ "<&>", STYLE_TEXT, { ">&lt;&amp;></text>" } },
	{ "a\u0301b", STYLE_TEXT, { "x=\"19\">a\u0301</text>", "x=\"28\">b</text>" } },
	{ "x\U0001F600y", STYLE_TEXT, { "x=\"28\">\U0001F600</text>", "x=\"46\">y</text>" } },
	{ "up", STYLE_HOT_UP, { "fill=\"#cd3131\"" } },
	{ "bold", STYLE_TITLE, { "font-weight=\"bold\"" } },
	{ "under", STYLE_LINK, { "y=\"31\" width=\"45\" height=\"1\"" } },
	{ "back", STYLE_SELECTED, { "width=\"36\" height=\"23\" fill=\"#d8d8d8\"", "fill=\"#14141a\"" } },
	{ "faint", STYLE_DIM, { "fill=\"#767679\"" } },
};

static void cells_become_what_they_look_like(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
		char *svg = picture(cases[i].text, cases[i].style, false);
		for (size_t k = 0; k < 3 && cases[i].holds[k]; k++)
			if (!strstr(svg, cases[i].holds[k]))
				fail_msg("%s is not in %s", cases[i].holds[k], svg);
		free(svg);
	}
}

static void a_light_ground_stays_light(void **state)
{
	char *svg = picture("a", STYLE_TEXT, true);

	(void)state;
	assert_non_null(strstr(svg, "height=\"100%\" fill=\"#ffffff\""));
	assert_non_null(strstr(svg, "fill=\"#222222\""));
	free(svg);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cells_become_what_they_look_like),
		cmocka_unit_test(a_light_ground_stays_light),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
