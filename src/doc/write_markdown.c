/* Markdown: CommonMark, with the tables and the strikethrough of its common extensions. */
#include "doc/writing.h"
#include "text/utf8.h"

#include <string.h>

struct markdown {
	const struct doc *d;
	const struct doc_facts *f;
	struct str *out;
	int level;    /* levels of lists that are open */
};

enum { LEVEL_INDENT = 4, HEADING_MOST = 6 };

/* --- text ------------------------------------------------------------------------------------- */

static bool is_special(char c, bool in_cell)
{
	return strchr("\\`*_[]<>~", c) != NULL || (in_cell && c == '|');
}

static void add_escaped(struct str *out, struct slice text, bool in_cell)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.data[i];

		if (c == '\n') {
			str_add(out, in_cell ? "<br>" : "  \n");
			continue;
		}
		if (c == '&')
			str_add(out, "&amp;");
		else if (c && is_special(c, in_cell))
			str_printf(out, "\\%c", c);
		else
			str_add_char(out, c);
	}
}

/* What would make a list, a heading or a quotation of a paragraph's beginning; returns the bytes of it
 * that are written by this. */
static size_t add_guard(struct str *out, struct slice text)
{
	size_t i = 0;

	if (text.len && strchr("#+-=", text.data[0]))
		str_add_char(out, '\\');
	while (i < text.len && i < 9 && ascii_is_digit((unsigned char)text.data[i]))
		i++;
	if (!i || i == text.len || (text.data[i] != '.' && text.data[i] != ')'))
		return 0;
	str_append(out, text.data, i);
	str_add_char(out, '\\');
	return i;
}

static bool is_sign(uint32_t cp)
{
	return (cp < 0x80 && !ascii_is_digit((int)cp) && !ascii_is_alpha((int)cp)) ||
	       (cp >= 0x2010 && cp < 0x2070) || (cp >= 0x3000 && cp < 0x3040) ||
	       (cp >= 0xff00 && cp < 0xff10) || (cp >= 0xff1a && cp < 0xff21) || cp == 0xb7;
}

static uint32_t first_of(struct slice s)
{
	uint32_t cp = ' ';

	if (s.len)
		utf8_decode(s.data, s.data + s.len, &cp);
	return cp;
}

static uint32_t last_of(struct slice s)
{
	uint32_t cp = ' ';

	if (s.len)
		utf8_decode(utf8_before(s.data, s.data + s.len), s.data + s.len, &cp);
	return cp;
}

/* Asterisks open and close emphasis by what stands beside them, and Chinese has no blanks: **“是”**的
 * stays as it is typed. There the elements of HTML say it. */
static bool can_flank(struct slice text, uint32_t before, uint32_t after)
{
	return (!is_sign(first_of(text)) || is_sign(before)) &&
	       (!is_sign(last_of(text)) || is_sign(after));
}

struct emphasis {
	const char *sign, *open, *close;
};

static const struct emphasis *emphasis_of(style_t style)
{
	static const struct emphasis code = { NULL, "<code>", "</code>" },
		mark = { NULL, "<mark>", "</mark>" }, bold = { "**", "<strong>", "</strong>" },
		struck = { "~~", "<del>", "</del>" }, em = { "*", "<em>", "</em>" };

	if (STYLE_ROLE(style) == STYLE_CODE)
		return &code;
	if (STYLE_ROLE(style) == STYLE_MATCH)
		return &mark;
	if (style & STYLE_BOLD)
		return &bold;
	if (style & STYLE_FAINT)
		return &struck;
	return (style & STYLE_UNDERLINE) && STYLE_ROLE(style) == STYLE_TEXT ? &em : NULL;
}

