/*
 * Finding text by how it is read, typed without an input method: Han by Mandarin initials, whole
 * syllables or both mixed (kyjxs, kangyi, kyjinxs; ü as v), characters of several readings by any
 * of them; kana by romaji, Hepburn or kunrei, long vowels written or not (tokyo, toukyou, とうきょう);
 * Hangul by initial consonants (ㅅㅇ) or romanised (seoul). What is typed may change from one way to
 * the other and to the characters themselves (重qing); letters and digits of the text stand for
 * themselves (c919), its blanks and punctuation are passed over. The last syllable may be unfinished.
 *
 * A hit stands within one line, begins where a character or a run of letters or digits begins, and
 * holds at least one character that is not ASCII: what is written as it is typed is found by looking
 * for it. Pure; any thread.
 */
#ifndef TEXT_PINYIN_H
#define TEXT_PINYIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/str.h"

enum { PINYIN_QUERY_MAX = 60 }; /* characters; a longer query has no sound */

/* How many letters it takes in names (tags, sources, menus), and in titles: of two letters one
 * headline in fifteen has a hit by chance. An initial consonant of Hangul counts for two letters. */
enum { PINYIN_LEAST_NAME = 2, PINYIN_LEAST_TITLE = 3 };

/* Bytes start ≤ i < end. */
struct text_range {
	size_t start, end;
};

struct pinyin_query {
	uint64_t at[128];                     /* ASCII → where in the query it stands, a bit each */
	uint64_t twins;                       /* where a letter is followed by the same one */
	uint64_t repeats;                     /* where a letter is the same as the one before */
	uint32_t others[PINYIN_QUERY_MAX];    /* what is not ASCII, by place; 0 elsewhere */
	size_t n;
	size_t reach;                         /* to be compared with PINYIN_LEAST_… */
	uint32_t first;                       /* the bit of its first letter in pinyin_letters */
	bool has_others;
};

/* Prepare folded text (text/fold.h). False when it has no sound: nothing but digits or characters,
 * a sign or a blank in it, empty, too long. */
bool pinyin_query_init(struct pinyin_query *q, struct slice folded);
/* Has folded text a hit? */
bool pinyin_matches(const struct pinyin_query *q, struct slice folded);
/* The first hit in folded text that begins at byte `from` or behind it. */
bool pinyin_next(const struct pinyin_query *q, struct slice folded, size_t from,
                 struct text_range *hit);

/* Does folded text begin with a hit? *all (may be NULL): and end with it, the last syllable not left
 * unfinished. */
bool pinyin_begins(const struct pinyin_query *q, struct slice folded, bool *all);

/* To pass by most texts without a look: a bit for each letter a–z that stands in folded text or that one
 * of its Han readings begins with; all of them where there are kana or Hangul. */
uint32_t pinyin_letters_in(struct slice folded);
/* The letters without which no text can have a hit: those that only begin a syllable. */
uint32_t pinyin_letters_needed(const struct pinyin_query *q);

/* How a name answers to what is typed, from bad to good: for pickers, in this order. */
enum pinyin_fit { PINYIN_NONE, PINYIN_SOUND, PINYIN_SOUND_BEGINS, PINYIN_WITHIN, PINYIN_BEGINS,
	          PINYIN_SAME };
enum pinyin_fit pinyin_fit(const char *name, struct slice typed);

/* Where text has what is typed: literally (folded), else by sound if that is at least `least`
 * letters. Byte ranges of text, in order, apart from each other, at most `most`; returns how many. */
size_t pinyin_find(struct slice text, struct slice typed, size_t least, struct text_range *out,
                   size_t most);

#endif
