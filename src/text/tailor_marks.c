#include "base/str.h"
#include "text/spacing.h"
#include "text/tailor_parts.h"

/* T2: , . : ; ! ? beside wide text are the full-width marks that they stand for. Not between
 * digits, and not the dot that begins a name (.NET). */
void role_ascii_stop(struct scan *s, size_t i)
{
	struct unit *u = &s->units[i];
	char c = unit_char(s, i);

	/* ℃ is wide, % is not; a half-width quote is what stands in it */
	if (!unit_in(u - 1, SET_WIDE) && !unit_in(u + 1, SET_WIDE_BEHIND) &&
	    !(u[-1].layout == LC_UNIT && unit_char(s, i - 1) & 0x80) &&
	    !(u[1].layout == LC_ASCII_QUOTE && unit_in(u + 2, SET_IDEOGRAPH)))
		return;
	if (unit_in(u - 1, LC(DIGIT)) && unit_in(u + 1, LC(DIGIT)))
		return;
	if (c == '.' && unit_in(u + 1, SET_WORD))
		return;
	u->lb = c == '!' || c == '?' ? LB_EX : LB_CL;
	if (s->draws_full && c != '.') {
		draw_twin(u, 2);
		hide_blank(u + 1);
	}
}

/* -- between wide characters, drawn as the dash that it stands for. */
void role_hyphens(struct scan *s, size_t i)
{
	struct unit *u = &s->units[i];

	if (!s->draws_full || !unit_in(u + 2, SET_WIDE))
		return;
	for (int k = 0; k < 2; k++) {
		u[k].layout = LC_DASH;
		u[k].lb = LB_B2;
		draw_twin(&u[k], s->o->profile->ambiguous_punct);
	}
}

/* ( and ) whose inside is Han, drawn full-width. */
void role_parenthesis(struct scan *s, size_t i)
{
	enum { FAR = 40 };
	struct unit *u = &s->units[i];
	size_t j = i + 1;

	if (!s->draws_full || unit_char(s, i) != '(')
		return;
	if (!unit_in(u - 1, SET_WIDE | LC(EDGE) | LC(ASCII_STOP) | LC(ASCII_CLOSE)))
		return;
	while (j < s->n && j - i < FAR &&
	       unit_in(&s->units[j], SET_WIDE | LC(DIGIT) | LC(ASCII_STOP)))
		j++;
	if (j >= s->n || unit_char(s, j) != ')' || !unit_in(&s->units[j - 1], SET_IDEOGRAPH))
		return;
	u->lb = LB_OP_WIDE;
	s->units[j].lb = LB_CP_WIDE;
	draw_twin(u, 2);
	draw_twin(&s->units[j], 2);
	u->layout = LC_OPEN;
	s->units[j].layout = LC_CLOSE;
}

/* T4: · beside wide text never begins a line; between Latin letters it is one of them. */
void role_middle_dot(struct scan *s, size_t i)
{
	struct unit *u = &s->units[i];

	if (unit_in(u - 1, SET_WORD) && unit_in(u + 1, SET_WORD))
		return;
	if (unit_codepoint(s, i) == 0x2022 && unit_in(u - 1, SET_OUTSIDE))
		return; /* a bullet */
	u->lb = LB_NS;
}

/* T4: in Korean it joins two words into one (물가·교통). */
void bond_korean_dot(struct scan *s, size_t i)
{
	tie(&s->units[i + 1], BOND_EASY);
}

static bool is_single_dash(const struct unit *u)
{
	return u->layout == LC_DASH && u[-1].layout != LC_DASH && u[1].layout != LC_DASH;
}

/* T5: ～ － stand behind what they connect. */
void role_connector(struct scan *s, size_t i)
{
	uint32_t cp = unit_codepoint(s, i);

	if (cp == 0xff5e || cp == 0xff0d || cp == 0xfe63)
		s->units[i].lb = LB_NS;
}

/* T5, T16: so does a single — between numbers, weekdays, places, times (GB/T 15834 5.1.6). */
void role_single_dash(struct scan *s, size_t i)
{
	if (is_single_dash(&s->units[i]))
		s->units[i].lb = LB_NS;
}

/* T16: ~ and ∼ between numbers and the like; before a number alone they are a sign. */
void role_range(struct scan *s, size_t i)
{
	struct unit *u = &s->units[i];
	uint32_t cp = unit_codepoint(s, i);

	if (cp == '~' || cp == 0x223c || cp == 0x223d)
		u->lb = LB_NS;
}

static bool is_digit(const struct scan *s, size_t i)
{
	/* one in an address has become a letter */
	return unit_in(&s->units[i], SET_ANY_DIGIT) || ascii_is_digit(unit_char(s, i));
}

/* T16: better not behind them either; between digits never (1~3, 12–15) but for ～ and 〜. */
void bond_range(struct scan *s, size_t i)
{
	struct unit *u = &s->units[i];
	uint32_t cp;

	if (u->layout == LC_DASH && !is_single_dash(u))
		return;
	cp = unit_codepoint(s, i);
	if ((cp == '~' || cp == '-' || cp == 0x2013 || cp == 0x2010) && is_digit(s, i - 1) &&
	    is_digit(s, i + 1))
		tie(u + 1, BOND_INNER);
	else
		tie(u + 1, BOND_LIGHT);
}