static void add_stretch(struct markdown *m, const struct stretch *s, struct slice whole, bool in_cell)
{
	const struct emphasis *e = emphasis_of(s->style);
	struct slice text = slice_trim(s->text);
	size_t at = (size_t)(text.data - whole.data);
	bool flanks = e && e->sign &&
	              can_flank(text, last_of(slice_make(whole.data, at)),
	                        first_of(slice_make(text.data + text.len, whole.len - at - text.len)));

	if (!e || !text.len) {
		add_escaped(m->out, s->text, in_cell);
		return;
	}
	str_append(m->out, s->text.data, (size_t)(text.data - s->text.data));
	str_add(m->out, flanks ? e->sign : e->open);
	add_escaped(m->out, text, in_cell);
	str_add(m->out, flanks ? e->sign : e->close);
	str_append(m->out, text.data + text.len, s->text.len - text.len -
	                                                 (size_t)(text.data - s->text.data));
}

/* In angle brackets an address may hold brackets and blanks. */
static void add_target(struct str *out, const char *href)
{
	str_add(out, "](<");
	for (; *href; href++) {
		if (*href == '<' || *href == '>' || (unsigned char)*href <= ' ')
			str_printf(out, "%%%02X", (unsigned char)*href);
		else
			str_add_char(out, *href);
	}
	str_add(out, ">)");
}

static void add_range(struct markdown *m, const struct block *b, size_t from, size_t to)
{
	struct slice whole = slice_make(b->text + from, to - from);
	bool in_cell = b->kind == BLOCK_TABLE_ROW;
	const char *href = NULL;
	struct stretch s;

	while (stretch_next(m->d, b, &from, to, &s)) {
		if (s.href != href && href)
			add_target(m->out, href);
		if (s.href != href && s.href)
			str_add_char(m->out, '[');
		href = s.href;
		if (b->kind == BLOCK_HEADING || b->heading)
			s.style = STYLE_TEXT; /* bold by itself */
		add_stretch(m, &s, whole, in_cell);
	}
	if (href)
		add_target(m->out, href);
}

/* --- blocks ----------------------------------------------------------------------------------- */

static void add_margin(struct markdown *m, const struct block *b)
{
	for (int i = 0; i < b->quotes; i++)
		str_add(m->out, "> ");
	str_add_repeat(m->out, ' ', (size_t)(LEVEL_INDENT * m->level));
}

static void add_item(struct markdown *m, const struct block *b)
{
	int number = write_number(b), level = write_level(b) - 1;

	m->level = level < m->level ? level : m->level;
	add_margin(m, b);
	if (number)
		str_printf(m->out, "%d. ", number);
	else
		str_printf(m->out, write_is_bullet(b) ? "- " : "- %s ", b->marker);
	add_range(m, b, 0, b->len);
	str_add_char(m->out, '\n');
	m->level++;
}

static void add_pre(struct markdown *m, const struct block *b)
{
	struct slice rest = slice_make(b->text, b->len);
	size_t run = 0, most = 2;

	for (size_t i = 0; i < b->len; i++) {
		run = b->text[i] == '`' ? run + 1 : 0;
		most = run > most ? run : most;
	}
	add_margin(m, b);
	str_add_repeat(m->out, '`', most + 1);
	str_add_char(m->out, '\n');
	while (rest.len) {
		struct slice line = slice_next(&rest, '\n');

		add_margin(m, b);
		str_add_slice(m->out, line);
		str_add_char(m->out, '\n');
	}
	add_margin(m, b);
	str_add_repeat(m->out, '`', most + 1);
	str_add_char(m->out, '\n');
}

static void add_table_row(struct markdown *m, const struct block *b, size_t columns)
{
	size_t at = 0, n = 0;

	add_margin(m, b);
	str_add_char(m->out, '|');
	for (; n < columns; n++) {
		size_t end = at <= b->len ? write_cell_end(b, at) : at;

		str_add_char(m->out, ' ');
		if (end > at)
			add_range(m, b, at, end);
		str_add(m->out, " |");
		at = end < b->len ? end + 1 : b->len + 1;
	}
	str_add_char(m->out, '\n');
}

/* A table always has a row that names its columns; where the source has none that one is empty. */
static size_t add_table(struct markdown *m, size_t i)
{
	const struct block empty = { .kind = BLOCK_TABLE_ROW, .text = "", .quotes = m->d->blocks[i].quotes };
	size_t end, columns = write_columns(m->d, i, &end);

	add_table_row(m, m->d->blocks[i].heading ? &m->d->blocks[i] : &empty, columns);
	add_margin(m, &empty);
	str_add_char(m->out, '|');
	for (size_t k = 0; k < columns; k++)
		str_add(m->out, " --- |");
	str_add_char(m->out, '\n');
	for (i += m->d->blocks[i].heading != 0; i < end; i++)
		add_table_row(m, &m->d->blocks[i], columns);
	return end;
}

