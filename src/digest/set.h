/*
 * A digest set for a width: the rows that `haowai digest` prints and the front page draws. One thread.
 */
#ifndef DIGEST_SET_H
#define DIGEST_SET_H

#include "base/str.h"
#include "digest/digest.h"
#include "text/style.h"
#include "text/wrap.h"

struct digest_look {
	struct wrap_options wrap; /* measure: of the whole column */
	int offset_s;             /* the reader's zone */
	bool ascii;
	/* How a hot entry has moved: appends 升3; NULL: in words. */
	void (*movement)(void *opaque, struct str *out, const struct hot_entry *e);
	void *opaque;
};

struct digest_row {
	int x;
	const char *text;         /* in the page's arena, never NULL */
	style_t style;
	const char *right;        /* dim, ends with the column; NULL: nothing */
	size_t story;             /* 1 is the lead, …; 0: of none */
	bool keeps;               /* the next row belongs to it: not to stand last on a page */
};

struct digest_page {
	struct arena arena;
	struct digest_row *rows;
	size_t n, cap;
	int measure;
};

/* Set it into an empty page. */
void digest_set(struct digest_page *p, const struct digest *d, const struct digest_look *look);
void digest_page_release(struct digest_page *p);

/* What the paper is called at that time: 早报 from 4 to noon, else 晚报. */
const char *digest_name(int64_t time, int offset_s);
/* Append "2026年11月22日 星期日". */
void digest_add_date(struct str *out, int64_t time, int offset_s);
/* Append "20:40", with the date when it is of another day than `until`. */
void digest_add_time(struct str *out, int64_t time, int64_t until, int offset_s);
/* Append the heading of a section. */
void digest_add_heading(struct str *out, const struct digest_section *section);
/* Append "格子城报  20:40  ×3  升2". */
void digest_add_facts(struct str *out, const struct digest *d, const struct digest_story *s,
                      const struct digest_look *look);

#endif
