/*
 * A parsed feed: what feed/ makes of bytes, what cli/ shows as JSON, what store/ keeps.
 *
 * All text is UTF-8, cleaned of control characters, in the feed's arena; NULL is "absent". Times are
 * UTC seconds or TIME_NONE. Plain data: no functions but feed_init() and feed_release().
 */
#ifndef MODEL_FEED_H
#define MODEL_FEED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/arena.h"

enum feed_version {
	FEED_UNKNOWN,
	FEED_RSS090, FEED_RSS091, FEED_RSS092, FEED_RSS093, FEED_RSS094,
	FEED_RSS10, FEED_RSS20,
	FEED_ATOM03, FEED_ATOM10,
	FEED_JSONFEED1, FEED_JSONFEED11, FEED_RSSJSON,
	FEED_JSON_LIST, FEED_HTML_LIST, /* read through a mapping */
};

/* "rss20", …; "json" and "html" for mapped lists; "" for unknown. */
const char *feed_version_name(enum feed_version v);

struct feed_person {
	const char *name, *email, *url;
};

struct feed_category {
	const char *term, *scheme, *label; /* label or term is what is shown */
};

struct feed_link {
	const char *rel, *href, *type, *title;
};

struct feed_enclosure {
	const char *href, *type;
	int64_t length; /* bytes, -1 when absent or no number */
};

struct feed_entry {
	const char *title;   /* plain text, one line */
	const char *title_markup; /* the source's markup of it; NULL when it was plain text */
	const char *link;    /* absolute where it can be */
	const char *id;      /* guid, atom:id, JSON id, as given */
	const char *summary; /* markup, addresses resolved */
	const char *content; /* markup, addresses resolved */
	const char *summary_plain, *content_plain; /* as the source gave it, where that was plain text
	                                              and so is not what stands above; else NULL */
	const char *base, *language;
	const char *author;  /* for display: names joined */
	const char *author_stated; /* one author's text as it stood there, mail and all; else NULL */
	const char *editor;  /* 责任编辑 where a page or mapping gives one */
	const char *image;
	const char *comments;      /* address of the comments page */
	const char *source_title;  /* where the feed says it took the entry from */
	const char *source_link;
	const char *source_id;
	const char *heat_text;     /* as the site says it: "455万热度", "爆" */
	int64_t heat;              /* -1 when absent */
	int rank;                  /* 0 when absent; else 1 is first */
	int64_t published;   /* or, where no such date is stated, when it was created or updated */
	int64_t updated;
	const char *published_text, *updated_text; /* as they stood there; NULL when not stated */
	struct feed_person *authors;
	size_t n_authors;
	struct feed_category *tags;
	size_t n_tags;
	struct feed_link *links;
	size_t n_links;
	struct feed_enclosure *enclosures;
	size_t n_enclosures;
};

struct feed {
	struct arena arena;
	enum feed_version version;
	const char *encoding;  /* canonical lower-case name of what was decoded: "utf-8", "gb18030" */
	bool wellformed;       /* false when anything had to be recovered or replaced */
	bool cut;              /* a ceiling was met: the rest is missing */
	const char *title, *subtitle, *link, *id, *language, *rights, *author;
	const char *author_stated;
	const char *title_markup, *subtitle_markup, *rights_markup; /* NULL when it was plain text */
	const char *base;      /* xml:base, or the address it came from */
	const char *image;
	struct feed_person *authors;
	size_t n_authors;
	struct feed_category *tags;
	size_t n_tags;
	struct feed_link *links;
	size_t n_links;
	int64_t published, updated;
	const char *published_text, *updated_text;
	int ttl_s;             /* <ttl>, sy:updatePeriod/Frequency; 0 when absent */
	uint32_t skip_hours;   /* <skipHours>: bit h, in UTC */
	uint8_t skip_days;     /* <skipDays>: bit d, Sunday is 0 */
	struct feed_entry *entries;
	size_t n_entries;
	struct feed_trace *trace; /* what a mapping found, for `haowai check`; NULL otherwise */
};

/* How often each mapping key found something: why a list gives nothing. */
struct feed_trace {
	size_t items_found; /* before drop, skip, keep and limit */
	size_t dropped;
	struct feed_trace_field {
		const char *key;   /* "title" */
		size_t filled;     /* of items_found */
		const char *hint;  /* what is there instead, when filled is 0 */
	} *fields;
	size_t n_fields;
	const char *hint;      /* about items itself */
};

void feed_init(struct feed *f);
/* Free all text and arrays at once. */
void feed_release(struct feed *f);

#endif
