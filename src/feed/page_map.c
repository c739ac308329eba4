#include "feed/page_map.h"
#include "base/array.h"
#include "feed/page_words.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

enum {
	RUNNING_LEAST = 45,   /* weight of a sentence */
	RUNNING_ALONE = 150,  /* of one without any mark */
	KINDS_MAX = 50000,    /* lines that are looked at word by word */
	LINE_TEXT_MAX = 4096, /* bytes of a line that are kept to be looked at */
};

/* --- characters ------------------------------------------------------------------------------------ */

static bool is_blank(uint32_t c)
{
	return c <= ' ' || c == 0xa0 || c == 0x3000 || c == 0xfeff || (c >= 0x2000 && c <= 0x200f);
}

static bool is_wide(uint32_t c)
{
	return (c >= 0x1100 && c < 0x1200) || (c >= 0x2e80 && c < 0xa4d0) ||
	       (c >= 0xac00 && c < 0xd7a4) || (c >= 0xf900 && c < 0xfb00) ||
	       (c >= 0xff00 && c < 0xfff0) || c >= 0x20000;
}

/* What ends a sentence, and what only parts one. */
static bool is_end(uint32_t c)
{
	return c == 0x3002 || c == 0xff01 || c == 0xff1f || c == '.' || c == '!' || c == '?' ||
	       c == 0x2026 || c == 0xff61;
}

static bool is_stop(uint32_t c)
{
	return is_end(c) || c == ',' || c == 0xff0c || c == 0x3001 || c == ';' || c == 0xff1b;
}

static bool is_quote(uint32_t c)
{
	return c == '"' || c == '\'' || c == 0x201d || c == 0x2019 || c == 0x300d || c == 0x300f ||
	       c == ')' || c == 0xff09;
}

uint32_t page_weight(struct slice text)
{
	const char *p = text.data, *end = p + text.len;
	uint32_t weight = 0, c;

	while (p < end) {
		p += utf8_decode(p, end, &c);
		if (!is_blank(c))
			weight += is_wide(c) ? 3 : 1;
	}
	return weight;
}

/* --- lines ----------------------------------------------------------------------------------------- */

static void add_text(struct page_map *m, struct page_line *l, const struct page_part *part)
{
	const char *p = part->node->text.data, *end = p + part->node->text.len;
	uint32_t c, weight = 0;

	while (p < end) {
		const char *at = p;
		bool blank;

		p += utf8_decode(p, end, &c);
		blank = is_blank(c);
		if (!blank) {
			weight += is_wide(c) ? 3 : 1;
			l->stops += is_stop(c);
			if (!is_quote(c))
				l->ends = is_end(c);
		}
		if (l->len >= LINE_TEXT_MAX ||
		    (blank && (!l->len || m->text.data[m->text.len - 1] == ' ')))
			continue;
		str_append(&m->text, blank ? " " : at, blank ? 1 : (size_t)(p - at));
		l->len = (uint32_t)m->text.len - l->text;
	}
	l->weight += weight;
	if (part->flags & PART_LINK)
		l->linked += weight;
}

static bool has_signs(struct slice text)
{
	return page_weight(text) > 0;
}

/* The line that text belongs to: the open one if nothing has come between. */
static struct page_line *line_for(struct page_map *m, uint32_t at, bool *open)
{
	const struct page_part *part = &m->parts[at];

	if (!*open || m->lines[m->n_lines - 1].block != part->block)
		ARRAY_PUSH(m->lines, m->n_lines, m->cap_lines) = (struct page_line){
			.first = at, .block = part->block, .text = (uint32_t)m->text.len,
			.flags = part->flags,
		};
	*open = true;
	return &m->lines[m->n_lines - 1];
}

static void close_lines(struct page_map *m)
{
	for (size_t i = 0; i < m->n_lines; i++) {
		struct page_line *l = &m->lines[i];

		if (l->len && m->text.data[l->text + l->len - 1] == ' ')
			l->len--;
		l->running = !(l->flags & (PART_CODE | PART_HEADING)) && l->linked * 2 < l->weight &&
		             ((l->weight >= RUNNING_LEAST && l->stops) || l->weight >= RUNNING_ALONE);
		if (i < KINDS_MAX)
			l->kind = page_line_kind(page_line_text(m, l), l->linked * 4 >= l->weight * 3);
	}
}

/* --- parts ----------------------------------------------------------------------------------------- */

