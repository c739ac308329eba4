/*
 * How roles of text look: attributes and colours on the terminal's own background. Pure.
 *
 * A sign stands beside every colour, so that a theme without any says as much.
 */
#ifndef UI_THEME_H
#define UI_THEME_H

#include <stdbool.h>
#include <stdint.h>
#include "text/style.h"

/* The order of the option `theme`. */
enum theme_name { THEME_AUTO, THEME_DARK, THEME_LIGHT, THEME_MONO };

enum color {
	COLOR_DEFAULT_TEXT = -1,
	/* the eight of every terminal, then their bright ones */
	COLOR_8_BLACK, COLOR_8_RED, COLOR_8_GREEN, COLOR_8_YELLOW, COLOR_8_BLUE, COLOR_8_MAGENTA,
	COLOR_8_CYAN, COLOR_8_WHITE, COLOR_8_GREY,
};

struct look {
	bool bold, faint, underline, reverse;
	bool on_white;  /* white ground, black letters */
	int8_t color;   /* enum color, of the letters */
};

struct theme {
	struct look looks[STYLE_ROLES];
};

/* What auto means on that background, from the terminal or from COLORFGBG (may be NULL). */
enum theme_name theme_for(enum theme_name wanted, bool is_light, bool is_dark,
			  const char *colorfgbg);
/* colors: how many the terminal has (0: none); red_up: rising entries are red. */
void theme_init(struct theme *t, enum theme_name name, int colors, bool red_up);
/* What a style with its flags looks like. */
struct look theme_look(const struct theme *t, style_t style);

#endif
