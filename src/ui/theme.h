/*
 * How roles of text look: attributes and colours, on the terminal's own background but for the
 * theme of high contrast. Pure.
 *
 * A sign stands beside every colour, so that a theme without any says as much.
 */
#ifndef UI_THEME_H
#define UI_THEME_H

#include <stdbool.h>
#include <stdint.h>
#include "base/err.h"
#include "text/style.h"

struct config;
struct config_line;

/* The order of the option `theme`. */
enum theme_name {
	THEME_AUTO, THEME_DARK, THEME_LIGHT, THEME_HIGH_CONTRAST, THEME_COLORBLIND, THEME_MONO
};

enum { COLOR_OWN = -1 }; /* the terminal's own, of letters or of the ground */

struct look {
	bool bold, faint, underline, reverse;
	int16_t color, ground;  /* COLOR_OWN, or a number the terminal has: below its colours */
};

struct theme {
	struct look looks[STYLE_ROLES];
};

/* What the looks are made for. */
struct theme_choice {
	enum theme_name name;
	enum theme_name ground; /* THEME_DARK, THEME_LIGHT, or THEME_AUTO: not known */
	int colors;             /* how many the terminal has; below 8: none */
	bool red_up;            /* rising entries are red */
};

/* What the background is, by the theme wanted, from the terminal or from COLORFGBG (may be NULL). */
enum theme_name theme_ground(enum theme_name wanted, bool is_light, bool is_dark,
                             const char *colorfgbg);
void theme_init(struct theme *t, const struct theme_choice *choice);

/* Set a role's look by its words: "bold", "faint", "underline", "reverse", a colour, "on" and a
 * colour; "plain" for none of them. A colour is one of the eight by name, a bright one ("bright-red"),
 * a number below 256, or #rrggbb, drawn as the nearest of 256. On a terminal with fewer colours than
 * that the former colour stays. False says what to write instead. */
bool theme_set(struct theme *t, const char *role, const char *words, int colors, struct err *err);
/* Set what [theme] says; what is wrong is told with its line. problem may be NULL. */
void theme_configure(struct theme *t, const struct config *c, int colors,
                     void (*problem)(void *opaque, const struct config_line *line, const char *text),
                     void *opaque);

/* What a style with its flags looks like. */
struct look theme_look(const struct theme *t, style_t style);

#endif
