/* Themes: which one, and what they look like without colours. */
#include "unit.h"
#include "config/config.h"
#include "ui/theme.h"

static struct theme made(enum theme_name name, enum theme_name ground, int colors, bool red_up)
{
	struct theme_choice choice = { name, ground, colors, red_up };
	struct theme t;

	theme_init(&t, &choice);
	return t;
}

static void the_background_chooses_the_theme(void **state)
{
	(void)state;
	assert_int_equal(theme_ground(THEME_LIGHT, false, true, "15;0"), THEME_LIGHT);
	assert_int_equal(theme_ground(THEME_AUTO, true, false, NULL), THEME_LIGHT);
	assert_int_equal(theme_ground(THEME_AUTO, false, true, "0;15"), THEME_DARK);
	assert_int_equal(theme_ground(THEME_COLORBLIND, false, false, "0;15"), THEME_LIGHT);
	assert_int_equal(theme_ground(THEME_AUTO, false, false, "15;default;0"), THEME_DARK);
	assert_int_equal(theme_ground(THEME_AUTO, false, false, "15;default"), THEME_AUTO);
	assert_int_equal(theme_ground(THEME_AUTO, false, false, NULL), THEME_AUTO);
}

/* A sign stands beside every colour: mono says the same by attributes alone. */
static void themes_without_colours_have_none(void **state)
{
	static const enum theme_name names[] = { THEME_AUTO, THEME_HIGH_CONTRAST, THEME_COLORBLIND };
	struct theme t = made(THEME_MONO, THEME_DARK, 256, true);

	(void)state;
	for (int i = 0; i < STYLE_ROLES; i++)
		assert_true(t.looks[i].color == COLOR_OWN && t.looks[i].ground == COLOR_OWN);
	assert_true(t.looks[STYLE_SELECTED].reverse && t.looks[STYLE_UNREAD].bold);
	for (size_t k = 0; k < sizeof names / sizeof *names; k++) { /* NO_COLOR */
		t = made(names[k], THEME_DARK, 0, true);
		for (int i = 0; i < STYLE_ROLES; i++)
			assert_true(t.looks[i].color == COLOR_OWN && t.looks[i].ground == COLOR_OWN);
	}
}

static void rising_is_red_or_green(void **state)
{
	struct theme t = made(THEME_DARK, THEME_DARK, 16, true);

	(void)state;
	assert_int_equal(t.looks[STYLE_HOT_UP].color, 1);
	assert_int_equal(t.looks[STYLE_HOT_DOWN].color, 2);
	t = made(THEME_DARK, THEME_DARK, 16, false);
	assert_int_equal(t.looks[STYLE_HOT_UP].color, 2);
	assert_int_equal(t.looks[STYLE_HOT_DOWN].color, 1);
}

/* Neither red nor green means anything; orange and blue do, in both orders. */
static void the_colour_blind_see_rising_and_falling(void **state)
{
	struct theme t = made(THEME_COLORBLIND, THEME_DARK, 256, true);

	(void)state;
	for (int i = 0; i < STYLE_ROLES; i++)
		assert_true(t.looks[i].color != 1 && t.looks[i].color != 2);
	assert_int_equal(t.looks[STYLE_HOT_UP].color, 166);
	assert_int_equal(t.looks[STYLE_HOT_DOWN].color, 33);
	t = made(THEME_COLORBLIND, THEME_LIGHT, 256, false);
	assert_int_equal(t.looks[STYLE_HOT_UP].color, 33);
	for (int colors = 8; colors <= 16; colors += 8)
		for (enum theme_name ground = THEME_AUTO; ground <= THEME_LIGHT; ground++) {
			t = made(THEME_COLORBLIND, ground, colors, true);
			assert_int_not_equal(t.looks[STYLE_HOT_UP].color,
			                     t.looks[STYLE_HOT_DOWN].color);
			assert_int_not_equal(t.looks[STYLE_HOT_DOWN].color, 2);
		}
}

/* Relative luminance of WCAG 2 over its 256 colours. */
static double luminance(int color)
{
	static const double steps[] = { 0, 0.1144, 0.2423, 0.4287, 0.6795, 1 };
	int i = color - 16;

	assert_in_range(color, 16, 231);
	return 0.2126 * steps[i / 36] + 0.7152 * steps[i / 6 % 6] + 0.0722 * steps[i % 6];
}

