/* One block made ready: its pieces, by what kind of block it is. */
#include "doc/making.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { LEAST_TEXT = 4, NUMBERED_MEASURE = 12 };
enum { TELLING = 512 }; /* bytes in which a paragraph shows its language */

/* What a kind of block asks of the typographer. */
static const struct kind {
	style_t style;
	bool is_running;  /* justified, hung and mended like running text */
	bool is_headline;
} kinds[BLOCK_KINDS] = {
	[BLOCK_PARAGRAPH] = { STYLE_TEXT, true, false },
	[BLOCK_HEADLINE]  = { STYLE_TITLE | STYLE_BOLD, false, true },
	[BLOCK_BYLINE]    = { STYLE_DIM, false, false },
	[BLOCK_HEADING]   = { STYLE_HEADING | STYLE_BOLD, false, true },
	[BLOCK_LIST_ITEM] = { STYLE_TEXT, true, false },
	[BLOCK_QUOTE]     = { STYLE_QUOTE, true, false },
	[BLOCK_PRE]       = { STYLE_CODE, false, false },
	[BLOCK_VERSE]     = { STYLE_TEXT, false, false },
	[BLOCK_FIGURE]    = { STYLE_CAPTION, false, false },
	[BLOCK_TABLE_ROW] = { STYLE_TEXT, false, false },
	[BLOCK_RULE]      = { STYLE_RULE, false, false },
	[BLOCK_EDITOR]    = { STYLE_DIM, false, false },
	[BLOCK_TAGS]      = { STYLE_TEXT, false, false },
	[BLOCK_RELATED]   = { STYLE_TEXT, false, false },
	[BLOCK_SIGNATURE] = { STYLE_TEXT, false, false },
};

struct wrap *piece_wrap(struct piece *p)
{
	if (!p->wrap)
		p->wrap = wrap_new(p->text, p->len, &p->o);
	return p->wrap;
}

/* A paragraph in another language than its document's is set by its own rules; one that its letters
 * do not tell (Han alone in a Japanese page) follows the document. */
static enum lang language_of(const struct layout *l, const struct block *b)
{
	enum lang own;

	if (b->lang != LANG_UNKNOWN)
		return b->lang;
	if (l->lang == LANG_UNKNOWN)
		return LANG_UNKNOWN;
	own = lang_detect(slice_make(b->text, b->len < TELLING ? b->len : TELLING));
	if (own == LANG_UNKNOWN)
		return l->lang;
	if ((own == LANG_ZH || own == LANG_ZH_HANT) && l->lang != LANG_OTHER)
		return l->lang;
	return own;
}

static struct wrap_options options_for(const struct layout *l, const struct block *b)
{
	const struct kind *k = &kinds[b->kind];
	struct wrap_options o = l->o.wrap;

	o.lang = language_of(l, b);
	o.indent_first = o.indent_rest = 0;
	o.headline = k->is_headline;
	o.preformatted = b->kind == BLOCK_PRE;
	if (l->lang == LANG_ZH_HANT) /* its marks stand in the middle of their squares */
		o.hang = 0;
	if (!k->is_running) {
		o.justify = JUSTIFY_OFF;
		o.orphan &= b->kind == BLOCK_RELATED || b->kind == BLOCK_FIGURE ||
		            b->kind == BLOCK_TABLE_ROW;
		if (b->kind != BLOCK_FIGURE && b->kind != BLOCK_VERSE)
			o.hang = 0;
		if (o.autospace == WRAP_AUTO)
			o.autospace = WRAP_OFF;
	}
	return o;
}

static struct piece *add_piece(struct galley *s, size_t *cap, struct slice text, uint32_t from)
{
	struct piece *p = &ARRAY_PUSH(s->pieces, s->n_pieces, *cap);

	memset(p, 0, sizeof *p);
	p->text = text.data;
	p->len = text.len;
	p->from = from;
	return p;
}

/* --- by kind ---------------------------------------------------------------------------------- */

