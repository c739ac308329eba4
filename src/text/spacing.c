#include "text/spacing.h"

#include <string.h>

#include "base/array.h"
#include "text/tailor_parts.h"

static bool is_quote(const struct unit *u)
{
	return unit_in(u, LC(QUOTE_OPEN) | LC(QUOTE_CLOSE)) ||
	       (u->layout == LC_ASCII_QUOTE && u->cells & UNIT_TWIN);
}

static bool opens(const struct unit *u)
{
	return u->lb == LB_OP;
}

/*
 * Narrow “ and ” get back the em of print by a virtual cell outside; beside another mark it is left
 * out, which is what print does there too.
 */
static void pad_quote(struct unit *u)
{
	const uint64_t blank_of_its_own = SET_OUTSIDE | LC(STOP) | LC(CLOSE) | LC(OPEN);

	if (opens(u)) {
		if (!unit_in(u - 1, blank_of_its_own) && !(is_quote(u - 1) && opens(u - 1)) &&
		    !(u[-1].layout == LC_ASCII_STOP && u[-1].cells & UNIT_TWIN))
			u->cells |= UNIT_GAP;
	} else if (u->lb == LB_CL) {
		if (!unit_in(u + 1, blank_of_its_own) && !(is_quote(u + 1) && !opens(u + 1)) &&
		    !(u[1].layout == LC_ASCII_STOP && u[1].cells & UNIT_TWIN))
			u[1].cells |= UNIT_GAP;
	}
}

static void draw_corner(struct unit *u)
{
	if (u->lb == LB_OP || u->lb == LB_CL)
		draw_twin(u, 2);
}

/* PUNCT_FULL: ... and ⸺. */
static void draw_long(struct scan *s, size_t i)
{
	struct unit *u = &s->units[i];

	if (u->layout == LC_DASH && unit_codepoint(s, i) == 0x2e3a)
		draw_twin(u, 2);
	if (unit_char(s, i) != '.' || unit_char(s, i + 1) != '.' || unit_char(s, i + 2) != '.' ||
	    unit_char(s, i + 3) == '.' || unit_char(s, i - 1) == '.' || !unit_in(u - 1, SET_WIDE))
		return;
	draw_twin(u, s->o->profile->ambiguous_punct);
	draw_twin(u + 1, s->o->profile->ambiguous_punct);
	u[2].cells = UNIT_HIDDEN;
}

/* A Latin word [first, last] between Han: both ends letters, two characters or more; or any such
 * run with digits. */
static void space_run(struct scan *s, size_t first, size_t last)
{
	struct unit *units = s->units;
	bool letters = units[first].layout == LC_LATIN && units[last].layout == LC_LATIN &&
	               last > first;
	bool digits = s->spaces_digits;

	if (!letters && !digits)
		return;
	if ((units + first)[-1].layout == LC_HAN)
		units[first].cells |= UNIT_GAP;
	if (units[last + 1].layout == LC_HAN)
		units[last + 1].cells |= UNIT_GAP;
}

static void space_letters(struct scan *s)
{
	const uint64_t inside = SET_WORD | LC(HYPHEN) | LC(SIGN) | LC(ASCII_STOP) | LC(URL_POINT) |
	                        LC(MAIL_POINT) | LC(ASCII_QUOTE) | LC(SOLIDUS);

	for (size_t i = 0; i < s->n; i++) {
		size_t last = i;

		if (!unit_in(&s->units[i], SET_WORD))
			continue;
		while (last + 1 < s->n && unit_in(&s->units[last + 1], inside) &&
		       !(s->units[last + 1].cells & UNIT_TWIN))
			last++;
		space_run(s, i, last);
		i = last;
	}
}

void space_units(struct scan *s)
{
	bool corners = s->o->quotes == QUOTES_CORNER && is_cjk(s);
	const uint64_t quotes = LC(QUOTE_OPEN) | LC(QUOTE_CLOSE) | LC(ASCII_QUOTE);
	bool marks = (s->seen & quotes && (s->pads_quotes || corners)) || s->o->punct == PUNCT_FULL;

	for (size_t i = 0; marks && i < s->n; i++) {
		struct unit *u = &s->units[i];

		if (u->layout <= LC_HANGUL)
			continue;
		if (corners && is_quote(u))
			draw_corner(u);
		else if (s->pads_quotes && is_quote(u))
			pad_quote(u);
		else if (s->draws_full && s->o->punct == PUNCT_FULL)
			draw_long(s, i);
	}
	if (s->spaces_letters && s->seen & (s->spaces_digits ? SET_WORD : LC(LATIN)))
		space_letters(s);
}

struct twin {
	uint32_t of;
	const char *plain, *closing, *corner, *closing_corner;
};

static const struct twin twins[] = {
	{ ',', "，", NULL, NULL, NULL },
	{ ':', "：", NULL, NULL, NULL },
	{ ';', "；", NULL, NULL, NULL },
	{ '?', "？", NULL, NULL, NULL },
	{ '!', "！", NULL, NULL, NULL },
	{ '(', "（", NULL, NULL, NULL },
	{ ')', "）", NULL, NULL, NULL },
	{ '-', "—", NULL, NULL, NULL },
	{ '.', "…", NULL, NULL, NULL },
	{ 0x2e3a, "——", NULL, NULL, NULL },
	{ '"', "“", "”", "「", "」" },
	{ '\'', "‘", "’", "『", "』" },
	{ 0x201c, "“", "”", "「", "」" },
	{ 0x201d, "“", "”", "「", "」" },
	{ 0x2018, "‘", "’", "『", "』" },
	{ 0x2019, "‘", "’", "『", "』" },
	{ '\t', "        ", NULL, NULL, NULL },
	{ '\n', " ", NULL, NULL, NULL },
};

const char *unit_twin(const struct scan *s, size_t i)
{
	uint32_t cp = unit_codepoint(s, i);
	bool closes = s->units[i].lb == LB_CL, corner = s->o->quotes == QUOTES_CORNER;

	for (size_t k = 0; k < ARRAY_LENGTH(twins); k++) {
		const struct twin *t = &twins[k];

		if (t->of != cp)
			continue;
		if (corner && t->corner)
			return closes ? t->closing_corner : t->corner;
		return closes && t->closing ? t->closing : t->plain;
	}
	return " ";
}
