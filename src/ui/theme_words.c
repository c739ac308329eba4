/* [theme]: a look in words. */
#include "base/array.h"
#include "base/i18n.h"
#include "config/config.h"
#include "config/nearest.h"
#include "ui/theme.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const role_names[STYLE_ROLES] = {
	[STYLE_TEXT] = "text",
	[STYLE_DIM] = "dim",
	[STYLE_TITLE] = "title",
	[STYLE_HEADING] = "heading",
	[STYLE_UNREAD] = "unread",
	[STYLE_STAR] = "star",
	[STYLE_CHANGED] = "changed",
	[STYLE_TAG] = "tag",
	[STYLE_LINK] = "link",
	[STYLE_QUOTE] = "quote",
	[STYLE_CODE] = "code",
	[STYLE_CAPTION] = "caption",
	[STYLE_RULE] = "rule",
	[STYLE_BAR] = "bar",
	[STYLE_HINT] = "hint",
	[STYLE_STATUS] = "status",
	[STYLE_ERROR] = "error",
	[STYLE_SELECTED] = "selected",
	[STYLE_SELECTED_AWAY] = "selected-away",
	[STYLE_HOT_RANK] = "hot-rank",
	[STYLE_HOT_TOP] = "hot-top",
	[STYLE_HOT_UP] = "hot-up",
	[STYLE_HOT_DOWN] = "hot-down",
	[STYLE_HOT_NEW] = "hot-new",
	[STYLE_MATCH] = "match",
	[STYLE_PROMPT] = "prompt",
	[STYLE_MASTHEAD] = "masthead",
	[STYLE_QR] = "qr",
};

static const char *const color_names[] = {
	"black", "red", "green", "yellow", "blue", "magenta", "cyan", "white",
};

static int role_of(const char *name)
{
	for (int i = 0; i < STYLE_ROLES; i++)
		if (!strcmp(role_names[i], name))
			return i;
	return -1;
}

/* --- colours ---------------------------------------------------------------------------------- */

/* The nearest of the 6 × 6 × 6 colours and 24 greys behind the first sixteen. */
static int nearest_of_256(int red, int green, int blue)
{
	static const int steps[] = { 0, 95, 135, 175, 215, 255 };
	int best = 16, least = 3 * 256 * 256;

	for (int i = 16; i < 256; i++) {
		int grey = 8 + 10 * (i - 232);
		int r = i < 232 ? steps[(i - 16) / 36] : grey;
		int g = i < 232 ? steps[(i - 16) / 6 % 6] : grey;
		int b = i < 232 ? steps[(i - 16) % 6] : grey;
		int far = (r - red) * (r - red) + (g - green) * (g - green) +
		          (b - blue) * (b - blue);
		if (far < least) {
			least = far;
			best = i;
		}
	}
	return best;
}

/* The number of a colour, COLOR_OWN for "default", -2 when it is none. */
static int color_of(const char *word)
{
	bool bright = !strncmp(word, "bright-", 7);
	char *end;
	long n;

	if (!strcmp(word, "default"))
		return COLOR_OWN;
	for (size_t i = 0; i < ARRAY_LENGTH(color_names); i++)
		if (!strcmp(word + (bright ? 7 : 0), color_names[i]))
			return (int)i + (bright ? 8 : 0);
	if (word[0] == '#' && strlen(word) == 7 && strspn(word + 1, "0123456789abcdefABCDEF") == 6) {
		n = strtol(word + 1, NULL, 16);
		return nearest_of_256((int)(n >> 16), (int)(n >> 8 & 255), (int)(n & 255));
	}
	n = strtol(word, &end, 10);
	return end > word && !*end && n >= 0 && n < 256 ? (int)n : -2;
}

/* --- words ------------------------------------------------------------------------------------ */

static bool *attribute_of(struct look *look, const char *word)
{
	const struct {
		const char *name;
		bool *at;
	} attributes[] = {
		{ "bold", &look->bold },
		{ "faint", &look->faint },
		{ "underline", &look->underline },
		{ "reverse", &look->reverse },
	};

	for (size_t i = 0; i < ARRAY_LENGTH(attributes); i++)
		if (!strcmp(word, attributes[i].name))
			return attributes[i].at;
	return NULL;
}

bool theme_set(struct theme *t, const char *role, const char *words, int colors, struct err *err)
{
	int at = role_of(role), color;
	struct look look = { .color = COLOR_OWN, .ground = COLOR_OWN };
	struct slice rest = slice_of(words);
	bool is_ground = false;
	char word[32];

	if (at < 0) {
		const char *near = nearest_name(role, role_names, STYLE_ROLES);
		if (near)
			return err_set(err, _("unknown key %s in [theme], did you mean %s?"), role,
			               near);
		return err_set(err, _("unknown key %s in [theme]; haowai(5) lists them"), role);
	}
	for (rest = slice_trim(rest); rest.len; rest = slice_trim(rest)) {
		struct slice next = slice_next(&rest, ' ');
		snprintf(word, sizeof word, "%.*s", (int)next.len, next.data);
		if (!strcmp(word, "plain"))
			continue;
		if (!is_ground && !strcmp(word, "on")) {
			is_ground = true;
			continue;
		}
		if (!is_ground && attribute_of(&look, word)) {
			*attribute_of(&look, word) = true;
			continue;
		}
		color = color_of(word);
		if (color < COLOR_OWN)
			return err_set(err, _("%s = %s: \"%s\" is no colour; write bold, faint, "
			                      "underline, reverse, red or bright-red, 0 to 255, "
			                      "#rrggbb, or on and a colour"),
			               role, words, word);
		if (color >= colors)
			color = is_ground ? t->looks[at].ground : t->looks[at].color;
		*(is_ground ? &look.ground : &look.color) = (int16_t)color;
		is_ground = false;
	}
	if (is_ground)
		return err_set(err, _("%s = %s: behind \"on\" stands a colour"), role, words);
	t->looks[at] = look;
	return true;
}

void theme_configure(struct theme *t, const struct config *c, int colors,
                     void (*problem)(void *opaque, const struct config_line *line, const char *text),
                     void *opaque)
{
	for (size_t i = 0; i < c->n_lines; i++) {
		const struct config_line *line = &c->lines[i];
		struct err err = ERR_INIT;

		if (!line->section || strcmp(line->section, "theme"))
			continue;
		if (!theme_set(t, line->key, line->value, colors, &err) && problem)
			problem(opaque, line, err.text);
	}
}
