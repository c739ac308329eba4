/* Articles that share the read state, for marking and for what is new. */
#ifndef STORE_MARKS_H
#define STORE_MARKS_H

#include "store/tags.h"
#include "store/undo.h"

enum { TWINS_MOST = 64 };

struct twin {
	struct tagged_item item;
	bool is_changed;
};
/* The articles with this canonical link, if it means one article in every source that has it; else
 * none. */
size_t marks_twins(struct store *s, int64_t link_hash, const char *canon, struct twin out[TWINS_MOST]);

/* The table of copies (copies.c): an article was written, its link became another one. What marks change
 * is carried there by tags_follow(). */
void copies_came(struct store *s, int64_t id, int64_t link_hash);
void copies_moved(struct store *s, int64_t id, int64_t link_hash);

/* An article as it was before a mark; the bits of a changes row. */
enum { WAS_READ = 1, WAS_CHANGED = 2 };
/* The article gets back what it was, copies that came after `newest` come along. */
void marks_restore(struct store *s, int64_t id, int was, int64_t newest);
void marks_restore_star(struct store *s, int64_t id, bool starred);
/* Run mark over the ids, in the order of the table, committed in pieces. */
bool marks_each(struct store *s, const int64_t *ids, size_t n,
                void (*mark)(struct store *s, int64_t id, const void *how), const void *how,
                struct err *err);

#endif
