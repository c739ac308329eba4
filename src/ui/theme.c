#include "ui/theme.h"

#include <stdlib.h>
#include <string.h>

/* A colour of ours and what it is where there are few (8 or 16) and many (256). The eight stay the
 * user's own palette everywhere; orange and sky can be told apart by everybody and read on white and
 * on black. */
enum paint {
	OWN, BLACK, RED, GREEN, YELLOW, BLUE, MAGENTA, CYAN, WHITE,
	ORANGE, SKY, PURE_BLACK, PURE_WHITE, PURE_YELLOW, PURE_CYAN,
};
static const struct {
	int16_t few, many;
} paints[] = {
	[OWN] = { COLOR_OWN, COLOR_OWN },
	[BLACK] = { 0, 0 },
	[RED] = { 1, 1 },
	[GREEN] = { 2, 2 },
	[YELLOW] = { 3, 3 },
	[BLUE] = { 4, 4 },
	[MAGENTA] = { 5, 5 },
	[CYAN] = { 6, 6 },
	[WHITE] = { 7, 15 },
	[ORANGE] = { 1, 166 },
	[SKY] = { 4, 33 },
	[PURE_BLACK] = { 0, 16 },
	[PURE_WHITE] = { 7, 231 },
	[PURE_YELLOW] = { 3, 226 },
	[PURE_CYAN] = { 6, 51 },
};

/* Attributes hold in every theme; colours where there are any. Two: on dark, on light. */
static const struct {
	struct look look;
	int8_t dark, light; /* enum paint */
} roles[STYLE_ROLES] = {
	[STYLE_TEXT] = { { 0 }, OWN, OWN },
	[STYLE_DIM] = { { .faint = true }, OWN, OWN },
	[STYLE_TITLE] = { { .bold = true }, OWN, OWN },
	[STYLE_HEADING] = { { .bold = true }, OWN, OWN },
	[STYLE_UNREAD] = { { .bold = true }, OWN, OWN },
	[STYLE_STAR] = { { 0 }, YELLOW, MAGENTA },
	[STYLE_CHANGED] = { { 0 }, MAGENTA, MAGENTA },
	[STYLE_TAG] = { { 0 }, CYAN, BLUE },
	[STYLE_LINK] = { { .underline = true }, OWN, OWN },
	[STYLE_QUOTE] = { { 0 }, OWN, OWN },
	[STYLE_CODE] = { { 0 }, CYAN, BLUE },
	[STYLE_CAPTION] = { { .faint = true }, OWN, OWN },
	[STYLE_RULE] = { { .faint = true }, OWN, OWN },
	[STYLE_BAR] = { { .underline = true }, OWN, OWN },
	[STYLE_HINT] = { { .faint = true }, OWN, OWN },
	[STYLE_STATUS] = { { 0 }, OWN, OWN },
	[STYLE_ERROR] = { { .bold = true }, RED, RED },
	[STYLE_SELECTED] = { { .reverse = true }, OWN, OWN },
	[STYLE_SELECTED_AWAY] = { { .underline = true }, OWN, OWN },
	[STYLE_HOT_RANK] = { { .faint = true }, OWN, OWN },
	[STYLE_HOT_TOP] = { { .bold = true }, RED, RED },
	[STYLE_HOT_UP] = { { 0 }, RED, RED },
	[STYLE_HOT_DOWN] = { { 0 }, GREEN, GREEN },
	[STYLE_HOT_NEW] = { { 0 }, YELLOW, MAGENTA },
	[STYLE_MATCH] = { { .bold = true, .underline = true }, YELLOW, MAGENTA },
	[STYLE_PROMPT] = { { .bold = true }, OWN, OWN },
	[STYLE_MASTHEAD] = { { .bold = true, .underline = true }, RED, RED },
	[STYLE_QR] = { { .reverse = true }, OWN, OWN },
};

