/*
 * Which article of a source an entry is (DECISIONS §2, TRUST §1.1), asked before anything is written.
 *
 * By its GUID where GUIDs mean something there, else by its canonical link, else by title and text.
 * A source whose GUIDs repeat or churn goes over to links for good, one whose links churn too to
 * title and text. Never by date.
 */
#ifndef STORE_MATCH_H
#define STORE_MATCH_H

#include "store/db.h"
#include "store/draft.h"

enum identity { BY_GUID, BY_LINK, BY_TEXT };

/* The article an entry was found to be; id 0: none. */
struct known {
	int64_t id;
	int64_t source_id, sort_time, published, fetched; /* TIME_NONE where absent */
	int64_t identity, link_hash, title_hash, print, text_hash, text_id;
	bool is_read, is_muted, is_changed;
};

/* Match every entry of the draft; known has d->n places. *identity is how the source's entries are
 * told apart: read before, maybe raised. */
void match_all(struct store *s, int64_t source_id, struct draft *d, enum identity *identity,
               struct known *known);
/* Match one again, because an entry before it was just written. */
bool match_again(struct store *s, int64_t source_id, struct draft *d, size_t i,
                 enum identity identity, struct known *known);
/* What stands in the column `identity` for this entry; 0: nothing, its link is enough. */
int64_t match_identity(struct draft *d, size_t i, enum identity identity);
/* True when the entry is an article that was purged. */
bool match_purged(struct store *s, int64_t source_id, struct draft *d, size_t i,
                  enum identity identity);
/* Remember that an article was purged. */
void match_remember_purged(struct store *s, int64_t source_id, int64_t identity, int64_t link_hash,
                           enum identity how, int64_t now);

#endif
