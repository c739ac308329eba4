/*
 * A source: something that is subscribed to, as the configuration says it. Plain data.
 *
 * Lists are terminated arrays in one arena of the configuration (`struct text_list`); a source is
 * never changed after loading: a new configuration replaces the old one whole.
 */
#ifndef MODEL_SOURCE_H
#define MODEL_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct text_list {
	const char **v;
	size_t n;
};

enum source_kind {
	SOURCE_FEED, /* its entries become articles */
	SOURCE_HOT,  /* its entries become a hot list: rank is the point */
};

/* How entries are read out of JSON or HTML (DECISIONS §3 names the keys). A list of alternatives is
 * tried in order; the first that is not empty counts. Paths, CSS selectors and {templates} are kept
 * as written; feed/map compiles them. */
struct mapping {
	struct text_list items, id, title, link, time, updated, author, source, tags, heat, rank;
	struct text_list summary, content, image;
	struct text_list drop;        /* "field == value" */
	struct text_list strip_query; /* parameter names */
	struct text_list remove;      /* CSS */
	const char *extract;          /* regular expression with one group, or "jsonp" */
	const char *sort;             /* "-points" */
	int skip_first, limit;        /* limit 0: none */
};

enum fulltext { FULLTEXT_AUTO, FULLTEXT_ON, FULLTEXT_OFF, FULLTEXT_CSS };

struct source {
	enum source_kind kind;
	const char *name;      /* the label; unique within its kind */
	bool is_unnamed;       /* the name is made from the address: a feed's own title is better */
	const char *url;       /* as the user wrote it; http, https, file, or haowai: (built in) */
	const char *key;       /* identity: kind, canonical address and mapping; stable over renaming */
	const char *group;     /* "国内/时政" or NULL */
	const char *language;  /* "zh", "ja", …; NULL: by the feed or by detection */
	const char *timezone;  /* "+08:00" or NULL */
	const char *type;      /* forced: "rss", "json", "html", …; NULL: by what arrives */
	const char *preset;
	struct mapping map;
	bool is_mapped;        /* map.items is set (or a preset set it) */
	struct text_list tag;      /* constant tags */
	struct text_list skip, keep; /* filters */
	struct text_list header;   /* "Name: value" */
	struct text_list header_env;
	const char *auth_command, *cookie_file, *method, *body, *proxy;
	const char *fulltext_css;
	enum fulltext fulltext;
	const struct page_rule *page; /* how its articles' pages are read by `fulltext = CSS` */
	int every_s;           /* 0: the global interval */
	int keep_items;        /* 0: the global rule */
	int keep_for_s;        /* 0: the global rule; -1: for ever */
	bool paused;
	bool hidden;           /* "!" of newsboat: not shown by itself */
	bool is_builtin;       /* the first edition */
	const char *file;      /* where it is configured */
	int line;
	const char *problem;   /* why it cannot be read at all, or NULL */
};

/* How an article page is read: `[page www.guancha.cn/…]`. CSS, "@attr", "^prefix". */
struct page_rule {
	const char *pattern;   /* host/path with * */
	struct text_list title, source, time, updated, author, editor, tags, body, remove, next;
	struct text_list related, related_title, related_link, related_time, related_tags;
	struct text_list strip_query; /* parameter names that no address of these pages needs */
	const char *timezone;
	bool is_builtin;
	const char *file;
	int line;
};

#endif
