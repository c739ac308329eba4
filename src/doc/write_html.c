/* HTML5: a whole page, by its elements alone. */
#include "doc/writing.h"

enum { LEVELS_MOST = 32 };

struct html_out {
	const struct doc *d;
	const struct doc_facts *f;
	struct str *out;
	int quotes, level;              /* that are open */
	bool is_ordered[LEVELS_MOST];   /* of each open list */
};

static void add_escaped(struct str *out, struct slice text)
{
	for (size_t i = 0; i < text.len; i++) {
		switch (text.data[i]) {
		case '&':
			str_add(out, "&amp;");
			break;
		case '<':
			str_add(out, "&lt;");
			break;
		case '>':
			str_add(out, "&gt;");
			break;
		case '"':
			str_add(out, "&quot;");
			break;
		default:
			str_add_char(out, text.data[i]);
		}
	}
}

static void add_lines(struct html_out *h, struct slice text, bool keeps)
{
	while (text.len) {
		bool more = slice_find(text, "\n", 1) != NULL;

		add_escaped(h->out, slice_next(&text, '\n'));
		if (more)
			str_add(h->out, keeps ? "\n" : "<br>\n");
	}
}

static const char *element_of(style_t style)
{
	if (STYLE_ROLE(style) == STYLE_CODE)
		return "code";
	if (STYLE_ROLE(style) == STYLE_MATCH)
		return "mark";
	if (style & STYLE_BOLD)
		return "strong";
	if (style & STYLE_FAINT)
		return "s";
	return (style & STYLE_UNDERLINE) && STYLE_ROLE(style) == STYLE_TEXT ? "em" : NULL;
}

static void open_link(struct html_out *h, const char *href)
{
	str_add(h->out, "<a href=\"");
	add_escaped(h->out, slice_of(href));
	str_add(h->out, "\">");
}

static void add_range(struct html_out *h, const struct block *b, size_t from, size_t to)
{
	const char *href = NULL;
	struct stretch s;

	while (stretch_next(h->d, b, &from, to, &s)) {
		bool is_plain = b->kind == BLOCK_HEADING || b->heading;
		const char *element = is_plain ? NULL : element_of(s.style);

		if (s.href != href && href)
			str_add(h->out, "</a>");
		if (s.href != href && s.href)
			open_link(h, s.href);
		href = s.href;
		if (element)
			str_printf(h->out, "<%s>", element);
		add_lines(h, s.text, b->kind == BLOCK_PRE);
		if (element)
			str_printf(h->out, "</%s>", element);
	}
	if (href)
		str_add(h->out, "</a>");
}

/* --- what a block stands in ------------------------------------------------------------------- */

static void close_lists(struct html_out *h, int level)
{
	for (; h->level > level; h->level--)
		str_add(h->out, h->is_ordered[h->level - 1] ? "</li>\n</ol>\n" : "</li>\n</ul>\n");
}

static void set_quotes(struct html_out *h, int quotes)
{
	for (; h->quotes > quotes; h->quotes--)
		str_add(h->out, "</blockquote>\n");
	for (; h->quotes < quotes; h->quotes++)
		str_add(h->out, "<blockquote>\n");
}

static void stand(struct html_out *h, const struct block *b)
{
	int level = write_level(b);

	if (b->quotes != h->quotes)
		close_lists(h, 0);
	set_quotes(h, b->quotes);
	if (!write_is_item(b))
		close_lists(h, level);
}

static void open_item(struct html_out *h, const struct block *b)
{
	int level = write_level(b), number = write_number(b);
	bool is_ordered = number > 0;

	level = level < LEVELS_MOST ? level : LEVELS_MOST;
	close_lists(h, level);
	if (h->level == level && h->is_ordered[level - 1] != is_ordered)
		close_lists(h, level - 1);
	if (h->level == level)
		str_add(h->out, "</li>\n");
	while (h->level < level) {
		/* a level that has no item of its own is an item that holds the next list */
		h->is_ordered[h->level++] = is_ordered;
		str_add(h->out, is_ordered ? "<ol>\n" : "<ul>\n");
		if (h->level < level)
			str_add(h->out, "<li>\n");
	}
	if (number)
		str_printf(h->out, "<li value=\"%d\">", number);
	else
		str_add(h->out, "<li>");
	if (!number && !write_is_bullet(b)) {
		add_escaped(h->out, slice_of(b->marker));
		str_add_char(h->out, ' ');
	}
}

/* --- blocks ----------------------------------------------------------------------------------- */

static void add_element(struct html_out *h, const struct block *b, const char *name)
{
	str_printf(h->out, "<%s>", name);
	add_range(h, b, 0, b->len);
	str_printf(h->out, "</%s>\n", name);
}

static size_t add_table(struct html_out *h, size_t i)
{
	size_t end;

	write_columns(h->d, i, &end);
	str_add(h->out, "<table>\n");
	for (; i < end; i++) {
		const struct block *b = &h->d->blocks[i];
		const char *cell = b->heading ? "th" : "td";

		str_add(h->out, "<tr>");
		for (size_t at = 0; at <= b->len;) {
			size_t stop = write_cell_end(b, at);

			str_printf(h->out, "<%s>", cell);
			add_range(h, b, at, stop);
			str_printf(h->out, "</%s>", cell);
			at = stop + 1;
		}
		str_add(h->out, "</tr>\n");
	}
	str_add(h->out, "</table>\n");
	return end;
}

