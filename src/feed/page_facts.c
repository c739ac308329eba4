#include "feed/page_facts.h"
#include "base/array.h"
#include "feed/page_words.h"
#include "feed/value.h"
#include "text/utf8.h"

#include <string.h>

enum {
	TAGS_MAX = 30,
	TAG_WEIGHT = 60,    /* more is a sentence */
	FACTS_LINES = 4000, /* lines that are looked at */
	NEAR_BEFORE = 6, NEAR_AFTER = 14, /* lines round the headline where the time stands */
};

/* --- time ------------------------------------------------------------------------------------------ */

/* The date in a line, from its year on; what is behind it may be anything. */
static int64_t date_in(struct slice line, const struct date_rules *dates)
{
	static const char *const signs[] = { "年", "月", "日", "时", "分", "秒", "時", "上午", "下午",
		                             "午前", "午後", "년", "월", "일", "시", "분", "초", "오전", "오후",
		                             "（", "）", "星期", "一", "二", "三", "四", "五", "六", "火",
		                             "水", "木", "金", "土", "月" };

	for (size_t i = 0; i + 6 < line.len; i++) {
		size_t end = i + 4;
		int64_t t;

		if (strncmp(line.data + i, "20", 2) || !ascii_is_digit((unsigned char)line.data[i + 2]) ||
		    !ascii_is_digit((unsigned char)line.data[i + 3]) ||
		    (i && ascii_is_digit((unsigned char)line.data[i - 1])))
			continue;
		while (end < line.len && end < i + 48) {
			size_t n = strchr("0123456789 -/.:TZ+", line.data[end]) ? 1 : 0;

			for (size_t k = 0; !n && k < ARRAY_LENGTH(signs); k++)
				if (slice_begins(slice_make(line.data + end, line.len - end), signs[k]))
					n = strlen(signs[k]);
			if (!n)
				break;
			end += n;
		}
		t = date_parse(slice_trim(slice_make(line.data + i, end - i)), dates);
		if (t != TIME_NONE)
			return t;
	}
	return TIME_NONE;
}

/* English dates have their year behind: the line whole, without what stands before a month or day. */
static int64_t date_of_words(struct slice line, const struct date_rules *dates)
{
	static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
		                              "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };

	for (size_t i = 0; line.len <= 160 && i < ARRAY_LENGTH(months); i++) {
		const char *p = slice_find(line, months[i], 3), *year = NULL;
		size_t n = 0;

		if (!p || (p > line.data && ascii_is_alpha((unsigned char)p[-1])))
			continue;
		while (p > line.data && n++ < 3 && (p[-1] == ' ' || ascii_is_digit((unsigned char)p[-1])))
			p--;
		for (const char *q = p; q + 4 <= line.data + line.len && q < p + 24 && !year; q++)
			if (!strncmp(q, "20", 2) && ascii_is_digit((unsigned char)q[2]) &&
			    ascii_is_digit((unsigned char)q[3]))
				year = q + 4;
		if (year)
			return date_parse(slice_trim(slice_make(p, (size_t)(year - p))), dates);
	}
	return TIME_NONE;
}

static int64_t time_element(const struct page_map *m, const struct date_rules *dates, const char **said)
{
	for (size_t i = 0; i < m->n_parts; i++) {
		const struct html_node *n = m->parts[i].node;
		const char *value = NULL;

		if (!n->name || m->parts[i].flags & (PART_COMMENT | PART_RECORD | PART_SIGNED))
			continue;
		if (!strcmp(n->name, "time"))
			value = html_node_attr(n, "datetime");
		else if (html_node_attr(n, "itemprop") &&
		         !ascii_compare_nocase(html_node_attr(n, "itemprop"), "datePublished"))
			value = html_node_attr(n, "datetime") ? html_node_attr(n, "datetime")
			                                      : html_node_attr(n, "content");
		if (value && date_parse(slice_of(value), dates) != TIME_NONE)
			return date_parse(slice_of(*said = value), dates);
	}
	return TIME_NONE;
}

