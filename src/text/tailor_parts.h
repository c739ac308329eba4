/*
 * What the tailorings share: sets of layout classes, and the functions of the tables in tailor.c.
 * Private to text/. Each function looks at unit i and its neighbours; four edges stand on either
 * side of the units, so that neighbours up to four away need no check. What its neighbours have to
 * be the tables say; it asks only further.
 */
#ifndef TEXT_TAILOR_PARTS_H
#define TEXT_TAILOR_PARTS_H

#include "text/tailor.h"

#define LC(name) (UINT64_C(1) << LC_##name)

/* Letters set without blanks between words. */
#define SET_IDEOGRAPH (LC(HAN) | LC(KANA) | LC(SMALL_KANA) | LC(ITERATION))
#define SET_WORD (LC(LATIN) | LC(DIGIT))
#define SET_ANY_DIGIT (LC(DIGIT) | LC(WIDE_DIGIT))
/* Full-width marks, and those that are full-width in print. */
#define SET_WIDE_MARK                                                                              \
	(LC(STOP) | LC(CLOSE) | LC(OPEN) | LC(QUOTE_OPEN) | LC(QUOTE_CLOSE) | LC(DOTS))
#define SET_WIDE (SET_IDEOGRAPH | SET_WIDE_MARK | LC(WIDE_DIGIT) | LC(WIDE_LATIN))
#define SET_WIDE_BEHIND (SET_IDEOGRAPH | LC(OPEN) | LC(QUOTE_OPEN))
#define SET_LETTER (SET_IDEOGRAPH | SET_WORD | LC(HANGUL) | LC(WIDE_DIGIT) | LC(WIDE_LATIN))
#define SET_OUTSIDE (LC(EDGE) | LC(SPACE) | LC(TAB) | LC(NEWLINE))
/* What a range is of: numbers with and without units, weekdays, places. */
#define SET_RANGED (SET_LETTER | LC(UNIT) | LC(SQUARED) | LC(CLOSE))
/* Before a sign, where there is nothing that it could join to what follows. */
#define SET_BEFORE_SIGN (SET_OUTSIDE | SET_WIDE_MARK | LC(ASCII_OPEN) | LC(ASCII_QUOTE) | \
                         LC(HYPHEN) | LC(SIGN) | LC(RANGE) | LC(ASCII_STOP) | LC(ASCII_CLOSE))

static inline bool unit_in(const struct unit *u, uint64_t set)
{
	return set >> u->layout & 1;
}

/* Make breaking before u cost at least b, or at most b. */
static inline void tie(struct unit *u, enum bond b)
{
	if (u->bond < b)
		u->bond = (uint8_t)b;
}

static inline void loosen(struct unit *u, enum bond b)
{
	if (u->bond > b && u->bond != BOND_MUST)
		u->bond = (uint8_t)b;
}

/* The code point at unit i (0 at an edge). */
uint32_t unit_codepoint(const struct scan *s, size_t i);
/* Whether Han and kana set the tone: the paragraph is Chinese or Japanese, or not known. */
bool is_cjk(const struct scan *s);
/* The first unit behind i that is no blank. */
size_t behind_blanks(const struct scan *s, size_t i);

/* Roles (before UAX #14). */
void role_quote(struct scan *s, size_t i);         /* T1 */
void role_ascii_stop(struct scan *s, size_t i);    /* T2 */
void role_ascii_quote(struct scan *s, size_t i);   /* T3 */
void role_middle_dot(struct scan *s, size_t i);    /* T4 */
void role_connector(struct scan *s, size_t i);     /* T5 */
void role_solidus(struct scan *s, size_t i);       /* T6 */
void role_plus(struct scan *s, size_t i);          /* T7 */
void role_plus_of_number(struct scan *s, size_t i); /* T7 */
void role_small_kana(struct scan *s, size_t i);    /* T10 */
void role_url(struct scan *s, size_t i);           /* T12 */
void role_mail(struct scan *s, size_t i);          /* T12 */
void role_sign(struct scan *s, size_t i);          /* T14 */
void role_range(struct scan *s, size_t i);         /* T16 */
void role_single_dash(struct scan *s, size_t i);   /* T5, T16 */
void role_hyphens(struct scan *s, size_t i);       /* -- that stands for —— */
void role_parenthesis(struct scan *s, size_t i);   /* ( ) round Han */
void role_blank(struct scan *s, size_t i);         /* newlines, tabs, U+00A0 */

/* Bonds (after it). */
void bond_no_start(struct scan *s, size_t i);      /* behind a blank */
void bond_no_end(struct scan *s, size_t i);        /* before one */
void bond_solidus_level(struct scan *s, size_t i); /* T6 */
void bond_date(struct scan *s, size_t i);          /* T8 */
void bond_number_groups(struct scan *s, size_t i); /* T8 */
void bond_version(struct scan *s, size_t i);       /* T8, hyphens */
void bond_clock(struct scan *s, size_t i);         /* T8, full-width colons */
void bond_ordinal(struct scan *s, size_t i);       /* T9 */
void bond_counter(struct scan *s, size_t i);       /* T9 */
void bond_dash(struct scan *s, size_t i);          /* T9 */
void bond_dots(struct scan *s, size_t i);          /* T9 */
void bond_title(struct scan *s, size_t i);         /* T9 */
void bond_label(struct scan *s);                   /* T9, once a paragraph */
void bond_hyphen(struct scan *s, size_t i);        /* T9 */
void bond_double(struct scan *s, size_t i);        /* T10 */
void bond_url(struct scan *s, size_t i);           /* T12 */
void bond_number_behind(struct scan *s, size_t i); /* T12 */
void bond_path(struct scan *s, size_t i);          /* T12 */
void bond_mail(struct scan *s, size_t i);          /* T12 */
void bond_sign(struct scan *s, size_t i);          /* T14 */
void bond_unit_solidus(struct scan *s, size_t i);  /* T15 */
void bond_range(struct scan *s, size_t i);         /* T16 */
void bond_note(struct scan *s, size_t i);          /* T17 */
void bond_note_bracket(struct scan *s, size_t i);  /* T17 */
void bond_topic(struct scan *s, size_t i);         /* T18 */
void bond_sticker(struct scan *s, size_t i);       /* T18 */
void bond_squared(struct scan *s, size_t i);       /* T19 */
void bond_prefix(struct scan *s, size_t i);        /* T19 */
void bond_document_number(struct scan *s, size_t i); /* T19 */
void bond_particle(struct scan *s, size_t i);      /* T20 */
void bond_price(struct scan *s, size_t i);         /* T20 */
void bond_wide_run(struct scan *s, size_t i);      /* T20 */
void bond_korean_dot(struct scan *s, size_t i);    /* T4 in Korean */

#endif