static void add_figure(struct html_out *h, const struct block *b)
{
	const char *href = write_href(h->d, b->link);
	struct slice words = b->len ? slice_make(b->text, b->len) : slice_of(b->marker);

	str_add(h->out, "<figure>");
	if (href && h->d->links[b->link - 1].is_image) {
		str_add(h->out, "<img src=\"");
		add_escaped(h->out, slice_of(href));
		str_add(h->out, "\" alt=\"");
		add_escaped(h->out, slice_make(b->text, b->len));
		str_add(h->out, "\">");
		words = slice_make(b->text, b->len);
		href = NULL;
	}
	if (words.len) {
		str_add(h->out, "<figcaption>");
		if (href)
			open_link(h, href);
		add_escaped(h->out, words);
		str_add(h->out, href ? "</a></figcaption>" : "</figcaption>");
	}
	str_add(h->out, "</figure>\n");
}

static size_t add_related(struct html_out *h, size_t i)
{
	str_add(h->out, "<ol>\n");
	for (; i < h->d->n_blocks && h->d->blocks[i].kind == BLOCK_RELATED; i++) {
		const struct block *b = &h->d->blocks[i];
		const char *href = write_related(h->f, b->number);

		str_printf(h->out, "<li value=\"%u\">", b->number);
		if (href)
			open_link(h, href);
		add_escaped(h->out, slice_make(b->text, b->len));
		str_add(h->out, href ? "</a></li>\n" : "</li>\n");
	}
	str_add(h->out, "</ol>\n");
	return i;
}

static void add_heading(struct html_out *h, const struct block *b, int rank)
{
	char name[3] = { 'h', (char)('0' + (rank < 6 ? rank : 6)), '\0' };

	add_element(h, b, name);
}

static void add_item(struct html_out *h, const struct block *b)
{
	if (!write_is_item(b)) {
		add_element(h, b, "p");
		return;
	}
	open_item(h, b);
	add_range(h, b, 0, b->len);
	str_add_char(h->out, '\n');
}

/* Append block i and return the next one. */
static size_t add_block(struct html_out *h, size_t i)
{
	const struct block *b = &h->d->blocks[i];

	stand(h, b);
	switch (b->kind) {
	case BLOCK_BLANK:
		break;
	case BLOCK_HEADLINE:
		add_element(h, b, "h1");
		break;
	case BLOCK_HEADING:
		add_heading(h, b, b->heading + 1);
		break;
	case BLOCK_LIST_ITEM:
		add_item(h, b);
		break;
	case BLOCK_PRE:
		add_element(h, b, "pre");
		break;
	case BLOCK_TABLE_ROW:
		return add_table(h, i);
	case BLOCK_FIGURE:
		add_figure(h, b);
		break;
	case BLOCK_RELATED:
		return add_related(h, i);
	case BLOCK_RULE:
		if (b->len)
			add_element(h, b, "h2");
		else
			str_add(h->out, "<hr>\n");
		break;
	default:
		add_element(h, b, "p");
	}
	return i + 1;
}

static void add_meta(struct html_out *h, const char *name, const char *value)
{
	if (!value || !*value)
		return;
	str_printf(h->out, "<meta name=\"%s\" content=\"", name);
	add_escaped(h->out, slice_of(value));
	str_add(h->out, "\">\n");
}

static void add_head(struct html_out *h)
{
	const struct doc_facts *f = h->f;

	str_add(h->out, "<!DOCTYPE html>\n<html");
	if (f->language && *f->language) {
		str_add(h->out, " lang=\"");
		add_escaped(h->out, slice_of(f->language));
		str_add_char(h->out, '"');
	}
	str_add(h->out, ">\n<head>\n<meta charset=\"utf-8\">\n"
	                "<meta name=\"viewport\" content=\"width=device-width\">\n<title>");
	add_escaped(h->out, slice_of(f->title));
	str_add(h->out, "</title>\n");
	add_meta(h, "author", f->author);
	add_meta(h, "publisher", f->source);
	add_meta(h, "date", f->published);
	for (size_t i = 0; i < f->n_tags; i++)
		add_meta(h, "keywords", f->tags[i]);
	if (f->link && *f->link) {
		str_add(h->out, "<link rel=\"canonical\" href=\"");
		add_escaped(h->out, slice_of(f->link));
		str_add(h->out, "\">\n");
	}
	str_add(h->out, "</head>\n<body>\n<article>\n");
}

void doc_write_html(const struct doc *d, const struct doc_facts *f, struct str *out)
{
	struct html_out h = { .d = d, .f = f, .out = out };

	add_head(&h);
	for (size_t i = 0; i < d->n_blocks;)
		i = add_block(&h, i);
	close_lists(&h, 0);
	set_quotes(&h, 0);
	if (f->link && *f->link) {
		str_add(out, "<p>");
		open_link(&h, f->link);
		add_escaped(out, slice_of(f->link));
		str_add(out, "</a></p>\n");
	}
	str_add(out, "</article>\n</body>\n</html>\n");
}
