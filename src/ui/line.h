/*
 * One line of text being typed, with the keys of readline. Pure but for its memory; UI thread.
 *
 * The caret stands at a byte, always between two clusters. Full-width signs of an input method
 * become ASCII at the beginning of a word (＋要闻 is +要闻), where they can only be meant as such.
 */
#ifndef UI_LINE_H
#define UI_LINE_H

#include <stdbool.h>
#include "base/str.h"
#include "ui/key.h"

#define LINE_LIMIT 1024 /* bytes */

struct line {
	struct str text;
	size_t caret;
	struct str killed;  /* what ^K, ^U and ^W took, for ^Y */
};

void line_init(struct line *l, const char *text);
void line_release(struct line *l);
void line_set(struct line *l, const char *text);
/* Take an editing key or a character; false when the key means nothing here. */
bool line_key(struct line *l, key_code key);
/* Put text at the caret, signs and all as they are; newlines become blanks. */
void line_insert(struct line *l, struct slice text);
/* The word the caret stands at the end of: its first byte. */
size_t line_word_start(const struct line *l);
/* Replace bytes from `from` to the caret. */
void line_replace_word(struct line *l, size_t from, const char *with);

#endif
