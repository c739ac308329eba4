#include "ui/row.h"
#include "base/clock.h"
#include "text/hits.h"
#include "ui/title.h"
#include "ui/when.h"

#include <string.h>

enum {
	MARK_AT = 1,
	TIME_AT = MARK_AT + MARK_CELLS + 1,
	TITLE_AT = TIME_AT + WHEN_CELLS + 1,
	TITLE_AT_NARROW = MARK_AT + MARK_CELLS + 1,
	MATCHES = 16,
	TITLE_MOST = 80, /* cells of a headline: on a very wide screen its tag stays beside it */
};

/* Cells of the columns at the right; 0: it is not there. The source leaves first, then the tag. */
struct columns {
	int tag, source;
};

static struct columns columns_for(int width, const struct row_style *s)
{
	struct columns c = { 0, 0 };

	if (width >= 110)
		c = (struct columns){ 10, 14 };
	else if (width >= 76)
		c = (struct columns){ 8, 8 };
	else if (width >= 62)
		c = (struct columns){ 4, 8 };
	else if (width >= 46)
		c = (struct columns){ 4, 0 };
	if (s->hide_source)
		c.source = 0;
	return c;
}

int row_title_at(const struct row_style *s)
{
	return s->two_lines ? TITLE_AT_NARROW : TITLE_AT;
}

int row_lines(const struct row_style *s)
{
	return s->two_lines ? 2 : 1;
}

static const char *first_tag(const struct item *item, const struct row_style *s)
{
	for (size_t i = 0; i < item->n_tags; i++)
		if (!s->hide_tag || strcmp(item->tags[i], s->hide_tag))
			return item->tags[i];
	return "";
}

void row_mark_matches(const struct pane *p, int x, int y, int cells, const char *text,
                      const struct filter *filter)
{
	const struct width_profile *profile = p->canvas->profile;
	struct text_range ranges[MATCHES];
	size_t n = filter && text ? filter_highlight(filter, text, ranges, MATCHES) : 0;

	for (size_t i = 0; i < n; i++) {
		int from = text_width(profile, slice_make(text, ranges[i].start));
		int to = text_width(profile, slice_make(text, ranges[i].end));
		if (from < cells)
			pane_restyle(p, x + from, y, (to < cells ? to : cells - 1) - from,
			             STYLE_MATCH);
	}
}

void row_mark_words(const struct pane *p, int x, int y, int cells, const char *text,
                    const struct row_style *s)
{
	const struct width_profile *profile = p->canvas->profile;
	struct hit hits[MATCHES];
	size_t n = s->n_words ? text_hits(slice_of(text), s->words, s->n_words, hits, MATCHES) : 0;

	for (size_t i = 0; i < n; i++) {
		int from = text_width(profile, slice_make(text, hits[i].start));
		int to = text_width(profile, slice_make(text, hits[i].end));

		if (from < cells)
			pane_restyle(p, x + from, y, (to < cells ? to : cells - 1) - from,
			             STYLE_MATCH);
	}
}

/* The same for the words that rules want marked. */
static void mark_highlights(const struct pane *p, int x, int y, int cells, const char *text,
                            const struct row_style *s, const struct item *item)
{
	const struct width_profile *profile = p->canvas->profile;
	struct text_range ranges[MATCHES];
	size_t n = s->reader ? reader_highlight(s->reader, item, text, ranges, MATCHES) : 0;

	for (size_t i = 0; i < n; i++) {
		int from = text_width(profile, slice_make(text, ranges[i].start));
		int to = text_width(profile, slice_make(text, ranges[i].end));

		if (from < cells)
			pane_restyle(p, x + from, y, (to < cells ? to : cells - 1) - from,
			             STYLE_MATCH);
	}
}

/* What the filter matched, and what rules want seen. */
static void mark_title(const struct pane *p, struct pane at, const char *text,
                       const struct row_style *s, const struct item *item)
{
	row_mark_matches(p, at.x, at.y, at.width, text, s->filter);
	mark_highlights(p, at.x, at.y, at.width, text, s, item);
}

/* Gaps are drawn in the style beside them: every change of style costs six bytes over the line. */
static void draw_mark(const struct pane *p, const struct item *item, const struct row_style *s,
                      int end)
{
	style_t style;
	const char *mark = mark_of_item(item, s->marks, s->language, &style);

	if (!*mark)
		style = STYLE_DIM;
	pane_blank(p, 0, 0, end, style);
	pane_string(p, MARK_AT, 0, mark, style);
}

static style_t title_style(const struct item *item)
{
	return item->is_read ? STYLE_TEXT : STYLE_UNREAD;
}

/* Text cut at a cell border without a sign: tags and sources are known by their beginning. */
static void draw_cut(const struct pane *p, int x, int y, int cells, const char *text, style_t style)
{
	struct slice s = slice_of(text);

	s.len = text_fit(p->canvas->profile, s, cells, NULL);
	pane_text(p, x, y, s, style);
}

