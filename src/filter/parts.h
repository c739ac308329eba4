/*
 * What a filter is made of; only for the files of this folder.
 *
 * A filter is groups (one of them must match) of terms (all must match) of atoms (one must match).
 */
#ifndef FILTER_PARTS_H
#define FILTER_PARTS_H

#include "base/arena.h"
#include "filter/filter.h"
#include "filter/regex.h"

enum {
	FILTER_BYTES_MAX = 4096,
	FILTER_ATOMS_MAX = 256,
};

enum atom_kind {
	ATOM_WORD, ATOM_TAG, ATOM_SOURCE, ATOM_SPAN, ATOM_STATE, ATOM_RANK, ATOM_HEAT, ATOM_REGEX,
};

/* How the name of a tag is meant: from the names in use, when the filter is parsed. */
enum tag_fit { TAG_NONE, TAG_SOUND_BEGINS, TAG_SOUND, TAG_BEGINNING, TAG_WHOLE };

enum filter_state {
	STATE_UNREAD, STATE_READ, STATE_STAR, STATE_CHANGED, STATE_MUTED,
	STATE_NEW, STATE_UP, STATE_DOWN, STATE_SAME, STATE_BACK, STATE_GONE,
	STATE_COUNT,
};

struct atom {
	enum atom_kind kind;
	bool negated;
	bool whole;          /* the whole name of a source, not a part of it */
	enum tag_fit fit;    /* of a tag; TAG_NONE: none is called so, taken as a word as well */
	enum filter_state state;
	struct slice text; /* folded; a tag's begins with "\n", and ends so if it is meant whole */
	const struct pinyin_query *sound; /* NULL: by its letters only */
	uint32_t letters;    /* without which no row has the text, nor its sound */
	struct filter_regex *regex;
	int64_t from, to;    /* a span: from ≤ time < to */
	int64_t number;      /* a rank or heat */
};

struct term {
	struct atom *atoms;
	size_t n;
	bool negated;
};

struct group {
	struct term *terms;
	size_t n;
};

struct filter {
	struct arena arena;
	struct group *groups;
	size_t n;
	int limit;
	struct filter *outer; /* must match too, or NULL */
	int64_t last_visit;
	bool is_broken;       /* a regular expression in it is none */
	unsigned more_holders; /* than one */
};

/* "3h", "今天", "2026-11-22", "A..B" → a span; text is folded and not empty. */
bool filter_span(const char *text, const struct filter_context *context, struct atom *out,
                 struct err *err);
/* "unread", "未读", or a beginning that only one state has; text is folded and not empty. */
bool filter_state(const char *text, enum filter_state *out, struct err *err);

/* Letters (pinyin_letters_in()) that a row must have for the text or the sound of an atom. */
uint32_t filter_atom_letters(const struct atom *a);

/* "1万", "1.2亿", "5k" → a number; text is folded. */
bool filter_number(struct slice text, int64_t *out);

/* How a name, and the sound of it (may be NULL), stand among those in use. */
enum tag_fit filter_tags_find(const struct filter_tags *t, struct slice folded,
                              const struct pinyin_query *sound);

#endif
