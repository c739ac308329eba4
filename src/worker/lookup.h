/*
 * An address that somebody wants to subscribe to: is it a feed, does it lead to one, or can its list
 * be read by a mapping? For the command line and the screen alike.
 *
 * A lookup fetches nothing itself. Whoever drives it asks what it wants, fetches that, and gives it
 * the answer, until it wants nothing more: one address at a time, and few of one host. One owner at
 * a time; any thread.
 */
#ifndef WORKER_LOOKUP_H
#define WORKER_LOOKUP_H

#include <stdbool.h>
#include <stdint.h>
#include "base/arena.h"
#include "base/err.h"
#include "feed/discover.h"
#include "net/fetch.h"

enum lookup_end {
	LOOKUP_OPEN,     /* wants an answer */
	LOOKUP_FEED,     /* url is a feed */
	LOOKUP_CHOICE,   /* the page has several: lookup_choose() goes on */
	LOOKUP_MAPPING,  /* no feed, but mapping reads the list at url */
	LOOKUP_FAILED,   /* err says why */
};

enum { LOOKUP_ROWS = 5 };

struct lookup {
	/* what was asked for, and how it ended */
	const char *asked;
	enum lookup_end end;
	struct err err;
	/* of a feed or a mapping */
	const char *url, *title, *format, *language; /* NULL where not told */
	size_t n_articles;
	int ttl_s;                   /* the interval the feed wishes, 0: not told */
	const char *mapping;         /* lines of configuration; NULL for a feed */
	struct {
		const char *title, *link;
		int64_t time;
	} rows[LOOKUP_ROWS];         /* the first ones a mapping gives */
	size_t n_rows;
	struct discover_links choices;

	/* the inside */
	struct arena arena;
	struct discover_links queue; /* still to be tried, from `next` on */
	size_t next;
	bool is_chosen;              /* the user said which: no other is tried */
	bool has_page;
	struct str page;             /* the page's bytes, while it may still be read by a mapping */
	const char *page_type, *page_url;
};

/* https:// may be left out. Free with lookup_free(). */
struct lookup *lookup_new(const char *url);
void lookup_free(struct lookup *l);
/* The address to fetch now; NULL when it is over (end says how). */
const char *lookup_wants(const struct lookup *l);
/* The answer for that address; borrowed. */
void lookup_take(struct lookup *l, const struct fetch_answer *answer, int64_t now);
/* Go on with one of the choices. */
void lookup_choose(struct lookup *l, size_t i);
/* The first choice that is not of comments. */
size_t lookup_first_choice(const struct lookup *l);

/* The section that subscribes to what was found: name NULL for what it calls itself, group NULL for
 * none; is_hot: as a hot list. */
void lookup_section(const struct lookup *l, const char *name, const char *group, bool is_hot,
                    struct str *out);

#endif