/* The same with what the filter found in it. */
static void draw_name(const struct pane *p, int x, int y, int cells, const char *text,
                      const struct row_style *s)
{
	const struct width_profile *profile = p->canvas->profile;
	struct text_range ranges[MATCHES];
	size_t shown = text_fit(profile, slice_of(text), cells, NULL);
	size_t n = s->filter ? filter_highlight_name(s->filter, text, ranges, MATCHES) : 0;

	draw_cut(p, x, y, cells, text, STYLE_DIM);
	for (size_t i = 0; i < n && ranges[i].start < shown; i++) {
		size_t end = ranges[i].end < shown ? ranges[i].end : shown;
		int from = text_width(profile, slice_make(text, ranges[i].start));

		pane_restyle(p, x + from, y, text_width(profile, slice_make(text, end)) - from,
		             STYLE_MATCH);
	}
}

static void draw_one_line(const struct pane *p, const struct item *item, const struct row_style *s)
{
	struct columns c = columns_for(p->width, s);
	int most = TITLE_AT + TITLE_MOST + (c.tag ? c.tag + 1 : 0) + (c.source ? c.source + 1 : 0);
	int end = p->width - 1 < most ? p->width - 1 : most;
	struct str text = STR_INIT;

	draw_mark(p, item, s, TIME_AT);
	pane_blank(p, TIME_AT, 0, p->width - TIME_AT, STYLE_DIM);
	when_add_row(&text, item->sort_time, s->now, s->offset_s, s->is_dated);
	pane_string(p, TIME_AT, 0, text.data, STYLE_DIM);
	if (c.source) {
		end -= c.source;
		draw_name(p, end--, 0, c.source, item->source ? item->source : "", s);
	}
	if (c.tag) {
		end -= c.tag;
		draw_name(p, end--, 0, c.tag, first_tag(item, s), s);
	}
	str_clear(&text);
	if (item->n_copies) {
		str_printf(&text, "%s%d", p->canvas->ascii ? "x" : "×", item->n_copies + 1);
		end = pane_right(p, end, 0, text.data, STYLE_DIM) - 1;
		str_clear(&text);
	}
	title_set(p->canvas->profile, item->title ? item->title : "", TITLE_LIMIT, &text, &text);
	pane_fit(p, TITLE_AT, 0, end - TITLE_AT, str_slice(&text), title_style(item));
	mark_title(p, (struct pane){ .x = TITLE_AT, .width = end - TITLE_AT }, text.data, s, item);
	row_mark_words(p, TITLE_AT, 0, end - TITLE_AT, text.data, s);
	str_release(&text);
}

/* "10:31 民生" at the right end of the second line; returns where it begins. */
static int draw_facts(const struct pane *p, const struct item *item, const struct row_style *s)
{
	struct slice tag = slice_of(first_tag(item, s));
	struct str facts = STR_INIT;
	int used = 0, x;

	if (item->n_copies)
		str_printf(&facts, "%s%d ", p->canvas->ascii ? "x" : "×", item->n_copies + 1);
	when_add_row(&facts, item->sort_time, s->now, s->offset_s, s->is_dated);
	if (p->width >= 32) {
		tag.len = text_fit(p->canvas->profile, tag, 4, &used);
		str_add_char(&facts, ' ');
		str_add_slice(&facts, tag);
		str_add_repeat(&facts, ' ', (size_t)(4 - used));
	}
	x = pane_right(p, p->width - 1, 1, facts.data, STYLE_DIM);
	str_release(&facts);
	return x;
}

/* "● 多地出台措施支持夜间经济，商圈延长 / 营业时间至凌晨两点        10:31 民生" */
static void draw_two_lines(const struct pane *p, const struct item *item, const struct row_style *s)
{
	int cells = p->width - 1 - TITLE_AT_NARROW, room;
	struct str first = STR_INIT, rest = STR_INIT;

	draw_mark(p, item, s, TITLE_AT_NARROW);
	pane_blank(p, 0, 1, p->width, STYLE_DIM);
	title_set(p->canvas->profile, item->title ? item->title : "", cells > 2 ? cells : 2, &first,
		  &rest);
	pane_string(p, TITLE_AT_NARROW, 0, first.data, title_style(item));
	mark_title(p, (struct pane){ .x = TITLE_AT_NARROW, .width = cells }, first.data, s, item);
	row_mark_words(p, TITLE_AT_NARROW, 0, cells, first.data, s);
	room = draw_facts(p, item, s) - 1 - TITLE_AT_NARROW;
	pane_fit(p, TITLE_AT_NARROW, 1, room, str_slice(&rest), title_style(item));
	mark_title(p, (struct pane){ .x = TITLE_AT_NARROW, .y = 1, .width = room }, rest.data, s, item);
	row_mark_words(p, TITLE_AT_NARROW, 1, room, rest.data, s);
	str_release(&first);
	str_release(&rest);
}

void row_draw(const struct pane *p, const struct item *item, const struct row_style *s,
              style_t selected)
{
	if (s->two_lines)
		draw_two_lines(p, item, s);
	else
		draw_one_line(p, item, s);
	for (int y = 0; selected && y < p->height; y++)
		pane_restyle(p, 0, y, p->width, selected);
}
