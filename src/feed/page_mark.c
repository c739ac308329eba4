/* What stands beside the article: by element, by name, and by being one of many alike. */
#include "feed/page_map.h"
#include "feed/page_words.h"

#include <string.h>

enum {
	RECORDS_LEAST = 3,   /* so many alike make a list */
	RECORD_LINES = 40,   /* of a record are looked at */
	RECORD_TEXT = 700,   /* weight of running text that is more than a word about an article */
};

static bool holds_headline(const struct page_map *m, uint32_t part)
{
	size_t from, to;

	page_lines_of(m, part, &from, &to);
	return m->headline != PAGE_NONE && m->headline >= from && m->headline < to;
}

/* A name is no proof: what holds the headline, or most of the page's text, is not beside it. */
static bool is_spared(const struct page_map *m, uint32_t part, uint32_t all, enum page_name name)
{
	const char *tag = m->parts[part].node->name;

	if (!strcmp(tag, "body") || !strcmp(tag, "html") || !strcmp(tag, "main") ||
	    !strcmp(tag, "article"))
		return true;
	if (holds_headline(m, part) && strcmp(tag, "header"))
		return true;
	return name != NAME_COMMENT && page_running_weight(m, part) * 2 > all;
}

static unsigned mark_of(const struct page_map *m, uint32_t at, uint32_t all)
{
	const struct html_node *n = m->parts[at].node;
	enum page_name name;
	unsigned mark = 0;

	if (page_is_hidden(n) && !holds_headline(m, at))
		mark |= PART_HIDDEN;
	if (page_is_beside(n))
		mark |= PART_BESIDE;
	name = page_name_of(n);
	if (name == NAME_COMMENT)
		mark |= PART_NAMED | PART_COMMENT;
	else if (name == NAME_BESIDE || name == NAME_RELATED || name == NAME_TAGS)
		mark |= PART_NAMED;
	if (mark & ~(unsigned)PART_HIDDEN && is_spared(m, at, all, name))
		mark &= PART_HIDDEN;
	return mark;
}

/* --- records --------------------------------------------------------------------------------------- */

static const char *class_of(const struct html_node *n)
{
	const char *class = html_node_attr(n, "class");

	return class ? class : "";
}

static bool is_alike(const struct html_node *a, const struct html_node *b)
{
	return !strcmp(a->name, b->name) && !strcmp(class_of(a), class_of(b));
}

static bool can_be_record(const struct html_node *n)
{
	return html_is_block(n->name) && (n->name[0] != 'p' || n->name[1]) &&
	       strcmp(n->name, "br") && n->name[0] != 'h' && strcmp(n->name, "tr") &&
	       strcmp(n->name, "td");
}

enum record { RECORD_PLAIN, RECORD_LEADS, RECORD_SIGNED };

/* What a record is: one that leads elsewhere by a headline, or one that a reader has signed. */
static enum record record_of(const struct page_map *m, uint32_t part)
{
	size_t from, to;
	bool link = false, word = false, age = false;
	uint32_t running = page_running_weight(m, part), linked = 0;

	page_lines_of(m, part, &from, &to);
	for (size_t i = from; i < to && i < from + RECORD_LINES; i++) {
		const struct page_line *l = &m->lines[i];
		struct slice text = page_line_text(m, l);

		link |= l->weight >= 12 && l->linked * 5 >= l->weight * 4;
		if (!l->running) {
			word |= page_is_reader_word(text);
			age |= page_is_age(text);
		}
		linked += l->linked;
	}
	if (to - from >= 2 && (word || age) && !(link && linked > running))
		return RECORD_SIGNED;
	return link && running < RECORD_TEXT ? RECORD_LEADS : RECORD_PLAIN;
}

struct run {
	uint32_t first, last;
	size_t n, leads, is_signed;
};

static void end_run(struct page_map *m, struct run *r)
{
	/* two signed ones are comments already */
	bool is_signed = (r->n >= RECORDS_LEAST && r->is_signed * 3 >= r->n * 2) ||
	                 (r->n == 2 && r->is_signed == 2);
	bool leads = !is_signed && r->n >= RECORDS_LEAST && r->leads * 3 >= r->n * 2;

	if (is_signed && m->first_signed == PAGE_NONE)
		m->first_signed = r->first;
	for (uint32_t i = r->first; (is_signed || leads) && i < m->parts[r->last].end; i = m->parts[i].end) {
		const struct html_node *n = m->parts[i].node;

		/* The boxes of a page are often alike, and one of them holds the article. */
		if (leads && (holds_headline(m, i) || page_running_weight(m, i) >= RECORD_TEXT))
			continue;
		if (n->name && is_alike(n, m->parts[r->first].node))
			m->parts[i].flags |= is_signed ? PART_SIGNED : PART_RECORD;
	}
	r->n = 0;
}

/* The children of one part, in runs of equal ones. */
static void mark_records(struct page_map *m, uint32_t outer)
{
	struct run r = { 0, 0, 0, 0, 0 };

	for (uint32_t i = outer + 1; i < m->parts[outer].end; i = m->parts[i].end) {
		const struct html_node *n = m->parts[i].node;
		enum record kind;

		if (!n->name || !strcmp(n->name, "hr") || !strcmp(n->name, "br"))
			continue;
		if (r.n && (!can_be_record(n) || !is_alike(n, m->parts[r.first].node)))
			end_run(m, &r);
		if (!can_be_record(n))
			continue;
		if (!r.n)
			r = (struct run){ .first = i };
		kind = record_of(m, i);
		r.last = i;
		r.n++;
		r.leads += kind == RECORD_LEADS;
		r.is_signed += kind == RECORD_SIGNED;
	}
	if (r.n)
		end_run(m, &r);
}

void page_map_mark(struct page_map *m)
{
	uint32_t all = page_running_weight(m, 0);

	for (uint32_t i = 0; i < m->n_parts; i++) {
		const struct html_node *n = m->parts[i].node;
		bool block = n->name && n->name[0] && (m->parts[i].block == i || strchr(n->name, '-'));

		if (block)
			m->parts[i].flags |= mark_of(m, i, all);
		if (n->name && m->parts[i].end > i + 1)
			mark_records(m, i);
	}
	for (uint32_t i = 1; i < m->n_parts; i++)
		m->parts[i].flags |= m->parts[m->parts[i].parent].flags &
		                     (PART_HIDDEN | PART_BESIDE | PART_NAMED | PART_COMMENT |
		                      PART_RECORD | PART_SIGNED);
	for (size_t i = 0; i < m->n_lines; i++)
		m->lines[i].flags |= m->parts[m->lines[i].first].flags;
}