/* T6: ／ never begins a line. */
void role_solidus(struct scan *s, size_t i)
{
	if (unit_char(s, i) != '/')
		s->units[i].lb = LB_NS;
}

/* T6: nor ends it from level gb on (GB/T 15834 5.1.9). */
void bond_solidus_level(struct scan *s, size_t i)
{
	struct unit *u = &s->units[i];
	bool wide = unit_char(s, i) != '/' ||
	            (unit_in(u - 1, SET_WIDE) && unit_in(u + 1, SET_WIDE));

	if (wide && s->o->level >= WRAP_GB)
		tie(u + 1, BOND_NEVER);
}

/* Strict from 40 cells on; newspapers with narrow columns set kana in the normal way. */
static bool is_strict_kana(const struct scan *s)
{
	enum { STRICT_FROM = 40 };

	return s->o->level == WRAP_STRICT ||
	       (s->o->level != WRAP_NONE && s->o->measure >= STRICT_FROM);
}

/* T10: small kana, ー and iteration marks. Strict: never at a line's start; normal allows the kana;
 * none allows the iteration marks too. */
void role_small_kana(struct scan *s, size_t i)
{
	struct unit *u = &s->units[i];

	if (s->o->level == WRAP_NONE || (!is_strict_kana(s) && u->layout == LC_SMALL_KANA))
		u->lb = LB_ID;
}

/* T10: っ doubles what follows: strict does not part them either. */
void bond_double(struct scan *s, size_t i)
{
	uint32_t cp = unit_codepoint(s, i);

	if ((cp == 0x3063 || cp == 0x30c3) && is_strict_kana(s))
		tie(&s->units[i + 1], BOND_GLUE);
}

/* Newlines, tabs and U+00A0 in flowing text: blanks, or nothing between two wide characters. */
void role_blank(struct scan *s, size_t i)
{
	struct unit *u = &s->units[i];
	const uint64_t wide = SET_WIDE | LC(DASH);
	bool between = unit_in(u - 1, wide) && unit_in(u + 1, wide);

	between |= u[1].layout == LC_EDGE; /* a no-break space at the end of all */
	if (s->keeps_lines && u->layout == LC_NEWLINE)
		return;
	if (u->layout == LC_NBSP) {
		if (between) {
			u->layout = LC_SPACE;
			u->lb = LB_SP;
		}
		return;
	}
	u->lb = LB_SP;
	if (u->layout == LC_NEWLINE && between) {
		u->cells = UNIT_HIDDEN;
	} else {
		u->cells = 1 | UNIT_TWIN;
	}
	u->layout = LC_SPACE;
}

/* Marks that begin no line, whatever blanks stand before them; · ° ′ ″ may begin a word. */
void bond_no_start(struct scan *s, size_t i)
{
	uint32_t cp = unit_codepoint(s, i);

	if (text_property(cp)->flags & TEXT_NO_START && cp != 0xb7 && cp != 0xb0 && cp != 0x2032 &&
	    cp != 0x2033)
		tie(&s->units[i], BOND_NEVER);
}

/* Marks that end none, whatever blanks stand behind them; a currency sign only before a number. */
void bond_no_end(struct scan *s, size_t i)
{
	struct unit *next = &s->units[behind_blanks(s, i)];

	if (s->units[i].layout == LC_CURRENCY && !unit_in(next, SET_ANY_DIGIT))
		return;
	if (text_property(unit_codepoint(s, i))->flags & TEXT_NO_END)
		tie(next, BOND_NEVER);
}

/* T9: —— may begin a line (clreq), but rather not; level strict forbids. Runs of several part
 * between pairs. The first dash of a run does it for all. */
void bond_dash(struct scan *s, size_t i)
{
	struct unit *u = &s->units[i];
	size_t last = i;

	if (u->bond < BOND_NEVER && !unit_is_blank(u - 1))
		tie(u, s->o->level == WRAP_STRICT ? BOND_NEVER : BOND_AVOID);
	while (last + 1 < s->n && s->units[last + 1].layout == LC_DASH)
		last++;
	for (size_t k = i + 2; last + 1 - i >= 4 && k <= last; k += 2)
		loosen(&s->units[k], BOND_AVOID);
}

/* T9: …… behind a stop or a blank begins something, and may begin a line too. */
void bond_dots(struct scan *s, size_t i)
{
	struct unit *u = &s->units[i];

	if (s->o->level != WRAP_STRICT && unit_in(u - 1, LC(STOP) | LC(CLOSE) | LC(QUOTE_CLOSE)))
		loosen(u, BOND_AVOID);
	if (u[-1].layout == LC_DOTS && u[-2].layout == LC_DOTS && u[1].layout == LC_DOTS &&
	    u[-3].layout != LC_DOTS)
		loosen(u, BOND_AVOID);
}