struct piece *make_piece(struct making *m, size_t from, size_t to)
{
	struct piece *p = add_piece(m->s, &m->cap, slice_make(m->text.data + from, to - from),
	                            (uint32_t)from);

	p->o = m->o;
	return p;
}

static void place_marker(struct making *m, struct piece *p, const char *marker, style_t style)
{
	int cells = text_width(m->l->o.wrap.profile, slice_of(marker));
	int x = p->o.indent_first - 1 - cells;

	if (!cells || x < 0)
		return;
	p->marker = marker;
	p->marker_len = strlen(marker);
	p->marker_x = x;
	p->marker_style = style;
}

static const char *ascii_marker(const char *marker)
{
	return (unsigned char)marker[0] < 0x80 || marker[0] == '[' ? marker : "*";
}

/* Paragraphs, list items, headings, figures, related articles: one piece. */
static void make_flow(struct making *m)
{
	const struct block *b = m->b;
	struct piece *p = make_piece(m, 0, m->text.len);
	int hang = m->box.hang, indent = m->box.left + hang;
	bool is_paragraph = b->kind == BLOCK_PARAGRAPH || b->kind == BLOCK_QUOTE;

	p->o.measure -= m->box.right;
	p->o.indent_first = p->o.indent_rest = indent;
	if (is_paragraph)
		p->o.indent_first += layout_indent(m->l, b);
	if (is_paragraph && b->label && m->l->o.dialogue_hang)
		p->o.indent_rest = p->o.indent_first +
		                   text_width(p->o.profile, slice_make(b->text, b->label));
	if (hang > p->o.measure / 2) /* no room to hang: the marker stands in the first line, */
		p->o.indent_rest = m->box.left;
	if (hang && p->len && p->o.indent_first + LEAST_TEXT > p->o.measure) { /* or not at all */
		p->o.indent_first = m->box.left;
		return;
	}
	if (b->marker && b->kind == BLOCK_LIST_ITEM && m->l->o.ascii)
		place_marker(m, p, ascii_marker(b->marker), STYLE_TEXT);
	else if (b->marker)
		place_marker(m, p, b->marker, b->kind == BLOCK_LIST_ITEM ? STYLE_TEXT : STYLE_DIM);
	if (b->kind == BLOCK_EDITOR || b->kind == BLOCK_SIGNATURE)
		p->align = ALIGN_RIGHT;
}

static void make_pre(struct making *m)
{
	struct piece *p = make_piece(m, 0, m->text.len);

	p->o.measure -= m->box.right;
	p->o.indent_first = p->o.indent_rest = m->box.left + m->box.hang;
}

/* The topic of a related article, without its time; empty if it has none. */
static struct slice topic_of(const struct block *b)
{
	const char *tab = b->kind == BLOCK_RELATED && b->aside ? strchr(b->aside, '\t') : NULL;

	return slice_of(tab ? tab + 1 : "");
}

static void set_aside(struct making *m, struct slice time, struct slice topic, int blanks)
{
	struct str text = STR_INIT;

	free(m->s->aside_text);
	str_add_slice(&text, time);
	if (time.len && topic.len)
		str_add_char(&text, ' ');
	str_add_slice(&text, topic);
	m->s->aside_text = str_take(&text);
	m->s->aside = m->s->aside_text;
	m->s->aside_cells = text_width(m->o.profile, slice_of(m->s->aside)) + blanks;
}

/* Whether the aside stands behind the last line of the title. */
static bool aside_fits(struct galley *s)
{
	struct piece *p = &s->pieces[s->n_pieces - 1];
	struct wrap_line line;
	size_t at = p->len ? wrap_line_start(piece_wrap(p), p->len - 1, NULL) : 0;

	if (!p->len || !wrap_line(p->wrap, at, &line))
		return true;
	return line.indent + line.cells + 2 + s->aside_cells <= p->o.measure;
}

/* A topic that the row above has too is printed once; its room is kept where that costs no row, so
 * that the times stand below each other. */
