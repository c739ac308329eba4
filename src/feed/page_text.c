#include "feed/page_text.h"
#include "base/array.h"
#include "base/mem.h"
#include "feed/page_words.h"
#include "feed/value.h"
#include "text/fold.h"

#include <stdlib.h>
#include <string.h>

enum {
	TEXT_LEAST = 75,    /* weight below which nothing is an article */
	TEXT_ENOUGH = 450,  /* weight above which the names of classes are not doubted */
	LINE_MOST = 600,    /* weight a line counts at most: a comment is one long line */
	HEADINGS_MAX = 50,  /* of what is not the article */
	HUB_TEXT = 600,     /* a text so short among so many links … */
	HUB_LINKS = 8,      /* … is what a page of links says about itself */
};

/* What is not looked at, from the strictest to what is left when nothing is found so. */
static const unsigned levels[] = {
	PART_HIDDEN | PART_BESIDE | PART_NAMED | PART_COMMENT | PART_RECORD | PART_SIGNED,
	PART_HIDDEN | PART_BESIDE | PART_COMMENT | PART_RECORD | PART_SIGNED,
	PART_BESIDE | PART_COMMENT | PART_RECORD | PART_SIGNED,
};

/* --- which element --------------------------------------------------------------------------------- */

/* What a line says for or against the element that holds it. */
static int32_t score_of(const struct page_line *l, unsigned beside)
{
	if (l->flags & beside)
		return 0;
	if (l->running)
		return (int32_t)(l->weight < LINE_MOST ? l->weight : LINE_MOST);
	if (l->flags & PART_CODE)
		return 2;
	if (l->linked * 2 >= l->weight && l->linked)
		return -(int32_t)(l->weight < 60 ? l->weight : 60) - 5;
	if (l->kind != LINE_TEXT)
		return -20;
	return l->flags & (PART_HEADING | PART_CELL | PART_CAPTION) || l->ends ? 0 : -6;
}

struct choice {
	uint32_t part;
	int64_t score;
};

/* The element whose lines say most for it: the innermost of equal ones. Sums over lines make each
 * element one subtraction. */
static struct choice choose(const struct page_map *m, unsigned beside, uint32_t within)
{
	int64_t *sums = xcalloc(m->n_lines + 1, sizeof *sums);
	struct choice best = { PAGE_NONE, 0 };

	for (size_t i = 0; i < m->n_lines; i++)
		sums[i + 1] = sums[i] + score_of(&m->lines[i], beside);
	for (uint32_t i = within; i < m->parts[within].end; i++) {
		const struct page_part *part = &m->parts[i];
		size_t from, to;

		if (!part->node->name || part->block != i || part->flags & beside)
			continue;
		page_lines_of(m, i, &from, &to);
		if (sums[to] - sums[from] >= best.score && sums[to] > sums[from])
			best = (struct choice){ i, sums[to] - sums[from] };
	}
	free(sums);
	return best;
}

/* One paragraph alone: what holds it and its like is meant. */
static uint32_t widen(const struct page_map *m, uint32_t part)
{
	static const char *const small[] = { "p", "li", "ul", "ol", "blockquote", "pre", "dd", "dl" };
	bool again = true;

	while (again && part) {
		again = false;
		for (size_t i = 0; i < ARRAY_LENGTH(small); i++)
			again |= !strcmp(m->parts[part].node->name, small[i]);
		if (again)
			part = m->parts[m->parts[part].parent].block;
	}
	return part;
}

static int64_t running_in(const struct page_map *m, uint32_t part, unsigned beside)
{
	size_t from, to;
	int64_t weight = 0;

	page_lines_of(m, part, &from, &to);
	for (size_t i = from; i < to; i++)
		if (m->lines[i].running && !(m->lines[i].flags & beside))
			weight += m->lines[i].weight;
	return weight;
}

/* A looser look must find much more to be believed. */
static uint32_t find_holder(const struct page_map *m, unsigned *beside)
{
	struct choice best = { PAGE_NONE, 0 };

	for (size_t i = 0; i < ARRAY_LENGTH(levels); i++) {
		struct choice c = choose(m, levels[i], 0);

		if (c.part != PAGE_NONE && c.score > best.score * 3) {
			best = c;
			*beside = levels[i];
		}
		if (best.score >= TEXT_ENOUGH)
			break;
	}
	/* nothing but what readers have signed: a thread, and its first entry is what it is about */
	if (best.score < TEXT_LEAST && m->first_signed != PAGE_NONE) {
		*beside = PART_HIDDEN | PART_BESIDE | PART_RECORD;
		best = choose(m, *beside, m->first_signed);
	}
	return best.part == PAGE_NONE ? PAGE_NONE : widen(m, best.part);
}

