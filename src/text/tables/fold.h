/*
 * What every character is folded to. Generated; see fold.py for the rules.
 *
 * A value is 0 for a character that stays, 0xD800 + n for the n-th of fold_texts (0: it disappears),
 * else the one character it becomes.
 */
#ifndef TEXT_TABLES_FOLD_H
#define TEXT_TABLES_FOLD_H

#include <stddef.h>
#include <stdint.h>

enum { FOLD_TEXT = 0xd800, FOLD_TEXT_END = 0xe000 };
#define FOLD_BEYOND_TEXT 0x80000000u

struct fold_row {
	uint32_t first, last;
	uint32_t value; /* the one character, or FOLD_BEYOND_TEXT + n for the n-th of fold_texts */
};

struct fold_range {
	uint32_t first, last;
};

/* Up to U+FFFF: the page of 256 characters, and its values. */
extern const uint8_t fold_page_numbers[256];
extern const uint16_t fold_pages[][256];
/* A bit for each character up to U+FFFF that stays and that nothing is joined with: of Han from U+4000 on
 * and of U+3000–303F; 64 of them a row, as a lead byte and the second one name it in UTF-8. */
extern const uint64_t fold_stays[1024];
/* From U+10000 on, sorted. */
extern const struct fold_row fold_beyond[];
extern const size_t fold_n_beyond;
/* The n-th text is fold_texts[fold_text_starts[n]] up to where the next starts. */
extern const char fold_texts[];
extern const uint16_t fold_text_starts[];
/* Characters (already folded) that headlines are compared without, sorted. */
extern const struct fold_range fold_dropped[];
extern const size_t fold_n_dropped;

#endif