static void make_related(struct making *m)
{
	const struct block *b = m->b;
	struct slice topic = topic_of(b), time = slice_of(b->aside);

	make_flow(m);
	if (!b->aside)
		return;
	if (topic.len)
		time.len -= topic.len + 1;
	if (topic.len && b > m->l->doc->blocks && slice_equal(topic, topic_of(b - 1))) {
		set_aside(m, time, slice_make("", 0), text_width(m->o.profile, topic) + 1);
		if (aside_fits(m->s))
			return;
		set_aside(m, time, slice_make("", 0), 0);
	} else {
		set_aside(m, time, topic, 0);
	}
	if (!m->s->aside[0])
		m->s->aside = NULL;
	m->s->aside_below = m->s->aside && !aside_fits(m->s);
}

/* "── text ──" on one row; words that do not fit stand alone. */
static void make_rule(struct making *m)
{
	if (text_width(m->o.profile, m->text) + 6 <= m->o.measure)
		m->s->shape = SHAPE_RULE;
	else
		make_flow(m);
}

static void make_blank(struct making *m)
{
	m->s->shape = SHAPE_BLANK;
}

/* --- the galley ------------------------------------------------------------------------------- */

static void (*const makers[BLOCK_KINDS])(struct making *m) = {
	[BLOCK_PARAGRAPH] = make_flow,    [BLOCK_HEADLINE]  = make_flow,
	[BLOCK_BYLINE]    = make_units,   [BLOCK_HEADING]   = make_flow,
	[BLOCK_LIST_ITEM] = make_flow,    [BLOCK_QUOTE]     = make_flow,
	[BLOCK_PRE]       = make_pre,     [BLOCK_VERSE]     = make_verse,
	[BLOCK_FIGURE]    = make_flow,    [BLOCK_TABLE_ROW] = make_table_row,
	[BLOCK_RULE]      = make_rule,    [BLOCK_EDITOR]    = make_flow,
	[BLOCK_TAGS]      = make_units,   [BLOCK_RELATED]   = make_related,
	[BLOCK_BLANK]     = make_blank,   [BLOCK_SIGNATURE] = make_flow,
};

/* The block's text with "[n]" behind each link, glued to it by a word joiner. */
static struct slice number_links(struct galley *s, const struct block *b)
{
	struct str text = STR_INIT;
	size_t at = 0, cap = 0;

	for (size_t i = 0; i < b->n_runs; i++) {
		const struct run *r = &b->runs[i];
		struct insert in = { 0, 0, r->end };

		if (!r->link || (i + 1 < b->n_runs && r[1].link == r->link && r[1].start == r->end))
			continue;
		str_append(&text, b->text + at, r->end - at);
		at = r->end;
		in.at = (uint32_t)text.len;
		str_printf(&text, "\xe2\x81\xa0[%u]", r->link);
		in.len = (uint32_t)text.len - in.at;
		ARRAY_PUSH(s->inserts, s->n_inserts, cap) = in;
	}
	str_append(&text, b->text + at, b->len - at);
	size_t len = text.len;
	s->text = str_take(&text);
	return slice_make(s->text, len);
}

struct galley *galley_new(struct layout *l, uint32_t block)
{
	const struct block *b = &l->doc->blocks[block];
	struct galley *s = xcalloc(1, sizeof *s);
	struct making m = { .l = l, .b = b, .s = s, .text = slice_make(b->text, b->len),
	                    .o = options_for(l, b), .box = layout_box(l, b) };

	s->block = block;
	s->style = b->dim ? STYLE_DIM : kinds[b->kind].style;
	if (l->o.link_numbers && b->n_runs && l->o.wrap.measure >= NUMBERED_MEASURE)
		m.text = number_links(s, b);
	makers[b->kind](&m);
	return s;
}

void galley_free(struct galley *s)
{
	if (!s)
		return;
	for (size_t i = 0; i < s->n_pieces; i++)
		wrap_free(s->pieces[i].wrap);
	free(s->pieces);
	free(s->text);
	free(s->inserts);
	free(s->aside_text);
	free(s->cell_lines);
	free(s->column);
	free(s);
}