/* What some themes draw in another colour than that. */
struct repaint {
	uint8_t role, paint;
};
static const struct repaint colorblind[] = {
	{ STYLE_ERROR, ORANGE },   { STYLE_HOT_TOP, ORANGE },  { STYLE_HOT_UP, ORANGE },
	{ STYLE_HOT_DOWN, SKY },   { STYLE_MASTHEAD, ORANGE },
};
static const struct repaint high_contrast[] = {
	{ STYLE_STAR, PURE_YELLOW },     { STYLE_CHANGED, PURE_YELLOW }, { STYLE_TAG, PURE_CYAN },
	{ STYLE_LINK, PURE_CYAN },       { STYLE_CODE, PURE_CYAN },      { STYLE_ERROR, PURE_YELLOW },
	{ STYLE_SELECTED, PURE_YELLOW }, { STYLE_HOT_TOP, PURE_YELLOW }, { STYLE_HOT_UP, PURE_YELLOW },
	{ STYLE_HOT_DOWN, PURE_CYAN },   { STYLE_HOT_NEW, PURE_YELLOW }, { STYLE_MATCH, PURE_YELLOW },
};

enum theme_name theme_ground(enum theme_name wanted, bool is_light, bool is_dark,
                             const char *colorfgbg)
{
	const char *last = colorfgbg ? strrchr(colorfgbg, ';') : NULL;

	if (wanted == THEME_DARK || wanted == THEME_LIGHT)
		return wanted;
	if (is_light || is_dark)
		return is_light ? THEME_LIGHT : THEME_DARK;
	if (last && last[1] >= '0' && last[1] <= '9') /* 7 is light grey, 9 to 15 are bright */
		return atoi(last + 1) == 7 || atoi(last + 1) > 8 ? THEME_LIGHT : THEME_DARK;
	return THEME_AUTO;
}

static int16_t paint_of(enum paint p, const struct theme_choice *choice)
{
	int16_t color = choice->colors >= 256 ? paints[p].many : paints[p].few;

	/* the background is not known: yellow and cyan do not read on white, nor blue on black */
	if (color == paints[BLUE].few && choice->ground == THEME_AUTO)
		return COLOR_OWN;
	if (color == paints[BLUE].few && choice->ground == THEME_DARK)
		return paints[CYAN].few;
	return color;
}

static void repaint(struct theme *t, const struct theme_choice *choice, const struct repaint *with,
                    size_t n)
{
	for (size_t i = 0; i < n; i++)
		t->looks[with[i].role].color = paint_of((enum paint)with[i].paint, choice);
}

/* White on black of its own, nothing faint: 21 to 1, and 16 to 1 at least for the colours. */
static void raise_contrast(struct theme *t, const struct theme_choice *choice)
{
	for (int i = 0; i < STYLE_ROLES; i++) {
		t->looks[i].faint = false;
		t->looks[i].color = paint_of(PURE_WHITE, choice);
		t->looks[i].ground = paint_of(PURE_BLACK, choice);
	}
	repaint(t, choice, high_contrast, sizeof high_contrast / sizeof *high_contrast);
}

void theme_init(struct theme *t, const struct theme_choice *choice)
{
	bool mono = choice->name == THEME_MONO || choice->colors < 8;

	for (int i = 0; i < STYLE_ROLES; i++) {
		int8_t paint = choice->ground == THEME_DARK ? roles[i].dark : roles[i].light;
		t->looks[i] = roles[i].look;
		t->looks[i].color = mono ? COLOR_OWN : paint_of((enum paint)paint, choice);
		t->looks[i].ground = COLOR_OWN;
		t->looks[i].faint &= choice->name != THEME_HIGH_CONTRAST;
	}
	if (choice->name == THEME_COLORBLIND && !mono)
		repaint(t, choice, colorblind, sizeof colorblind / sizeof *colorblind);
	if (choice->name == THEME_HIGH_CONTRAST && !mono)
		raise_contrast(t, choice);
	/* a camera wants dark modules on light: where there are no colours, by what the ground is */
	t->looks[STYLE_QR].reverse = mono && choice->ground != THEME_LIGHT;
	t->looks[STYLE_QR].color = mono ? COLOR_OWN : paint_of(BLACK, choice);
	t->looks[STYLE_QR].ground = mono ? COLOR_OWN : paint_of(WHITE, choice);
	if (!choice->red_up) {
		int16_t up = t->looks[STYLE_HOT_UP].color;
		t->looks[STYLE_HOT_UP].color = t->looks[STYLE_HOT_DOWN].color;
		t->looks[STYLE_HOT_DOWN].color = up;
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
