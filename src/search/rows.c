#include "search/rows.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "doc/doc.h"

enum {
	BEFORE_BYTES = 150,  /* of the text before the hit: who draws a row shows as much as fits */
	AFTER_BYTES = 500,
};

/* --- snippets -------------------------------------------------------------------------------------- */

static bool is_inside(char c)
{
	return ((unsigned char)c & 0xc0) == 0x80;
}

static bool begins_sentence(struct slice text, size_t at)
{
	return at >= 3 && !memcmp(text.data + at - 3, "\xe3\x80\x82", 3); /* 。 */
}

/* Where the piece begins: at a sentence, if one begins near enough before the hit. */
static size_t piece_start(struct slice text, size_t hit)
{
	size_t start = hit > BEFORE_BYTES ? hit - BEFORE_BYTES : 0;

	while (start < hit && is_inside(text.data[start]))
		start++;
	for (size_t i = hit; i > start; i--) {
		if (text.data[i - 1] == '\n')
			return i;
		if (i < hit && begins_sentence(text, i))
			return i;
	}
	return start;
}

static void cut_snippet(struct search_row *row, struct arena *a, struct slice text, size_t hit)
{
	size_t start = piece_start(text, hit), end = hit + AFTER_BYTES;
	char *copy;

	if (end > text.len)
		end = text.len;
	while (end > start && end < text.len && is_inside(text.data[end]))
		end--;
	copy = arena_strndup(a, text.data + start, end - start);
	for (char *p = copy; *p; p++)
		if (*p == '\n' || *p == '\t' || *p == '\r')
			*p = ' ';
	row->snippet = copy;
	row->is_cut = start > 0 && text.data[start - 1] != '\n' && !begins_sentence(text, start);
}

static void read_snippet(struct search_row *row, struct store *s, const struct search_query *q,
                         struct arena *a)
{
	struct arena body_arena = ARENA_INIT;
	struct str plain = STR_INIT;
	struct slice text;
	struct hit hit = { 0, 0 };
	bool is_text;
	const char *body = store_body(s, row->item.id, &body_arena, &is_text);

	if (body && !is_text)
		html_plain(&plain, body);
	text = body ? is_text ? slice_of(body) : str_slice(&plain) : slice_of(row->item.summary);
	if (!text_hits(text, q->shown, q->n_shown, &hit, 1))
		hit.start = 0;
	cut_snippet(row, a, text, hit.start);
	str_release(&plain);
	arena_release(&body_arena);
}

void search_row_mark(struct search_row *row, const struct search_query *q)
{
	row->n_title_hits = text_hits(slice_of(row->item.title), q->shown, q->n_shown,
	                              row->title_hits, SEARCH_HITS);
	row->n_snippet_hits = text_hits(slice_of(row->snippet), q->shown, q->n_shown,
	                                row->snippet_hits, SEARCH_HITS);
}

/* --- rows ------------------------------------------------------------------------------------------ */

struct search_rows *search_rows_read(struct store *s, const struct search_query *q, size_t from,
                                     const int64_t *ids, size_t n)
{
	struct search_rows *r = xcalloc(1, sizeof *r);

	r->from = from;
	r->n = n;
	r->rows = arena_alloc(&r->arena, (n + 1) * sizeof *r->rows);
	for (size_t i = 0; i < n; i++) {
		struct search_row *row = &r->rows[i];

		row->snippet = "";
		if (!store_item(s, ids[i], &r->arena, &row->item)) {
			row->item = (struct item){ .title = "" };
			continue;
		}
		read_snippet(row, s, q, &r->arena);
		search_row_mark(row, q);
	}
	return r;
}

void search_rows_free(struct search_rows *r)
{
	if (!r)
		return;
	arena_release(&r->arena);
	free(r);
}