/* --- what in it is not its text -------------------------------------------------------------------- */

struct cleaning {
	struct page_map *m;
	uint32_t holder;
	uint32_t main;       /* the block whose children the paragraphs are */
	size_t from, to;     /* its lines */
	unsigned beside;
};

static uint32_t parent_block(const struct page_map *m, uint32_t block)
{
	return block ? m->parts[m->parts[block].parent].block : 0;
}

/* A paragraph's own parent; of bare text, the block itself. */
static uint32_t home_of(const struct page_map *m, const struct page_line *l)
{
	const char *name = m->parts[l->block].node->name;

	return !strcmp(name, "p") || !strcmp(name, "li") ? parent_block(m, l->block) : l->block;
}

static void find_main(struct cleaning *c)
{
	uint32_t at = 0;
	int64_t most = 0, sum = 0;

	c->main = c->holder;
	for (size_t i = c->from; i < c->to; i++) {
		const struct page_line *l = &c->m->lines[i];

		if (!l->running || l->flags & c->beside)
			continue;
		if (home_of(c->m, l) != at)
			sum = 0;
		at = home_of(c->m, l);
		sum += l->weight;
		if (sum > most) {
			most = sum;
			c->main = at;
		}
	}
}

static bool is_main(const struct cleaning *c, const struct page_line *l)
{
	return home_of(c->m, l) == c->main || l->block == c->main;
}

static void drop(struct cleaning *c, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		c->m->lines[i].dropped = true;
}

/* Behind this line, is there still text of the article's own block? */
static bool goes_on(const struct cleaning *c, size_t i, size_t *where)
{
	for (; i < c->to; i++)
		if (c->m->lines[i].running && is_main(c, &c->m->lines[i]) && !c->m->lines[i].dropped) {
			*where = i;
			return true;
		}
	return false;
}

/* The box that a heading stands in: the largest block that holds no text of the article. */
static uint32_t box_of(const struct cleaning *c, size_t line)
{
	uint32_t box = c->m->lines[line].block, outer;
	int steps = 0;

	for (; steps < 64 && box != c->holder && box != c->main; steps++) {
		size_t from, to;

		outer = parent_block(c->m, box);
		if (outer == c->holder || outer == c->main || !outer)
			return box;
		page_lines_of(c->m, outer, &from, &to);
		for (size_t i = from; i < to && i < from + 200; i++)
			if (c->m->lines[i].running && is_main(c, &c->m->lines[i]))
				return box;
		box = outer;
	}
	return box;
}

/* A heading of what is not the article: its box goes; and all behind it, unless the text goes on. */
static void drop_behind_headings(struct cleaning *c)
{
	int64_t all = running_in(c->m, c->holder, c->beside), before = 0;
	int headings = 0;

	for (size_t i = c->from; i < c->to && headings < HEADINGS_MAX; i++) {
		const struct page_line *l = &c->m->lines[i];
		size_t from, to, next;

		if (l->running && !(l->flags & c->beside))
			before += l->weight;
		if (l->running || l->dropped || l->weight > 60 || l->flags & c->beside)
			continue;
		if (l->kind != LINE_RELATED && l->kind != LINE_OVER)
			continue;
		headings++;
		page_lines_of(c->m, box_of(c, i), &from, &to);
		if (to - i < 2 || from < c->from || to > c->to)
			to = i + 1;
		if (!goes_on(c, to, &next)) {
			if (before * 3 >= all)
				drop(c, i, c->to);
			else
				drop(c, i, to);
			continue;
		}
		drop(c, i, to);
		/* what follows the heading up to the next sentence, as far as it is links */
		for (size_t k = to; k < next && c->m->lines[k].linked * 2 >= c->m->lines[k].weight; k++)
			c->m->lines[k].dropped = true;
	}
}

/* folded: the headline, by text_fold_title() */
static bool says_title(const struct page_map *m, const struct page_line *l, const struct str *folded)
{
	struct str own = STR_INIT;
	bool same;

	if (!folded->len || l->len > 600)
		return false;
	text_fold_title(&own, page_line_text(m, l));
	same = slice_equal(str_slice(&own), str_slice(folded));
	str_release(&own);
	return same;
}

static bool is_foreign(const struct cleaning *c, const struct page_line *l)
{
	bool links = l->linked && l->linked * 4 >= l->weight * 3;

	if (l->flags & c->beside)
		return true;
	if (l->flags & PART_CODE)
		return false;
	if (l->kind == LINE_BOILER || l->kind == LINE_PAGER)
		return true;
	if (!is_main(c, l) && l->weight < 250 &&
	    page_wall(page_line_text(c->m, l)) == WALL_LOGIN)
		return true;
	if (l->kind == LINE_BYLINE && !(l->running && l->ends && l->weight > 110))
		return true;
	/* a headline of another article; a link in the article's own block may be its text */
	return links && !(is_main(c, l) && l->ends) && !(l->flags & PART_CAPTION);
}

