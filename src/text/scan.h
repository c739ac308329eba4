/*
 * The first stage of setting a paragraph: bytes → units, one a grapheme cluster, each with its
 * class, its cells and the bond before it. Private to text/; the paragraph is fitted from this by
 * fit.c.
 *
 * Passes over the units: clusters and widths; roles (tailorings that change what a mark is); UAX
 * #14; bonds (tailorings that change where one may break, and what a break costs); spacing (what is
 * drawn for a mark and where a virtual cell stands). Only units of a layout class that has rules
 * are looked at by the tailorings (text/tailor.h).
 */
#ifndef TEXT_SCAN_H
#define TEXT_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "text/tables/properties.h"
#include "text/wrap.h"

struct unit {
	uint8_t lb;     /* enum line_break, as tailored */
	uint8_t layout; /* enum layout_class, as tailored */
	uint8_t cells;  /* UNIT_CELLS of it; flags above */
	uint8_t bond;   /* enum bond: before this unit */
	uint32_t at;    /* byte, from the start of what is scanned */
};

enum {
	UNIT_CELLS = 0x0f,
	UNIT_GAP = 0x10,    /* a virtual cell before it, unless it begins the line */
	UNIT_TWIN = 0x20,   /* drawn as its full-width or typographic twin (text/twin.c) */
	UNIT_HIDDEN = 0x40, /* not drawn at all */
	UNIT_JOINED = 0x80, /* several code points */
};

struct scan {
	const char *text;
	size_t len;
	const struct wrap_options *o;
	enum lang lang;    /* as told or detected; never LANG_UNKNOWN where anything is known */
	uint32_t rules;    /* bit n: tailoring Tn */
	bool keeps_lines;  /* newlines are mandatory breaks (verse, preformatted) */
	bool draws_full;   /* half-width marks beside Han are drawn full-width */
	bool pads_quotes;  /* a virtual cell outside of “ and ” */
	bool spaces_letters, spaces_digits; /* one between Han and Latin letters, digits */
	uint8_t hangul_class; /* line break class of its syllables (T11) */
	struct text_property han; /* of U+4E00 … U+9FFF */
	uint8_t cells_of[WIDTH_COUNT];
	struct unit *units; /* units[-1] and units[n] are edges */
	size_t n, cap;
	struct unit *memory;
	uint32_t *asked; /* the units whose class has rules, in order */
	size_t n_asked;
	bool has_must;   /* some bond is BOND_MUST */
	uint64_t seen; /* layout classes in the text but Han: bit n for class n */
	uint8_t quotes_paired; /* 1: ", 2: ' have been looked at (T3) */
};

/* Prepare for a paragraph's options and language (LANG_UNKNOWN: none could be told). */
void scan_init(struct scan *s, const struct wrap_options *o, enum lang lang);
/* Scan text; the units stay until the next scan_text() or scan_release(). */
void scan_text(struct scan *s, const char *text, size_t len);
void scan_release(struct scan *s);

static inline int unit_cells(const struct unit *u)
{
	return u->cells & UNIT_CELLS;
}

/* A blank of the flow: hangs at a line's end, is never at its start. */
static inline bool unit_is_blank(const struct unit *u)
{
	return u->layout == LC_SPACE;
}

/* The first byte of unit i, for ASCII marks whose class holds several. */
static inline char unit_char(const struct scan *s, size_t i)
{
	return i < s->n ? s->text[s->units[i].at] : '\0';
}

/* A soft hyphen inside a word: drawn as a hyphen, of one cell, where a line ends with it. */
static inline bool unit_breaks_word(const struct scan *s, size_t i)
{
	const struct unit *u = &s->units[i];

	return u->layout == LC_INVISIBLE && u->lb == LB_BA && u[-1].layout == LC_LATIN &&
	       u[1].layout == LC_LATIN;
}

/* Bytes of unit i. */
static inline size_t unit_bytes(const struct scan *s, size_t i)
{
	return s->units[i + 1].at - s->units[i].at;
}

#endif
