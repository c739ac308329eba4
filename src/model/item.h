/*
 * An article as the store keeps it and the screen shows it. Plain data; the owner is said where
 * one is returned (an arena, or a result that is freed whole).
 */
#ifndef MODEL_ITEM_H
#define MODEL_ITEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One row of a list: what a list line, a filter and `haowai list` need; no bodies. */
struct item {
	int64_t id;
	int64_t source_id;
	const char *title, *link;
	const char *source;        /* who published it: the entry's own source, else the label */
	const char *author;
	const char *summary;       /* plain text, may be cut; NULL in light rows */
	const char *language;
	int64_t published, fetched; /* published may be TIME_NONE */
	int64_t sort_time;          /* min(published, first seen) */
	const char **tags;
	size_t n_tags;
	bool is_read, is_starred, is_changed; /* changed since it was read */
	bool is_alert;              /* it set off an alert */
	bool is_muted;              /* by a rule: in no list but that of the muted ones */
	bool has_body;
	int64_t link_hash;          /* of the canonical link, 0 for none: equal ones are one article */
	uint16_t n_copies;          /* the same story from other sources, folded into this row */
};

struct related_item {
	const char *title, *link;
	int64_t time;
	const char **tags;
	size_t n_tags;
	bool is_read;   /* there is an article with this link and it was read */
	int64_t item;   /* that article, or 0 */
};

/* How lists are ordered. */
enum item_order { ORDER_NEWEST, ORDER_OLDEST, ORDER_SOURCE, ORDER_TITLE };

/* A whole article. */
struct article {
	struct item item;
	const char *body;        /* markup (HTML) or plain text; NULL when there is none */
	bool body_is_text;
	bool has_page;           /* the article's own page was fetched and read */
	bool body_is_page;       /* body is what stood there, not what the feed gave */
	const char *base;        /* what relative addresses in body stand against */
	const char *editor;      /* 责任编辑 */
	const char *comments;    /* address of the comments page */
	int64_t updated;
	struct related_item *related;
	size_t n_related;
	const char *enclosure, *enclosure_type; /* first enclosure, or NULL */
	const char *missing;     /* of a page: why it shows no text (body says it too), or NULL */
	const char *next;        /* address of the page that goes on with the text, or NULL */
};

#endif