static void high_contrast_is_at_least_15_to_1(void **state)
{
	struct theme t = made(THEME_HIGH_CONTRAST, THEME_LIGHT, 256, true);

	(void)state;
	for (int i = 0; i < STYLE_ROLES; i++) {
		if (i == STYLE_QR)
			continue;
		assert_false(t.looks[i].faint);
		assert_int_equal(t.looks[i].ground, 16);
		assert_true((luminance(t.looks[i].color) + 0.05) / 0.05 >= 15);
	}
	t = made(THEME_HIGH_CONTRAST, THEME_LIGHT, 8, true);
	for (int i = 0; i < STYLE_ROLES; i++)
		assert_true(t.looks[i].color < 8 && t.looks[i].ground < 8);
}

/* Words and the look they make: attributes as a sum 1 bold, 2 faint, 4 underline, 8 reverse. */
static const struct {
	const char *words;
	int attributes, color, ground;
} looks[] = {
	{ "plain", 0, COLOR_OWN, COLOR_OWN },
	{ "bold", 1, COLOR_OWN, COLOR_OWN },
	{ "red", 0, 1, COLOR_OWN },
	{ "bright-cyan  underline", 4, 14, COLOR_OWN },
	{ "bold on 24", 1, COLOR_OWN, 24 },
	{ "faint reverse white on blue", 10, 7, 4 },
	{ "on default 255", 0, 255, COLOR_OWN },
	{ "#000000 on #ffffff", 0, 16, 231 },
	{ "#d75f00", 0, 166, COLOR_OWN },
	{ "#Fe8700", 0, 208, COLOR_OWN },
	{ "#808080", 0, 244, COLOR_OWN },
};
static const struct {
	const char *role, *words, *says;
} wrong[] = {
	{ "hotup", "red", "unknown key hotup in [theme], did you mean hot-up?" },
	{ "zzzzzzz", "red", "unknown key zzzzzzz in [theme]; haowai(5) lists them" },
	{ "text", "reed", "\"reed\" is no colour" },
	{ "text", "256", "\"256\" is no colour" },
	{ "text", "-1", "\"-1\" is no colour" },
	{ "text", "#12345", "\"#12345\" is no colour" },
	{ "text", "on bold", "\"bold\" is no colour" },
	{ "text", "red on", "behind \"on\" stands a colour" },
};

static void looks_are_set_by_words(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof looks / sizeof *looks; i++) {
		struct theme t = made(THEME_DARK, THEME_DARK, 256, true);
		struct err err = ERR_INIT;
		const struct look *l = &t.looks[STYLE_HOT_UP];
		assert_true(theme_set(&t, "hot-up", looks[i].words, 256, &err));
		assert_int_equal(l->bold + 2 * l->faint + 4 * l->underline + 8 * l->reverse,
		                 looks[i].attributes);
		assert_int_equal(l->color, looks[i].color);
		assert_int_equal(l->ground, looks[i].ground);
	}
}

static void a_colour_too_many_leaves_the_themes_own(void **state)
{
	struct theme t = made(THEME_DARK, THEME_DARK, 8, true);
	struct err err = ERR_INIT;

	(void)state;
	assert_true(theme_set(&t, "hot-up", "bold 200 on 100", 8, &err));
	assert_true(t.looks[STYLE_HOT_UP].bold);
	assert_int_equal(t.looks[STYLE_HOT_UP].color, 1);
	assert_int_equal(t.looks[STYLE_HOT_UP].ground, COLOR_OWN);
}

static void mistakes_are_said(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct theme t = made(THEME_DARK, THEME_DARK, 256, true), before = t;
		struct err err = ERR_INIT;
		assert_false(theme_set(&t, wrong[i].role, wrong[i].words, 256, &err));
		if (!strstr(err.text, wrong[i].says))
			fail_msg("%s", err.text);
		assert_memory_equal(&t, &before, sizeof t);
	}
}

static void flags_come_on_top_of_a_role(void **state)
{
	struct theme t;

	(void)state;
	t = made(THEME_DARK, THEME_DARK, 8, true);
	assert_true(theme_look(&t, STYLE_TEXT | STYLE_BOLD).bold);
	assert_true(theme_look(&t, STYLE_LINK | STYLE_REVERSE).underline);
	assert_true(theme_look(&t, STYLE_LINK | STYLE_REVERSE).reverse);
	assert_false(theme_look(&t, STYLE_TEXT).bold);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_background_chooses_the_theme),
		cmocka_unit_test(themes_without_colours_have_none),
		cmocka_unit_test(rising_is_red_or_green),
		cmocka_unit_test(the_colour_blind_see_rising_and_falling),
		cmocka_unit_test(high_contrast_is_at_least_15_to_1),
		cmocka_unit_test(looks_are_set_by_words),
		cmocka_unit_test(a_colour_too_many_leaves_the_themes_own),
		cmocka_unit_test(mistakes_are_said),
		cmocka_unit_test(flags_come_on_top_of_a_role),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
