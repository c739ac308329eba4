/*
 * How Han characters are read in Mandarin, without tones, ü as v. Generated; see pinyin.py.
 *
 * Characters are counted from PINYIN_FIRST. Most have one reading; who has more is in a set of
 * several. What has none is in set 0, which is empty.
 */
#ifndef TEXT_TABLES_PINYIN_H
#define TEXT_TABLES_PINYIN_H

#include <stdint.h>

enum { PINYIN_FIRST = 0x3400, PINYIN_LAST = 0x9fff, PINYIN_SYLLABLE_BYTES = 7 };

/* The syllables there are, in the order of their letters. */
extern const char pinyin_syllables[][PINYIN_SYLLABLE_BYTES];
/* Set n is pinyin_sets[pinyin_set_starts[n]] up to the next start: numbers of syllables. */
extern const uint16_t pinyin_set_starts[];
extern const uint16_t pinyin_sets[];
/* Character → set. */
extern const uint16_t pinyin_of[];
/* Character → place in pinyin_letters, where bit 0 is a, bit 25 is z: what its readings begin with.
 * A byte a character, so that a scan need not look at syllables. */
extern const uint8_t pinyin_initials[];
extern const uint32_t pinyin_letters[];

#endif
