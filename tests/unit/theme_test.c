/* Themes: which one, and what they look like without colours. */
#include "unit.h"
#include "ui/theme.h"

static void the_background_chooses_the_theme(void **state)
{
	(void)state;
	assert_int_equal(theme_for(THEME_MONO, true, false, "0;15"), THEME_MONO);
	assert_int_equal(theme_for(THEME_AUTO, true, false, NULL), THEME_LIGHT);
	assert_int_equal(theme_for(THEME_AUTO, false, true, "0;15"), THEME_DARK);
	assert_int_equal(theme_for(THEME_AUTO, false, false, "0;15"), THEME_LIGHT);
	assert_int_equal(theme_for(THEME_AUTO, false, false, "15;default;0"), THEME_DARK);
	assert_int_equal(theme_for(THEME_AUTO, false, false, "15;default"), THEME_AUTO);
	assert_int_equal(theme_for(THEME_AUTO, false, false, NULL), THEME_AUTO);
}

/* A sign stands beside every colour: mono says the same by attributes alone. */
static void themes_without_colours_have_none(void **state)
{
	struct theme t;

	(void)state;
	theme_init(&t, THEME_MONO, 256, true);
	for (int i = 0; i < STYLE_ROLES; i++)
		assert_int_equal(t.looks[i].color, COLOR_DEFAULT_TEXT);
	assert_true(t.looks[STYLE_SELECTED].reverse && t.looks[STYLE_UNREAD].bold);
	theme_init(&t, THEME_AUTO, 0, true); /* NO_COLOR */
	assert_int_equal(t.looks[STYLE_HOT_UP].color, COLOR_DEFAULT_TEXT);
}

static void rising_is_red_or_green(void **state)
{
	struct theme t;

	(void)state;
	theme_init(&t, THEME_DARK, 16, true);
	assert_int_equal(t.looks[STYLE_HOT_UP].color, COLOR_8_RED);
	assert_int_equal(t.looks[STYLE_HOT_DOWN].color, COLOR_8_GREEN);
	theme_init(&t, THEME_DARK, 16, false);
	assert_int_equal(t.looks[STYLE_HOT_UP].color, COLOR_8_GREEN);
	assert_int_equal(t.looks[STYLE_HOT_DOWN].color, COLOR_8_RED);
}

static void flags_come_on_top_of_a_role(void **state)
{
	struct theme t;

	(void)state;
	theme_init(&t, THEME_DARK, 8, true);
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
		cmocka_unit_test(flags_come_on_top_of_a_role),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