static void add_figure(struct markdown *m, const struct block *b)
{
	const char *href = write_href(m->d, b->link);
	bool is_image = href && m->d->links[b->link - 1].is_image;

	add_margin(m, b);
	if (href) {
		str_add(m->out, is_image ? "![" : "[");
		add_escaped(m->out, b->len ? slice_make(b->text, b->len) : slice_of(b->marker), false);
		add_target(m->out, href);
	} else {
		str_printf(m->out, "%s ", b->marker ? b->marker : "");
		add_range(m, b, 0, b->len);
	}
	str_add_char(m->out, '\n');
}

static void add_related(struct markdown *m, const struct block *b)
{
	const char *href = write_related(m->f, b->number);

	str_printf(m->out, href ? "%u. [" : "%u. ", b->number);
	add_escaped(m->out, slice_make(b->text, b->len), false);
	if (href)
		add_target(m->out, href);
	str_add_char(m->out, '\n');
}

static void add_paragraph(struct markdown *m, const struct block *b)
{
	size_t skip;

	add_margin(m, b);
	skip = add_guard(m->out, slice_make(b->text, b->len));
	add_range(m, b, skip, b->len);
	str_add_char(m->out, '\n');
}

static void add_heading(struct markdown *m, const struct block *b, int rank)
{
	add_margin(m, b);
	str_add_repeat(m->out, '#', (size_t)(rank < HEADING_MOST ? rank : HEADING_MOST));
	str_add_char(m->out, ' ');
	add_range(m, b, 0, b->len);
	str_add_char(m->out, '\n');
}

static void add_rule(struct markdown *m, const struct block *b)
{
	if (b->len)
		add_heading(m, b, 2);
	else
		str_add(m->out, "---\n");
}

/* Append block i and return the next one. */
static size_t add_block(struct markdown *m, size_t i)
{
	const struct block *b = &m->d->blocks[i];
	int level = write_level(b);

	if (!write_is_item(b) && level < m->level)
		m->level = level;
	switch (b->kind) {
	case BLOCK_HEADLINE:
		add_heading(m, b, 1);
		break;
	case BLOCK_HEADING: /* the page's first rank is its headline's */
		add_heading(m, b, b->heading + 1);
		break;
	case BLOCK_LIST_ITEM:
		if (write_is_item(b))
			add_item(m, b);
		else
			add_paragraph(m, b);
		break;
	case BLOCK_PRE:
		add_pre(m, b);
		break;
	case BLOCK_TABLE_ROW:
		return add_table(m, i);
	case BLOCK_FIGURE:
		add_figure(m, b);
		break;
	case BLOCK_RELATED:
		add_related(m, b);
		break;
	case BLOCK_RULE:
		add_rule(m, b);
		break;
	default:
		add_paragraph(m, b);
	}
	return i + 1;
}

static bool is_close(const struct block *above, const struct block *b)
{
	return above->kind == b->kind && (write_is_item(b) || b->kind == BLOCK_RELATED);
}

void doc_write_markdown(const struct doc *d, const struct doc_facts *f, struct str *out)
{
	struct markdown m = { d, f, out, 0 };
	const struct block *above = NULL;

	for (size_t i = 0; i < d->n_blocks;) {
		const struct block *b = &d->blocks[i];

		if (b->kind == BLOCK_BLANK) {
			i++;
			continue;
		}
		if (above && !is_close(above, b)) {
			/* what is quoted one behind the other is one quotation */
			for (int q = 0; q < b->quotes && q < above->quotes; q++)
				str_add(out, q ? " >" : ">");
			str_add_char(out, '\n');
		}
		i = add_block(&m, i);
		above = &d->blocks[i - 1];
	}
	if (f->link && *f->link)
		str_printf(out, "\n<%s>\n", f->link);
}