/* The first date near the headline, else near the top of what is short. */
static int64_t time_of_lines(const struct page_map *m, const struct date_rules *dates)
{
	size_t at = m->headline == PAGE_NONE ? 0 : m->headline;
	size_t order[NEAR_BEFORE + NEAR_AFTER + 1], n = 0;

	for (size_t i = at; i < m->n_lines && i <= at + NEAR_AFTER; i++)
		order[n++] = i;
	for (size_t i = 1; i <= NEAR_BEFORE && i <= at; i++)
		order[n++] = at - i;
	for (int pass = 0; pass < 2; pass++) {
		for (size_t k = 0; k < n; k++) {
			const struct page_line *l = &m->lines[order[k]];
			int64_t t = TIME_NONE;

			if (l->weight <= 400 && !(l->flags & (PART_COMMENT | PART_RECORD | PART_SIGNED)))
				t = pass ? date_of_words(page_line_text(m, l), dates)
				         : date_in(page_line_text(m, l), dates);
			if (t != TIME_NONE)
				return t;
		}
	}
	return TIME_NONE;
}

static int64_t parse(const char *value, const struct date_rules *dates)
{
	return value ? date_parse(slice_of(value), dates) : TIME_NONE;
}

static void read_times(const struct page_head *head, const struct page_map *m,
                       const struct date_rules *dates, struct article *out)
{
	const char *said = head->meta[META_PUBLISHED];
	int64_t shown = time_of_lines(m, dates), t = parse(said, dates);

	if (t == TIME_NONE)
		t = parse(said = head->ld.published, dates);
	if (t == TIME_NONE)
		t = time_element(m, dates, &said);
	/* a bare day says less than the page itself */
	if (t == TIME_NONE || (!strchr(said, ':') && shown > t - 86400 && shown < t + 2 * 86400))
		t = shown != TIME_NONE ? shown : t;
	if (t == TIME_NONE)
		t = parse(head->ld.pub_date, dates);
	out->item.published = t;
	out->updated = parse(head->meta[META_UPDATED], dates);
	if (out->updated == TIME_NONE)
		out->updated = parse(head->ld.modified, dates);
}

/* --- who ------------------------------------------------------------------------------------------- */

/* Some put a number, an address, or a whole sentence where a name belongs. */
static const char *name_of(const char *value, struct arena *arena)
{
	static const char *const before[] = { "来源：", "来源:", "作者：", "作者:", "By ", "by ", "BY " };

	static const char *const nobody[] = { "佚名", "网站编辑", "管理员", "编辑", "admin", "Admin",
		                              "editor", "本站", "未知", "null", "undefined", "小编" };

	for (size_t i = 0; value && i < ARRAY_LENGTH(nobody); i++)
		if (!strcmp(value, nobody[i]))
			return NULL;
	if (!value || strstr(value, "://") || strchr(value, '@') || strlen(value) > 150 ||
	    !value[strspn(value, "0123456789 ")] || page_weight(slice_of(value)) < 2)
		return NULL;
	for (size_t i = 0; i < ARRAY_LENGTH(before); i++)
		if (!strncmp(value, before[i], strlen(before[i])))
			value += strlen(before[i]);
	return value_line(arena, slice_of(value));
}

/* 来源：<a>格子城日报</a>北京: the link is the name, when the value begins with it. */
static struct slice linked_part(const struct page_map *m, const struct page_line *l, struct slice value,
                                struct arena *arena)
{
	for (uint32_t i = l->first; i <= l->last; i++) {
		const struct page_part *part = &m->parts[i];
		const char *name = !part->node->name && part->flags & PART_LINK
		                           ? value_line(arena, part->node->text) : NULL;

		if (name && slice_begins(value, name))
			return slice_of(name);
	}
	return value;
}

