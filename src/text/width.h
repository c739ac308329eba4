/*
 * How many cells text takes on this terminal.
 *
 * Width is a property of the grapheme cluster and of the terminal: a width_profile says how the
 * terminal at hand treats what Unicode leaves open (East Asian ambiguous characters, joined emoji).
 * Profiles are plain values; everything here is pure.
 */
#ifndef TEXT_WIDTH_H
#define TEXT_WIDTH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/str.h"

struct width_profile {
	uint8_t ambiguous_punct;  /* 1 or 2 cells: “ ” … — · */
	uint8_t ambiguous_symbol; /* ① № ★ ▲ … */
	uint8_t ambiguous_letter; /* Greek, Cyrillic, é */
	uint8_t ambiguous_box;    /* ─ │ */
	bool joins_vs16;          /* ❤ + U+FE0F takes 2 */
	bool joins_tone;          /* 👍🏽 takes 2 */
	bool joins_zwj;           /* 👩‍👧 takes 2 */
	uint8_t lone_ri;          /* a lone regional indicator: 1 or 2 */
	uint8_t jamo;             /* a syllable of three conjoining Jamo: 2, or 4 where drawn apart */
	uint8_t unicode;          /* newest Unicode version whose emoji are 2 wide: 14, 15, …; 13: those
	                             of 15 take no cell here, and something else is drawn */
	uint8_t newest_han;       /* ideographs of Unicode 15 (Extension H): 0, 1 or 2, likewise */
	bool whole;               /* text for a file or a pipe: nothing of a cluster is ever left out; what
	                             the reader may draw in parts counts with all its parts */
};

/* What most terminals do: ambiguous 1, pairs of RI 2, nothing joined, Unicode 15. */
extern const struct width_profile width_profile_default;
/* The same for text that leaves the program (haowai render): whole clusters always. */
extern const struct width_profile width_profile_text;

/* False for what this terminal gives no cell at all, though it should: what is newer than it (profile
 * unicode 13, newest_han 0); something else is to be drawn in the one cell it is counted with. */
bool width_is_drawn(const struct width_profile *p, uint32_t cp);
/* Cells of one code point by itself: 0, 1 or 2. */
int width_codepoint(const struct width_profile *p, uint32_t cp);
/* The same for a width class of the property table (enum width_class). */
int width_of_class(const struct width_profile *p, int class);
/* Cells of the text, cluster by cluster. */
int text_width(const struct width_profile *p, struct slice text);
/* The longest beginning of text, in whole clusters, of at most `cells` cells; its bytes. *used (may
 * be NULL) gets its cells. */
size_t text_fit(const struct width_profile *p, struct slice text, int cells, int *used);

#endif
