#include "ui/theme.h"

#include <stdlib.h>
#include <string.h>

/* Attributes hold in every theme; colours where there are any. Two: on dark, on light. */
static const struct {
	struct look look;
	int8_t dark, light;
} roles[STYLE_ROLES] = {
#define NO_COLOR COLOR_DEFAULT_TEXT, COLOR_DEFAULT_TEXT
	[STYLE_TEXT] = { { 0 }, NO_COLOR },
	[STYLE_DIM] = { { .faint = true }, NO_COLOR },
	[STYLE_TITLE] = { { .bold = true }, NO_COLOR },
	[STYLE_HEADING] = { { .bold = true }, NO_COLOR },
	[STYLE_UNREAD] = { { .bold = true }, NO_COLOR },
	[STYLE_STAR] = { { 0 }, COLOR_8_YELLOW, COLOR_8_MAGENTA },
	[STYLE_CHANGED] = { { 0 }, COLOR_8_MAGENTA, COLOR_8_MAGENTA },
	[STYLE_TAG] = { { 0 }, COLOR_8_CYAN, COLOR_8_BLUE },
	[STYLE_LINK] = { { .underline = true }, NO_COLOR },
	[STYLE_QUOTE] = { { 0 }, NO_COLOR },
	[STYLE_CODE] = { { 0 }, COLOR_8_CYAN, COLOR_8_BLUE },
	[STYLE_CAPTION] = { { .faint = true }, NO_COLOR },
	[STYLE_RULE] = { { .faint = true }, NO_COLOR },
	[STYLE_BAR] = { { .underline = true }, NO_COLOR },
	[STYLE_HINT] = { { .faint = true }, NO_COLOR },
	[STYLE_STATUS] = { { 0 }, NO_COLOR },
	[STYLE_ERROR] = { { .bold = true }, COLOR_8_RED, COLOR_8_RED },
	[STYLE_SELECTED] = { { .reverse = true }, NO_COLOR },
	[STYLE_SELECTED_AWAY] = { { .underline = true }, NO_COLOR },
	[STYLE_HOT_RANK] = { { .faint = true }, NO_COLOR },
	[STYLE_HOT_TOP] = { { .bold = true }, COLOR_8_RED, COLOR_8_RED },
	[STYLE_HOT_UP] = { { 0 }, COLOR_8_RED, COLOR_8_RED },
	[STYLE_HOT_DOWN] = { { 0 }, COLOR_8_GREEN, COLOR_8_GREEN },
	[STYLE_HOT_NEW] = { { 0 }, COLOR_8_YELLOW, COLOR_8_MAGENTA },
	[STYLE_MATCH] = { { .bold = true, .underline = true }, COLOR_8_YELLOW, COLOR_8_MAGENTA },
	[STYLE_PROMPT] = { { .bold = true }, NO_COLOR },
	[STYLE_MASTHEAD] = { { .bold = true, .underline = true }, COLOR_8_RED, COLOR_8_RED },
	[STYLE_QR] = { { .reverse = true }, NO_COLOR },
#undef NO_COLOR
};

enum theme_name theme_for(enum theme_name wanted, bool is_light, bool is_dark,
			  const char *colorfgbg)
{
	const char *last = colorfgbg ? strrchr(colorfgbg, ';') : NULL;

	if (wanted != THEME_AUTO)
		return wanted;
	if (is_light || is_dark)
		return is_light ? THEME_LIGHT : THEME_DARK;
	if (last && last[1] >= '0' && last[1] <= '9') /* 7 is light grey, 9 to 15 are bright */
		return atoi(last + 1) == 7 || atoi(last + 1) > 8 ? THEME_LIGHT : THEME_DARK;
	return THEME_AUTO;
}

void theme_init(struct theme *t, enum theme_name name, int colors, bool red_up)
{
	bool mono = name == THEME_MONO || colors < 8;

	for (int i = 0; i < STYLE_ROLES; i++) {
		t->looks[i] = roles[i].look;
		t->looks[i].color = mono ? COLOR_DEFAULT_TEXT
		                         : name == THEME_DARK ? roles[i].dark : roles[i].light;
		/* the background is not known to auto: yellow and cyan do not read on white, nor
		 * blue on black */
		if (name == THEME_AUTO && t->looks[i].color == COLOR_8_BLUE)
			t->looks[i].color = COLOR_DEFAULT_TEXT;
	}
	/* a camera wants dark modules on light: where there are no colours, by what the ground is */
	t->looks[STYLE_QR].reverse = mono && name != THEME_LIGHT;
	t->looks[STYLE_QR].on_white = !mono;
	t->looks[STYLE_QR].color = mono ? COLOR_DEFAULT_TEXT : COLOR_8_BLACK;
	if (!red_up && !mono) {
		t->looks[STYLE_HOT_UP].color = COLOR_8_GREEN;
		t->looks[STYLE_HOT_DOWN].color = COLOR_8_RED;
	}
}

struct look theme_look(const struct theme *t, style_t style)
{
	int role = STYLE_ROLE(style);
	struct look look = t->looks[role < STYLE_ROLES ? role : STYLE_TEXT];

	look.bold |= (style & STYLE_BOLD) != 0;
	look.underline |= (style & STYLE_UNDERLINE) != 0;
	look.reverse |= (style & STYLE_REVERSE) != 0;
	look.faint |= (style & STYLE_FAINT) != 0;
	return look;
}
