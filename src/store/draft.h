/*
 * A feed's entries made ready for keeping: what identifies them, what tells that they changed, their
 * plain and folded text. Pure, so that it can be done on a pool thread before the writer's turn; the
 * public half is in store.h.
 */
#ifndef STORE_DRAFT_H
#define STORE_DRAFT_H

#include "store/store.h"

enum { TAGS_MOST = 64, TAG_BYTES_MOST = 240, SUMMARY_BYTES = 480 };

struct draft_entry {
	const struct feed_entry *entry;
	const char *title, *body;   /* never NULL; NULL when there is none */
	const char *language, *base;
	const char *canon;          /* canonical link, NULL without a link that identifies anything */
	int64_t guid_hash, link_hash, title_hash; /* 0: there is none */
	int64_t print;              /* of everything kept but times and guid */
	bool is_twin;               /* the same entry stands further up */
	bool link_is_shared;        /* by other entries of this feed */
	const char **tags;          /* feed's, then constant ones */
	size_t n_tags, n_feed_tags;
	/* draft_text(): */
	bool has_text;
	int64_t text_hash;          /* of title and plain text */
	const char *summary;        /* plain, cut */
	bool is_long;               /* more than a summary */
	struct slice folded_title, folded;
};

struct draft {
	struct arena arena;
	const struct source *source;
	const struct feed *feed;
	void (*plain)(struct str *out, const char *html);
	struct draft_entry *entries;
	size_t n;
	bool guids_clash;           /* one guid stands for several entries */
	int64_t *guids;             /* sorted */
	size_t n_guids;
};

/* Make the text part of entry i, once. */
void draft_text(struct draft *d, size_t i);
bool draft_has_guid(const struct draft *d, int64_t guid_hash);

/* --- hashes that are kept in the file: never change what they answer ------------------------------- */

/* 64 bits, never 0; different kinds of things never meet. */
enum hash_kind { HASH_GUID, HASH_LINK, HASH_TITLE, HASH_TEXT, HASH_PRINT, HASH_HOT };
int64_t hash_of(enum hash_kind kind, struct slice text);
/* Of several texts, in order; start with the kind, end with hash_end(). NULL differs from "". */
uint64_t hash_more(uint64_t h, const char *text);
int64_t hash_end(uint64_t h);
/* Of the folded title; 0 when nothing is left of it. */
int64_t hash_title(enum hash_kind kind, const char *title);
/* Canonical form of a link that identifies an article, NULL for one that does not (no address, or
 * only a host); heap. */
char *identifying_link(const char *link, const struct source *source);

#endif