/* A short text whose class says source. */
static const char *source_element(const struct page_map *m, struct arena *arena)
{
	static const char *const classes[] = { "source", "ent-source", "article-source", "media-name",
		                               "news-source", "origin" };

	for (uint32_t i = 1; i < m->n_parts; i++) {
		const struct html_node *n = m->parts[i].node;
		const char *class = n->name ? html_node_attr(n, "class") : NULL;
		struct str text = STR_INIT;
		const char *name = NULL;
		bool fits = false;

		for (size_t k = 0; class && k < ARRAY_LENGTH(classes) && !fits; k++)
			fits = html_node_has_class(n, classes[k]);
		if (!fits || m->parts[i].end - i > 6 ||
		    m->parts[i].flags & (PART_COMMENT | PART_RECORD | PART_SIGNED))
			continue;
		html_node_text(n, &text);
		if (text.len && text.len <= 60)
			name = name_of(value_line(arena, str_slice(&text)), arena);
		str_release(&text);
		if (name)
			return name;
	}
	return NULL;
}

static const char *fact_of_lines(const struct page_map *m, enum page_fact fact, struct arena *arena)
{
	const unsigned not_here = PART_COMMENT | PART_RECORD | PART_SIGNED | PART_CODE;

	for (size_t i = 0; i < m->n_lines && i < FACTS_LINES; i++) {
		const struct page_line *l = &m->lines[i];
		struct slice text = page_line_text(m, l), value;

		if (l->flags & not_here || l->weight > 400 ||
		    (l->running && l->ends && l->weight > 200 && fact != FACT_EDITOR))
			continue;
		/* a line of English that begins with By is a byline near the headline only */
		if (fact == FACT_AUTHOR && slice_begins_nocase(text, "by ") &&
		    (l->weight > 90 || m->headline == PAGE_NONE || i < m->headline ||
		     i > m->headline + NEAR_AFTER))
			continue;
		value = page_fact(text, fact);
		if (value.len && fact == FACT_SOURCE && l->linked && !l->running)
			value = linked_part(m, l, value, arena);
		if (value.len) {
			const char *name = name_of(value_line(arena, value), arena);
			if (name)
				return name;
		}
	}
	return NULL;
}

/* rel="author", or a class that says author, if it is short. */
static const char *author_element(const struct page_map *m, struct arena *arena)
{
	for (uint32_t i = 1; i < m->n_parts; i++) {
		const struct html_node *n = m->parts[i].node;
		const char *rel = n->name ? html_node_attr(n, "rel") : NULL;
		const char *prop = n->name ? html_node_attr(n, "itemprop") : NULL;
		struct str text = STR_INIT;
		const char *name = NULL;

		if (m->parts[i].flags & (PART_COMMENT | PART_RECORD | PART_SIGNED) ||
		    !((rel && !strcmp(rel, "author")) || (prop && !strcmp(prop, "author"))))
			continue;
		if (m->parts[i].end - i < 12)
			html_node_text_apart(n, &text, ' ');
		if (text.len && text.len <= 90)
			name = name_of(value_line(arena, str_slice(&text)), arena);
		str_release(&text);
		if (name)
			return name;
	}
	return NULL;
}

static const char *first_of(const char *a, const char *b)
{
	return a ? a : b;
}

/* Bracketed on both sides, or on one by what the line had round it. */
static const char *without_bracket(const char *name, struct arena *arena)
{
	struct slice s = slice_of(name);

	if (!name)
		return NULL;
	if (slice_ends(s, ")") && !slice_find(s, "(", 1))
		s.len--;
	else if (slice_ends(s, "]") && !slice_find(s, "[", 1))
		s.len--;
	return value_line(arena, s);
}

/* --- tags ------------------------------------------------------------------------------------------ */

static void add_tag(struct article *out, const char *name)
{
	for (size_t i = 0; name && i < out->item.n_tags; i++)
		if (!strcmp(out->item.tags[i], name))
			return;
	if (name && out->item.n_tags < TAGS_MAX && page_weight(slice_of(name)) <= TAG_WEIGHT)
		out->item.tags[out->item.n_tags++] = name;
}

