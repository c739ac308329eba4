/*
 * The filter language (SOURCES §5.3, DECISIONS §4): one grammar for the prompt, keep and skip, views,
 * rules and the command line. Pure; any thread.
 */
#ifndef APP_FILTER_H
#define APP_FILTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/err.h"
#include "model/hot.h"
#include "model/item.h"

struct filter;

/* What a filter may know beside the row. */
struct filter_context {
	int64_t now;
	int local_offset_s;
	/* Names in use, so that +k can mean a unique beginning, and #20 a tag called 20; may be NULL. */
	bool (*tag_exists)(void *opaque, const char *name);
	void *opaque;
};

/* Always returns a filter (unfinished input is read as far as it goes; "" matches everything). What is
 * not there yet or cannot be understood says so in err and matches as if it were not written. */
struct filter *filter_parse(const char *expression, const struct filter_context *context,
                            struct err *err);
void filter_free(struct filter *f);
bool filter_is_empty(const struct filter *f);
/* Rows at most (from #20), or 0. */
int filter_limit(const struct filter *f);
bool filter_matches_item(const struct filter *f, const struct item *item);
bool filter_matches_hot(const struct filter *f, const struct hot_entry *entry);
/* Byte ranges of text that plain words of the filter match, for highlighting; at most `most`. */
struct text_range {
	size_t start, end;
};
size_t filter_highlight(const struct filter *f, const char *text, struct text_range *out, size_t most);

#endif
