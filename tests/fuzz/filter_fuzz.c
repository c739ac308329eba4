/*
 * Filters of any bytes over rows of any text. What is promised is asserted: there is always a filter,
 * it says the same twice, folded beforehand or not, by scanning compact rows or one by one; what is
 * called narrower is; and ranges are in order within the text.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "filter/rows.h"
#include "text/clean.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { NOW = 1795352400, ROWS = 4 };

static const char *const names[] = { "科技", "科学", "抗疫进行时", "360", "AI" };
static const char *const titles[ROWS] = { "抗疫进行时：重庆银行C919首飞", "Open AI 与しんぶん",
	                                  "오늘 서울 날씨 5G", NULL };

static struct filter *parse(const char *text, const struct filter_tags *tags)
{
	struct filter_context c = { NOW, 8 * 3600, NOW - 7200, tags, true };
	struct err err = ERR_INIT;
	struct filter *f = filter_parse(text, &c, &err);

	assert(f && (!filter_is_broken(f) || err.text[0]));
	assert(filter_limit(f) >= 0 && filter_limit(f) <= 999);
	return f;
}

static void check_ranges(const struct filter *f, const char *text)
{
	struct text_range ranges[5];
	size_t n = filter_highlight(f, text, ranges, 5), at = 0;

	for (size_t i = 0; i < n; i++) {
		assert(ranges[i].start >= at && ranges[i].end > ranges[i].start &&
		       ranges[i].end <= strlen(text));
		at = ranges[i].end + 1;
	}
	assert(filter_highlight_name(f, text, ranges, 5) <= 5);
}

static unsigned check_rows(struct filter *f, const char *title)
{
	struct filter_rows *rows = filter_rows_new();
	const uint32_t *passed;
	unsigned one_by_one = 0, scanned = 0;
	const char *tags[] = { "科技" };

	for (size_t i = 0; i < ROWS; i++) {
		struct item item = { .title = titles[i] ? titles[i] : title, .source = "格子城报",
			             .sort_time = NOW - (int64_t)i * 86400, .tags = tags,
			             .n_tags = i % 2, .is_read = i % 2 };
		struct hot_entry hot = { .title = item.title, .list = "微博", .rank = (int)i + 1,
			                 .heat = (int64_t)i * 10000 };
		bool yes = filter_matches_item(f, &item);

		assert(yes == filter_matches_item(f, &item));
		filter_matches_hot(f, &hot);
		check_ranges(f, item.title);
		filter_rows_add(rows, &item);
		one_by_one |= (unsigned)yes << i;
	}
	for (size_t n = filter_rows_pass(rows, f, &passed); n > 0; n--)
		scanned |= 1u << passed[n - 1];
	assert(scanned == one_by_one);
	filter_rows_free(rows);
	return one_by_one;
}

/* Up to its first NUL, as the prompt would have it. */
static char *copy_of(const uint8_t *data, size_t n)
{
	char *text = calloc(n + 1, 1);

	if (n)
		memcpy(text, data, n);
	return text;
}

/* The first line is the filter, the rest a title. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const uint8_t *line = size ? memchr(data, '\n', size) : NULL;
	size_t n = line ? (size_t)(line - data) : size;
	char *text = copy_of(data, n);
	struct str title = STR_INIT;
	struct filter_tags *tags = filter_tags_new(names, sizeof names / sizeof *names);
	struct filter *f = parse(text, tags), *shorter;
	unsigned passes;

	if (line)
		text_clean(&title, slice_make((const char *)line + 1, size - n - 1), CLEAN_LINE);
	passes = check_rows(f, title.data);
	if (text[0])
		text[strlen(text) - 1] = '\0';
	shorter = parse(text, tags);
	if (filter_is_narrower(f, shorter))
		assert(!(passes & ~check_rows(shorter, title.data)));
	filter_free(shorter);
	filter_free(f);
	filter_tags_free(tags);
	str_release(&title);
	free(text);
	return 0;
}