/* Parted by commas of any width; `blanks`: by those as well. */
static void split_tags(struct article *out, struct slice list, bool blanks, struct arena *arena)
{
	static const char *const signs[] = { ",", "，", "、", ";", "；", "|", "　", " " };
	size_t from = 0, n = ARRAY_LENGTH(signs) - !blanks;

	for (size_t i = 0; i <= list.len; i++) {
		size_t sign = 0;

		for (size_t k = 0; i < list.len && k < n && !sign; k++)
			if (slice_begins(slice_make(list.data + i, list.len - i), signs[k]))
				sign = strlen(signs[k]);
		if (!sign && i < list.len)
			continue;
		add_tag(out, value_line(arena, slice_make(list.data + from, i - from)));
		from = i + sign;
		i = from - (sign > 0);
	}
}

static void tag_links(const struct page_map *m, uint32_t from, uint32_t to, struct article *out,
                      struct arena *arena)
{
	for (uint32_t i = from; i < to; i++) {
		const struct html_node *n = m->parts[i].node;
		struct str text = STR_INIT;
		const char *name;

		if (!n->name || strcmp(n->name, "a") || !html_node_attr(n, "href"))
			continue;
		html_node_text(n, &text);
		name = value_line(arena, str_slice(&text));
		str_release(&text);
		if (name && name[0] == '#')
			name++;
		add_tag(out, name);
	}
}

/* Links in a part that is called so, with rel="tag", or behind 标签：. */
static void tags_of_parts(const struct page_map *m, struct article *out, struct arena *arena)
{
	const unsigned not_here = PART_COMMENT | PART_RECORD | PART_SIGNED;

	for (uint32_t i = 1; i < m->n_parts; i++) {
		const struct html_node *n = m->parts[i].node;
		const char *rel = n->name ? html_node_attr(n, "rel") : NULL;

		if (!n->name || m->parts[i].flags & not_here || m->parts[i].end - i > 200)
			continue;
		if (rel && strstr(rel, "tag") && !strcmp(n->name, "a"))
			tag_links(m, i, m->parts[i].end, out, arena);
		else if (page_name_of(n) == NAME_TAGS && strcmp(n->name, "a"))
			tag_links(m, i, m->parts[i].end, out, arena);
	}
	for (size_t i = 0; !out->item.n_tags && i < m->n_lines && i < FACTS_LINES; i++) {
		const struct page_line *l = &m->lines[i];
		struct slice value;

		if (l->flags & not_here || l->running)
			continue;
		value = page_fact(page_line_text(m, l), FACT_TAGS);
		if (!value.len)
			continue;
		if (l->linked)
			tag_links(m, l->first, l->last + 1, out, arena);
		else
			split_tags(out, value, true, arena);
	}
}

static void read_tags(const struct page_head *head, const struct page_map *m, struct arena *arena,
                      struct article *out)
{
	const char *keywords = head->meta[META_KEYWORDS];

	out->item.tags = arena_alloc(arena, TAGS_MAX * sizeof *out->item.tags);
	tags_of_parts(m, out, arena);
	for (size_t i = 0; i < head->n_tags; i++)
		add_tag(out, head->tags[i]);
	for (size_t i = 0; !out->item.n_tags && i < head->ld.n_tags; i++)
		add_tag(out, value_line(arena, slice_of(head->ld.tags[i])));
	if (!out->item.n_tags && keywords)
		split_tags(out, slice_of(keywords), false, arena);
}

void page_facts(const struct page_head *head, const struct page_map *m, const struct date_rules *dates,
                struct arena *arena, struct article *out)
{
	const char *source = first_of(fact_of_lines(m, FACT_SOURCE, arena),
	                              name_of(head->meta[META_SOURCE], arena));
	const char *named = source ? NULL : source_element(m, arena);
	const char *author = first_of(name_of(head->meta[META_AUTHOR], arena),
	                              name_of(head->ld.author, arena));

	read_times(head, m, dates, out);
	out->item.source = first_of(first_of(first_of(source, named), name_of(head->meta[META_SITE], arena)),
	                            name_of(head->ld.publisher, arena));
	if (!author)
		author = first_of(fact_of_lines(m, FACT_AUTHOR, arena), author_element(m, arena));
	out->item.author = author;
	out->editor = without_bracket(fact_of_lines(m, FACT_EDITOR, arena), arena);
	read_tags(head, m, arena, out);
}