static void drop_foreign(struct cleaning *c, const char *title)
{
	struct str folded = STR_INIT;

	text_fold_title(&folded, slice_of(title));
	for (size_t i = c->from; i < c->to; i++) {
		struct page_line *l = &c->m->lines[i];

		if (!l->dropped && (is_foreign(c, l) || says_title(c->m, l, &folded)))
			l->dropped = true;
	}
	str_release(&folded);
}

/* Before the first sentence and behind the last one: short lines that are not in the text's own block. */
static void drop_bylines(struct cleaning *c)
{
	size_t first = c->from, last = c->to;

	while (first < c->to && (!c->m->lines[first].running || c->m->lines[first].dropped))
		first++;
	while (last > first && (!c->m->lines[last - 1].running || c->m->lines[last - 1].dropped))
		last--;
	for (size_t i = c->from; i < c->to; i++) {
		struct page_line *l = &c->m->lines[i];

		if ((i >= first && i < last) || l->ends || is_main(c, l) ||
		    l->flags & (PART_CODE | PART_CAPTION | PART_CELL))
			continue;
		/* the first heading stands on the first paragraph */
		if (i < first && l->flags & PART_HEADING &&
		    (l->weight > 40 || (i + 1 == first &&
		                        parent_block(c->m, l->block) == home_of(c->m, l + 1))))
			continue;
		l->dropped = true;
	}
}

/* --- writing --------------------------------------------------------------------------------------- */

struct nodes {
	const struct html_node **v;
	size_t n, cap;
};

static int compare(const void *a, const void *b)
{
	uintptr_t x = (uintptr_t) * (const struct html_node *const *)a;
	uintptr_t y = (uintptr_t) * (const struct html_node *const *)b;

	return x < y ? -1 : x > y;
}

static bool is_left_out(const void *opaque, const struct html_node *node)
{
	const struct nodes *left_out = opaque;

	if (node->name && page_name_is_noise(node->name))
		return true;
	return left_out->n && bsearch(&node, left_out->v, left_out->n, sizeof *left_out->v, compare);
}

/* Text of dropped lines, and blocks that held nothing but those. */
static void collect(const struct cleaning *c, struct nodes *out)
{
	const struct page_map *m = c->m;

	for (uint32_t i = c->holder + 1; i < m->parts[c->holder].end;) {
		const struct page_part *part = &m->parts[i];
		bool skip = part->flags & c->beside;
		size_t from, to, kept = 0;

		if (!part->node->name) {
			skip |= part->line < m->n_lines && m->lines[part->line].dropped &&
			        m->lines[part->line].first <= i && m->lines[part->line].last >= i;
		} else if (part->block == i && !skip) {
			page_lines_of(m, i, &from, &to);
			for (size_t k = from; k < to && !kept; k++)
				kept += !m->lines[k].dropped;
			skip = to > from && !kept;
		}
		if (skip)
			ARRAY_PUSH(out->v, out->n, out->cap) = part->node;
		i = skip ? part->end : i + 1;
	}
	if (out->n)
		qsort(out->v, out->n, sizeof *out->v, compare);
}

static bool is_hub(const struct page_map *m, const struct cleaning *c)
{
	int64_t text = 0, links = 0;

	for (size_t i = c->from; i < c->to; i++)
		text += m->lines[i].dropped ? 0 : m->lines[i].weight;
	for (size_t i = 0; i < m->n_lines; i++)
		links += m->lines[i].linked;
	if (text < TEXT_LEAST)
		return true;
	/* beside a headline of its own a short text is a short article */
	return text < HUB_TEXT && links > text * HUB_LINKS && m->headline == PAGE_NONE;
}

const char *page_text(struct page_map *m, const char *title, const char *base, struct arena *arena)
{
	struct cleaning c = { .m = m };
	struct nodes left_out = { NULL, 0, 0 };
	struct str html = STR_INIT;
	const char *body = NULL;

	c.holder = find_holder(m, &c.beside);
	if (c.holder == PAGE_NONE)
		return NULL;
	page_lines_of(m, c.holder, &c.from, &c.to);
	find_main(&c);
	drop_behind_headings(&c);
	drop_foreign(&c, title);
	drop_bylines(&c);
	if (!is_hub(m, &c)) {
		collect(&c, &left_out);
		html_node_write(m->parts[c.holder].node, false, &html, is_left_out, &left_out);
		body = value_markup(arena, base, str_slice(&html));
	}
	free(left_out.v);
	str_release(&html);
	return body;
}
