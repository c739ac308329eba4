/*
 * What marks really changed, and taking it back exactly: an article that had been read before stays
 * read, one that shared the mark (another copy) loses it again, a tag that the feed gave too stays.
 * Writing side only; a log belongs to whoever made it.
 */
#ifndef STORE_UNDO_H
#define STORE_UNDO_H

#include <stddef.h>
#include <stdint.h>
#include "base/err.h"
#include "base/packed.h"
#include "store/store.h"

enum changes_kind { CHANGES_NONE, CHANGES_READ, CHANGES_STAR, CHANGES_TAG };

/* Rows as they were before: id and a few bits. While orders are written they are at hand as they come,
 * packed when changes_end() says that the order is through. */
struct changes {
	enum changes_kind kind;
	int64_t tag_id;           /* CHANGES_TAG */
	int64_t newest;           /* the highest id of an article then: later ones came since */
	int64_t *rows;            /* not packed yet */
	size_t n, cap;
	struct packed packed;
};

void changes_release(struct changes *c);

/* From now on note in c (may be partly filled: an order that is tried again) what marks change; c NULL:
 * no more. What a failed commit took back is not noted. */
void store_note_changes(struct store *s, struct changes *c);
/* Pack what was noted. */
void changes_end(struct changes *c);
/* Take it back (W): committed in pieces of some thousand articles. May be called again after a failure.
 * Articles that are gone are passed over; copies that came since share what is restored. */
bool store_undo(struct store *s, const struct changes *c, struct err *err);

/* --- for the files of this folder ------------------------------------------------------------------ */

/* Note an article's bits (below 1 << 11) when somebody wants to know. */
void changes_note(struct store *s, enum changes_kind kind, int64_t id, int was);
/* How much is noted, and go back to that: it was not committed. */
size_t changes_mark(const struct store *s);
void changes_back(struct store *s, size_t n);

#endif