static unsigned flags_of(const struct html_node *n)
{
	const char *name = n->name;

	if (!strcmp(name, "a"))
		return html_node_attr(n, "href") ? PART_LINK : 0;
	if (name[0] == 'h' && name[1] >= '1' && name[1] <= '6' && !name[2])
		return PART_HEADING;
	if (!strcmp(name, "pre"))
		return PART_CODE;
	if (!strcmp(name, "figcaption"))
		return PART_CAPTION;
	if (!strcmp(name, "li") || !strcmp(name, "td") || !strcmp(name, "dd") || !strcmp(name, "dt"))
		return PART_CELL;
	return 0;
}

static void push(struct page_map *m, const struct html_node *n, uint32_t parent)
{
	uint32_t at = (uint32_t)m->n_parts;
	struct page_part *part = &ARRAY_PUSH(m->parts, m->n_parts, m->cap_parts);
	const struct page_part *outer = &m->parts[parent];

	*part = (struct page_part){ .node = n, .parent = parent, .end = at + 1,
		                    .line = (uint32_t)m->n_lines };
	part->block = !at || (n->name && html_is_block(n->name)) ? at : outer->block;
	part->flags = at ? outer->flags : 0;
	if (n->name && n->name[0])
		part->flags |= flags_of(n);
}

static uint32_t end_parts(struct page_map *m, uint32_t at, const struct html_node *outer)
{
	while (at && m->parts[at].node != outer) {
		m->parts[at].end = (uint32_t)m->n_parts;
		at = m->parts[at].parent;
	}
	return at;
}

void page_map_init(struct page_map *m, const struct html_node *root)
{
	const struct html_node *n = root;
	uint32_t open = 0; /* the part whose children come */
	bool line_open = false;

	memset(m, 0, sizeof *m);
	str_init(&m->text);
	m->headline = m->first_signed = PAGE_NONE;
	push(m, root, 0);
	n = html_node_after(n, root);
	while (n) {
		open = end_parts(m, open, n->parent);
		if (n->name && page_name_is_noise(n->name)) {
			n = html_node_past(n, root);
			continue;
		}
		if (n->name || has_signs(n->text) || line_open)
			push(m, n, open);
		if (n->name && (html_is_block(n->name) || !strcmp(n->name, "br")))
			line_open = false;
		if (!n->name && (line_open || has_signs(n->text))) {
			uint32_t at = (uint32_t)m->n_parts - 1;
			struct page_line *l = NULL;

			if (has_signs(n->text) || m->lines[m->n_lines - 1].block == m->parts[at].block)
				l = line_for(m, at, &line_open);
			if (l) {
				add_text(m, l, &m->parts[at]);
				l->last = at;
				m->parts[at].line = (uint32_t)m->n_lines - 1;
			}
		}
		if (n->first)
			open = (uint32_t)m->n_parts - 1;
		n = html_node_after(n, root);
	}
	end_parts(m, open, NULL);
	m->parts[0].end = (uint32_t)m->n_parts;
	close_lines(m);
	m->running = xcalloc(m->n_lines + 1, sizeof *m->running);
	for (size_t i = 0; i < m->n_lines; i++)
		m->running[i + 1] = m->running[i] + (m->lines[i].running ? m->lines[i].weight : 0);
}

void page_map_release(struct page_map *m)
{
	free(m->parts);
	free(m->lines);
	free(m->running);
	str_release(&m->text);
}

struct slice page_line_text(const struct page_map *m, const struct page_line *l)
{
	return slice_make(m->text.data + l->text, l->len);
}

void page_lines_of(const struct page_map *m, uint32_t part, size_t *from, size_t *to)
{
	uint32_t end = m->parts[part].end;

	*from = m->parts[part].line;
	*to = end < m->n_parts ? m->parts[end].line : m->n_lines;
}

uint32_t page_running_weight(const struct page_map *m, uint32_t part)
{
	size_t from, to;

	page_lines_of(m, part, &from, &to);
	return from < to ? m->running[to] - m->running[from] : 0;
}

void page_map_find_headline(struct page_map *m, const char *title)
{
	struct slice wanted = slice_of(title);

	for (size_t i = 0; wanted.len && i < m->n_lines; i++) {
		struct slice text = page_line_text(m, &m->lines[i]);
		bool heading = m->lines[i].flags & PART_HEADING;

		if (!slice_equal(text, wanted) || (m->lines[i].flags & PART_LINK && !heading))
			continue;
		if (m->headline == PAGE_NONE || heading)
			m->headline = (uint32_t)i;
		if (heading)
			return;
	}
}
