/* HTML → blocks in one pass: one row of the table an element (to add one, add a row). */
#include "doc/read.h"
#include "base/mem.h"
#include "base/url.h"
#include "text/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HREF_MAX = 4096, PATCH_DEPTH = 16, SCRIPT_CHARACTERS = 12, READING_MAX = 4096 };

struct open *html_top(struct html *h)
{
	return h->n ? &h->stack[h->n - 1] : NULL;
}

/* --- where a block stands --------------------------------------------------------------------------- */

static bool is_block(const struct element *e)
{
	return e->role != ROLE_INLINE && e->role != ROLE_LINK && e->role != ROLE_RUBY &&
	       e->role != ROLE_READING;
}

static void stand_in(struct stand *at, struct open *o)
{
	enum role role = o->e->role;

	if (role == ROLE_LIST || role == ROLE_QUOTE || role == ROLE_MEANING)
		at->depth += at->depth < UINT8_MAX;
	if (role == ROLE_QUOTE) {
		at->quotes += at->quotes < UINT8_MAX;
		at->kind = BLOCK_QUOTE;
	} else if (role == ROLE_ITEM) {
		at->kind = BLOCK_LIST_ITEM;
		at->marker = o->item.marker;
		at->continues = o->item.used;
	} else if (role == ROLE_TERM || role == ROLE_MEANING) {
		at->kind = BLOCK_LIST_ITEM;
		at->marker = NULL;
		at->continues = false;
	} else if (role == ROLE_HEADING) {
		at->kind = BLOCK_HEADING;
		at->heading = (uint8_t)o->e->number;
	} else if (role == ROLE_PRE) {
		at->kind = BLOCK_PRE;
	} else if (role == ROLE_CAPTION) {
		at->kind = BLOCK_FIGURE;
	}
	at->is_centred |= o->is_centred;
	at->is_right |= o->is_right;
}

struct stand html_stand(struct html *h)
{
	struct stand at = { .kind = BLOCK_PARAGRAPH };

	for (size_t i = 0; i < h->n; i++)
		if (is_block(h->stack[i].e))
			stand_in(&at, &h->stack[i]);
	return at;
}

static void flush_reading(struct html *h);

void html_flush(struct html *h)
{
	struct stand at;

	flush_reading(h);
	if (!h->b.text.len && !h->n_queue) {
		h->b.pending = PENDING_NONE;
		return;
	}
	at = html_stand(h);
	build_flush(&h->b, &at);
	for (size_t i = h->n; i-- > 0 && at.marker;) {
		if (h->stack[i].e->role != ROLE_ITEM)
			continue;
		h->stack[i].item.used = at.continues;
		break;
	}
	if (!h->b.in_cell)
		picture_place_queue(h);
}

/* --- the stack --------------------------------------------------------------------------------------- */

static const struct element gone = { .name = "", .role = ROLE_INLINE };

static void apply_top(struct html *h)
{
	const struct open *o = html_top(h);

	h->b.style = o ? o->style : 0;
	h->b.is_pre = false;
	for (size_t i = h->n; i-- > 0 && !h->b.is_pre;)
		h->b.is_pre = h->stack[i].e->role == ROLE_PRE;
}

/* Style and link of everything from i up, after something changed below. */
static void inherit(struct html *h, size_t i)
{
	for (; i < h->n; i++) {
		struct open *o = &h->stack[i];
		const struct open *below = i ? &h->stack[i - 1] : NULL;
		bool is_link = o->e->role == ROLE_LINK && o->link.href;

		o->style = doc_style_over(below ? below->style : 0, is_link || o->e->role != ROLE_LINK
		                                                            ? o->e->style : 0);
		o->link_at = is_link ? (uint16_t)(i + 1) : below ? below->link_at : 0;
	}
	apply_top(h);
}

static struct open *push(struct html *h, const struct element *e)
{
	struct open *o;

	if (h->n == OPEN_MAX)
		return NULL;
	o = &h->stack[h->n++];
	memset(o, 0, sizeof *o);
	o->e = e;
	o->start = h->b.text.len;
	o->n_flushed = h->b.n_flushed;
	inherit(h, h->n - 1);
	return o;
}

static void pop_to(struct html *h, size_t n)
{
	while (h->n > n) {
		struct open *o = html_top(h);

		if (is_block(o->e))
			html_flush(h);
		if (o->e->end)
			o->e->end(h, o);
		h->n--;
	}
	apply_top(h);
}

/* Which open elements the search for one of this role does not look behind. */
static bool is_barrier(enum role wanted, enum role met)
{
	switch (wanted) {
	case ROLE_ITEM:
		return met == ROLE_LIST || met == ROLE_CELL;
	case ROLE_TERM:
		return met == ROLE_TERMS || met == ROLE_CELL;
	case ROLE_READING:
		return met == ROLE_RUBY;
	case ROLE_TABLE:
		return false;
	case ROLE_ROW: case ROLE_CELL: case ROLE_HEAD_ROWS:
		return met == ROLE_TABLE;
	default:
		return met == ROLE_CELL || met == ROLE_TABLE;
	}
}

static bool same_group(enum role a, enum role b)
{
	return a == b || (a == ROLE_TERM && b == ROLE_MEANING) || (a == ROLE_MEANING && b == ROLE_TERM);
}

/* The nearest open element of a role; h->n if there is none in reach. */
static size_t find_role(const struct html *h, enum role role)
{
	enum role seek = role == ROLE_MEANING ? ROLE_TERM : role;

	for (size_t i = h->n; i-- > 0;) {
		if (same_group(h->stack[i].e->role, seek))
			return i;
		if (is_barrier(seek, h->stack[i].e->role))
			break;
	}
	return h->n;
}

/* End the element at i of the stack. An inline one below blocks goes alone: in <b><p>…</b> what was
 * opened inside stays open, only the style ends. */
static void end_open(struct html *h, size_t i)
{
	bool alone = false;

	if (i >= h->n)
		return;
	for (size_t j = i + 1; j < h->n && !is_block(h->stack[i].e); j++)
		alone |= is_block(h->stack[j].e);
	if (!alone) {
		pop_to(h, i);
		return;
	}
	if (h->stack[i].e->end)
		h->stack[i].e->end(h, &h->stack[i]);
	h->stack[i].e = &gone;
	inherit(h, i);
}

/* What the start of an element ends: <p> a <p>, <li> a <li>, any block a <p>. */
static void close_implied(struct html *h, const struct element *e)
{
	static const enum role repeated[] = { ROLE_ITEM, ROLE_TERM, ROLE_MEANING, ROLE_ROW, ROLE_CELL,
	                                      ROLE_READING, ROLE_LINK, ROLE_HEADING, ROLE_HEAD_ROWS };

	if (is_block(e))
		end_open(h, find_role(h, ROLE_PARAGRAPH));
	if (is_block(e) || e->role == ROLE_RUBY)
		end_open(h, find_role(h, ROLE_RUBY));
	if (e->role == ROLE_ROW || e->role == ROLE_HEAD_ROWS)
		end_open(h, find_role(h, ROLE_CELL));
	if (e->role == ROLE_HEAD_ROWS)
		end_open(h, find_role(h, ROLE_ROW));
	for (size_t i = 0; i < ARRAY_LENGTH(repeated); i++)
		if (e->role == repeated[i])
			end_open(h, find_role(h, e->role));
}

/* The nearest open element of that name, h->n if none is in reach. */
static size_t find_element(const struct html *h, const struct element *e)
{
	for (size_t i = h->n; i-- > 0;) {
		if (h->stack[i].e == e)
			return i;
		if (is_barrier(e->role, h->stack[i].e->role))
			break;
	}
	return h->n;
}

/* --- links ----------------------------------------------------------------------------------------------- */

const char *html_resolve(struct html *h, struct slice address)
{
	char *ref, *full;
	const char *kept;

	address = slice_trim(address);
	if (!address.len || address.len > HREF_MAX || slice_begins_nocase(address, "javascript:") ||
	    slice_begins_nocase(address, "data:") || slice_begins_nocase(address, "vbscript:"))
		return NULL;
	ref = xstrndup(address.data, address.len);
	full = url_resolve(h->b.base, ref);
	kept = arena_strdup(&h->b.d->arena, full);
	free(full);
	free(ref);
	return kept;
}

static void link_start(struct html *h, struct open *o, const struct html_tag *tag)
{
	struct slice href = html_tag_attr(tag, "href");

	/* A place inside the page leads nowhere from here. */
	if (href.len && href.data[0] != '#')
		o->link.href = html_resolve(h, href);
	inherit(h, h->n - 1);
}

uint16_t html_link(struct html *h)
{
	struct open *o = html_top(h);

	if (!o || !o->link_at)
		return 0;
	o = &h->stack[o->link_at - 1];
	if (!o->link.number && o->link.href)
		o->link.number = doc_add_link(h->b.d, o->link.href, slice_make("", 0), false);
	return o->link.number;
}

/* --- lists ------------------------------------------------------------------------------------------------ */

static int attr_number(const struct html_tag *tag, const char *name, int otherwise)
{
	struct slice s = html_tag_attr(tag, name);
	char digits[12] = "";

	if (!s.len || s.len >= sizeof digits)
		return otherwise;
	memcpy(digits, s.data, s.len);
	return digits[0] == '-' || ascii_is_digit((unsigned char)digits[0]) ? atoi(digits) : otherwise;
}

static void list_start(struct html *h, struct open *o, const struct html_tag *tag)
{
	struct slice type = html_tag_attr(tag, "type");

	o->list.depth = html_stand(h).depth;
	o->list.first_block = h->b.d->n_blocks;
	if (o->e->number >= 0)
		return;
	o->list.type = type.len == 1 && strchr("aAiI", type.data[0]) ? type.data[0] : '1';
	o->list.next = attr_number(tag, "start", 1);
	o->list.step = html_tag_attr(tag, "reversed").data ? -1 : 1;
}

/* All items of a list hang alike: by its widest marker. */
static void list_end(struct html *h, struct open *o)
{
	struct doc *d = h->b.d;
	size_t widest = 0;

	if (o->list.depth > PATCH_DEPTH)
		return;
	for (int pass = 0; pass < 2; pass++) {
		for (size_t i = o->list.first_block; i < d->n_blocks; i++) {
			struct block *b = &d->blocks[i];
			size_t cells = b->marker ? utf8_count(b->marker, strlen(b->marker)) : 0;

			if (b->depth != o->list.depth || b->kind != BLOCK_LIST_ITEM)
				continue;
			if (pass)
				b->field = (uint8_t)widest;
			else if (cells > widest)
				widest = cells;
		}
	}
}

static void roman(char *out, size_t size, int n, bool is_upper)
{
	static const struct {
		int value;
		const char *lower, *upper;
	} signs[] = { { 1000, "m", "M" }, { 900, "cm", "CM" }, { 500, "d", "D" }, { 400, "cd", "CD" },
	              { 100, "c", "C" },  { 90, "xc", "XC" },  { 50, "l", "L" },  { 40, "xl", "XL" },
	              { 10, "x", "X" },   { 9, "ix", "IX" },   { 5, "v", "V" },   { 4, "iv", "IV" },
	              { 1, "i", "I" } };
	size_t len = 0;

	for (size_t i = 0; i < ARRAY_LENGTH(signs); i++)
		for (; n >= signs[i].value && len + 4 < size; n -= signs[i].value)
			len += (size_t)snprintf(out + len, size - len, "%s",
			                        is_upper ? signs[i].upper : signs[i].lower);
	snprintf(out + len, size - len, ".");
}

static void item_marker(char out[MARKER_SIZE], const struct open *list, int n)
{
	static const char *const bullets[] = { "•", "◦", "–" };
	char type = list ? list->list.type : 0;
	char letter = type == 'A' ? 'A' : 'a';

	if (!type)
		snprintf(out, MARKER_SIZE, "%s", bullets[list && list->list.depth ? (list->list.depth - 1) % 3 : 0]);
	else if ((type == 'i' || type == 'I') && n > 0 && n < 4000)
		roman(out, MARKER_SIZE, n, type == 'I');
	else if ((type == 'a' || type == 'A') && n > 0 && n <= 26)
		snprintf(out, MARKER_SIZE, "%c.", letter + n - 1);
	else
		snprintf(out, MARKER_SIZE, "%d.", n);
}

static void item_start(struct html *h, struct open *o, const struct html_tag *tag)
{
	size_t at = h->n - 1;
	struct open *list = NULL;

	while (at-- > 0 && !list && h->stack[at].e->role != ROLE_CELL)
		if (h->stack[at].e->role == ROLE_LIST)
			list = &h->stack[at];
	if (list && list->list.type) {
		list->list.next = attr_number(tag, "value", list->list.next);
		item_marker(o->item.marker, list, list->list.next);
		list->list.next += list->list.step;
	} else {
		item_marker(o->item.marker, list, 0);
	}
	if (h->b.in_cell) { /* a line of the cell */
		build_exact(&h->b, o->item.marker, strlen(o->item.marker));
		build_exact(&h->b, " ", 1);
	}
}

/* --- ruby, sub- and superscript --------------------------------------------------------------------- */

static void reading_start(struct html *h, struct open *o, const struct html_tag *tag)
{
	(void)tag;
	h->in_reading++;
	/* Latin readings of several characters are parted; kana run on. */
	if (o->e->number == 0 && h->reading.len &&
	    ascii_is_alpha((unsigned char)h->reading.data[h->reading.len - 1]))
		str_add_char(&h->reading, ' ');
}

static void reading_end(struct html *h, struct open *o)
{
	(void)o;
	h->in_reading--;
}

/* <rp> holds the brackets for those who do not know ruby: ours are written anyway. */
static void take_reading(struct html *h, struct slice text)
{
	size_t i = h->n;

	while (i-- > 0 && h->stack[i].e->role != ROLE_READING)
		;
	if (i < h->n && h->stack[i].e->number == 0 && h->reading.len < READING_MAX)
		str_add_slice(&h->reading, slice_trim(text));
}

/* 漢字（かんじ）: the readings of all characters of a word together, behind it. */
static void flush_reading(struct html *h)
{
	struct str reading = h->reading;

	if (!reading.len)
		return;
	h->reading = (struct str)STR_INIT;
	h->b.pending = PENDING_NONE;
	build_text(&h->b, slice_of("（"));
	build_text(&h->b, str_slice(&reading));
	h->b.pending = PENDING_NONE;
	build_text(&h->b, slice_of("）"));
	str_release(&reading);
}

static void ruby_end(struct html *h, struct open *o)
{
	(void)o;
	flush_reading(h);
}

static const char *raised_twin(char c, bool is_super)
{
	static const char signs[] = "0123456789+-=()niaeoxhklmpst";
	static const char *const above[] = { "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹", "⁺", "⁻",
	                                     "⁼", "⁽", "⁾", "ⁿ", "ⁱ" };
	static const char *const below[] = { "₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉", "₊", "₋",
	                                     "₌", "₍", "₎", "ₙ", "ᵢ", "ₐ", "ₑ", "ₒ", "ₓ", "ₕ", "ₖ", "ₗ",
	                                     "ₘ", "ₚ", "ₛ", "ₜ" };
	const char *p = c ? strchr(signs, c) : NULL;
	size_t i = p ? (size_t)(p - signs) : SIZE_MAX;

	if (is_super)
		return i < ARRAY_LENGTH(above) ? above[i] : NULL;
	return i < ARRAY_LENGTH(below) ? below[i] : NULL;
}

/* "10⁴", "H₂O" where Unicode has the signs; ordinals stand as they are; the rest as x^(…), so that
 * 10 to the fourth never reads as 104. */
static void script_end(struct html *h, struct open *o)
{
	bool is_super = o->e->number > 0, digits = false;
	struct str twins = STR_INIT;
	const struct run *last = h->b.n_runs ? &h->b.runs[h->b.n_runs - 1] : NULL;
	char inner[SCRIPT_CHARACTERS];
	size_t len;

	if (o->n_flushed != h->b.n_flushed || h->b.text.len <= o->start)
		return;
	len = h->b.text.len - o->start;
	if (len > SCRIPT_CHARACTERS || memchr(h->b.text.data + o->start, '[', len))
		return; /* a note's mark, or no sub- or superscript in earnest */
	h->b.link = last && last->end > o->start ? last->link : 0;
	memcpy(inner, h->b.text.data + o->start, len);
	for (size_t i = 0; i < len; i++) {
		const char *twin = raised_twin(inner[i], is_super);

		digits |= ascii_is_digit((unsigned char)inner[i]);
		if (!twin || (inner[i] >= 'a' && len > 1)) {
			str_clear(&twins);
			break;
		}
		str_add(&twins, twin);
	}
	if (twins.len || (is_super && digits)) {
		build_cut(&h->b, o->start);
		build_exact(&h->b, twins.len ? twins.data : "^(", twins.len ? twins.len : 2);
		if (!twins.len) {
			build_exact(&h->b, inner, len);
			build_exact(&h->b, ")", 1);
		}
	}
	h->b.link = 0;
	str_release(&twins);
}

/* --- small ones ------------------------------------------------------------------------------------------- */

static void break_start(struct html *h, struct open *o, const struct html_tag *tag)
{
	(void)o, (void)tag;
	flush_reading(h);
	build_break(&h->b);
}

static void rule_start(struct html *h, struct open *o, const struct html_tag *tag)
{
	struct doc *d = h->b.d;

	(void)o, (void)tag;
	html_flush(h);
	/* A rule at the very start, or one behind another, parts nothing. */
	if (!h->b.in_cell && d->n_blocks && d->blocks[d->n_blocks - 1].kind != BLOCK_RULE)
		doc_add(d, BLOCK_RULE, slice_make("", 0));
}

static void wbr_start(struct html *h, struct open *o, const struct html_tag *tag)
{
	(void)o, (void)tag;
	if (h->b.text.len && h->b.pending == PENDING_NONE)
		build_exact(&h->b, "\xe2\x80\x8b", 3);
}

static void quote_start(struct html *h, struct open *o, const struct html_tag *tag)
{
	(void)o, (void)tag;
	build_text(&h->b, slice_of("“"));
}

static void quote_end(struct html *h, struct open *o)
{
	(void)o;
	h->b.pending = PENDING_NONE;
	build_text(&h->b, slice_of("”"));
}

static void pre_start(struct html *h, struct open *o, const struct html_tag *tag)
{
	(void)o, (void)tag;
	h->drop_newline = true;
}

/* --- the elements ---------------------------------------------------------------------------------------- */

#define UNDERLINED (STYLE_TEXT | STYLE_UNDERLINE) /* never slanted: Han has no italics */
#define BOLD       (STYLE_TEXT | STYLE_BOLD)
#define STRUCK     (STYLE_TEXT | STYLE_FAINT)

/* Sorted by name. What is not here is inline and means nothing by itself. */
static const struct element elements[] = {
	{ "a", ROLE_LINK, STYLE_LINK | STYLE_UNDERLINE, 0, link_start, NULL },
	{ "address", ROLE_BLOCK, 0, 0, NULL, NULL },
	{ "article", ROLE_BLOCK, 0, 0, NULL, NULL },
	{ "aside", ROLE_BLOCK, 0, 0, NULL, NULL },
	{ "audio", ROLE_MEDIA, 0, 'a', media_start, media_end },
	{ "b", ROLE_INLINE, BOLD, 0, NULL, NULL },
	{ "big", ROLE_INLINE, BOLD, 0, NULL, NULL },
	{ "blockquote", ROLE_QUOTE, 0, 0, NULL, NULL },
	{ "body", ROLE_BLOCK, 0, 0, NULL, NULL },
	{ "br", ROLE_INLINE, 0, 0, break_start, NULL },
	{ "button", ROLE_SKIP, 0, 0, NULL, NULL },
	{ "caption", ROLE_HEADING, 0, 6, NULL, NULL },
	{ "center", ROLE_BLOCK, 0, 0, NULL, NULL },
	{ "code", ROLE_INLINE, STYLE_CODE, 0, NULL, NULL },
	{ "datalist", ROLE_SKIP, 0, 0, NULL, NULL },
	{ "dd", ROLE_MEANING, 0, 0, NULL, NULL },
	{ "del", ROLE_INLINE, STRUCK, 0, NULL, NULL },
	{ "details", ROLE_BLOCK, 0, 0, NULL, NULL },
	{ "dfn", ROLE_INLINE, UNDERLINED, 0, NULL, NULL },
	{ "dialog", ROLE_BLOCK, 0, 0, NULL, NULL },
	{ "dir", ROLE_LIST, 0, 0, list_start, list_end },
	{ "div", ROLE_BLOCK, 0, 0, NULL, NULL },
	{ "dl", ROLE_TERMS, 0, 0, NULL, NULL },
	{ "dt", ROLE_TERM, BOLD, 0, NULL, NULL },
	{ "em", ROLE_INLINE, UNDERLINED, 0, NULL, NULL },
	{ "embed", ROLE_MEDIA, 0, 'e', media_start, NULL },
	{ "fieldset", ROLE_BLOCK, 0, 0, NULL, NULL },
	{ "figcaption", ROLE_CAPTION, 0, 0, NULL, caption_end },
	{ "figure", ROLE_FIGURE, 0, 0, figure_start, figure_end },
	{ "footer", ROLE_BLOCK, 0, 0, NULL, NULL },
	{ "form", ROLE_BLOCK, 0, 0, NULL, NULL },
	{ "h1", ROLE_HEADING, 0, 1, NULL, NULL },
	{ "h2", ROLE_HEADING, 0, 2, NULL, NULL },
	{ "h3", ROLE_HEADING, 0, 3, NULL, NULL },
	{ "h4", ROLE_HEADING, 0, 4, NULL, NULL },
	{ "h5", ROLE_HEADING, 0, 5, NULL, NULL },
	{ "h6", ROLE_HEADING, 0, 6, NULL, NULL },
	{ "header", ROLE_BLOCK, 0, 0, NULL, NULL },
	{ "hgroup", ROLE_BLOCK, 0, 0, NULL, NULL },
	{ "hr", ROLE_BLOCK, 0, 0, rule_start, NULL },
	{ "html", ROLE_BLOCK, 0, 0, NULL, NULL },
	{ "i", ROLE_INLINE, UNDERLINED, 0, NULL, NULL },
	{ "iframe", ROLE_MEDIA, 0, 'e', media_start, media_end },
	{ "image", ROLE_INLINE, 0, 0, picture_start, NULL },
	{ "img", ROLE_INLINE, 0, 0, picture_start, NULL },
	{ "ins", ROLE_INLINE, UNDERLINED, 0, NULL, NULL },
	{ "kbd", ROLE_INLINE, STYLE_CODE, 0, NULL, NULL },
	{ "legend", ROLE_HEADING, 0, 6, NULL, NULL },
	{ "li", ROLE_ITEM, 0, 0, item_start, NULL },
	{ "listing", ROLE_PRE, 0, 0, pre_start, NULL },
	{ "main", ROLE_BLOCK, 0, 0, NULL, NULL },
	{ "mark", ROLE_INLINE, STYLE_MATCH, 0, NULL, NULL },
	{ "menu", ROLE_LIST, 0, 0, list_start, list_end },
	{ "nav", ROLE_BLOCK, 0, 0, NULL, NULL },
	{ "noembed", ROLE_SKIP, 0, 0, NULL, NULL },
	{ "noframes", ROLE_SKIP, 0, 0, NULL, NULL },
	{ "noscript", ROLE_SKIP, 0, 0, NULL, NULL },
	{ "ol", ROLE_LIST, 0, -1, list_start, list_end },
	{ "optgroup", ROLE_SKIP, 0, 0, NULL, NULL },
	{ "option", ROLE_SKIP, 0, 0, NULL, NULL },
	{ "p", ROLE_PARAGRAPH, 0, 0, NULL, NULL },
	{ "plaintext", ROLE_PRE, 0, 0, pre_start, NULL },
	{ "pre", ROLE_PRE, 0, 0, pre_start, NULL },
	{ "q", ROLE_INLINE, 0, 0, quote_start, quote_end },
	{ "rp", ROLE_READING, 0, 1, reading_start, reading_end },
	{ "rt", ROLE_READING, 0, 0, reading_start, reading_end },
	{ "ruby", ROLE_RUBY, 0, 0, NULL, ruby_end },
	{ "s", ROLE_INLINE, STRUCK, 0, NULL, NULL },
	{ "samp", ROLE_INLINE, STYLE_CODE, 0, NULL, NULL },
	{ "script", ROLE_SKIP, 0, 0, NULL, NULL },
	{ "search", ROLE_BLOCK, 0, 0, NULL, NULL },
	{ "section", ROLE_BLOCK, 0, 0, NULL, NULL },
	{ "select", ROLE_SKIP, 0, 0, NULL, NULL },
	{ "source", ROLE_INLINE, 0, 0, media_source, NULL },
	{ "strike", ROLE_INLINE, STRUCK, 0, NULL, NULL },
	{ "strong", ROLE_INLINE, BOLD, 0, NULL, NULL },
	{ "style", ROLE_SKIP, 0, 0, NULL, NULL },
	{ "sub", ROLE_INLINE, 0, 0, NULL, script_end },
	{ "summary", ROLE_HEADING, 0, 6, NULL, NULL },
	{ "sup", ROLE_INLINE, 0, 1, NULL, script_end },
	{ "svg", ROLE_SKIP, 0, 0, NULL, NULL },
	{ "table", ROLE_TABLE, 0, 0, table_start, table_end },
	{ "tbody", ROLE_HEAD_ROWS, 0, 0, NULL, NULL },
	{ "td", ROLE_CELL, 0, 0, table_cell_start, table_cell_end },
	{ "template", ROLE_SKIP, 0, 0, NULL, NULL },
	{ "textarea", ROLE_SKIP, 0, 0, NULL, NULL },
	{ "tfoot", ROLE_HEAD_ROWS, 0, 0, NULL, NULL },
	{ "th", ROLE_CELL, BOLD, 1, table_cell_start, table_cell_end },
	{ "thead", ROLE_HEAD_ROWS, 0, 1, NULL, NULL },
	{ "title", ROLE_SKIP, 0, 0, NULL, NULL },
	{ "tr", ROLE_ROW, 0, 0, table_row_start, table_row_end },
	{ "tt", ROLE_INLINE, STYLE_CODE, 0, NULL, NULL },
	{ "u", ROLE_INLINE, UNDERLINED, 0, NULL, NULL },
	{ "ul", ROLE_LIST, 0, 0, list_start, list_end },
	{ "var", ROLE_INLINE, UNDERLINED, 0, NULL, NULL },
	{ "video", ROLE_MEDIA, 0, 'v', media_start, media_end },
	{ "wbr", ROLE_INLINE, 0, 0, wbr_start, NULL },
	{ "xmp", ROLE_PRE, 0, 0, pre_start, NULL },
};

static int compare_element(const void *name, const void *element)
{
	return strcmp(name, ((const struct element *)element)->name);
}

static const struct element *element_of(const char *name)
{
	return bsearch(name, elements, ARRAY_LENGTH(elements), sizeof *elements, compare_element);
}

/* --- tags and text as they come --------------------------------------------------------------------- */

/* Blanks do not count and case neither: "Display : None". */
static bool style_says(struct slice style, const char *what)
{
	for (size_t i = 0; i < style.len; i++) {
		const char *w = what;
		size_t j = i;

		for (; *w && j < style.len; j++) {
			if (ascii_is_space((unsigned char)style.data[j]))
				continue;
			if (ascii_lower((unsigned char)style.data[j]) != *w)
				break;
			w++;
		}
		if (!*w)
			return true;
	}
	return false;
}

static bool is_hidden(const struct html_tag *tag, struct slice style)
{
	return html_tag_attr(tag, "hidden").data || style_says(style, "display:none") ||
	       style_says(style, "visibility:hidden");
}

static void skip_element(struct html *h, const char *name)
{
	snprintf(h->skip, sizeof h->skip, "%s", name);
	h->skip_depth = 1;
}

static void align(struct open *o, const struct html_tag *tag, struct slice style)
{
	struct slice value = html_tag_attr(tag, "align");

	o->is_centred = slice_is_nocase(value, "center") || style_says(style, "text-align:center") ||
	                strcmp(tag->name, "center") == 0;
	o->is_right = slice_is_nocase(value, "right") || style_says(style, "text-align:right");
}

static void on_start(void *opaque, const struct html_tag *tag)
{
	struct html *h = opaque;
	const struct element *e = element_of(tag->name);
	struct slice style = tag->n_attrs ? html_tag_attr(tag, "style") : slice_make(NULL, 0);
	struct open *o;

	if (h->skip_depth) {
		h->skip_depth += strcmp(tag->name, h->skip) == 0;
		return;
	}
	if (tag->n_attrs && is_hidden(tag, style)) {
		if (!html_is_void(tag->name))
			skip_element(h, tag->name);
		return;
	}
	if (!e)
		return;
	if (e->role == ROLE_SKIP) {
		if (!tag->self_closing || strcmp(tag->name, "svg") != 0)
			skip_element(h, tag->name);
		return;
	}
	close_implied(h, e);
	if (is_block(e))
		html_flush(h);
	if (html_is_void(tag->name) || strcmp(tag->name, "image") == 0) {
		e->start(h, NULL, tag);
		return;
	}
	o = push(h, e);
	if (o && is_block(e))
		align(o, tag, style);
	if (o && e->start)
		e->start(h, o, tag);
}

static void on_end(void *opaque, const char *name)
{
	struct html *h = opaque;
	const struct element *e = element_of(name);
	size_t i;

	if (h->skip_depth) {
		h->skip_depth -= strcmp(name, h->skip) == 0;
		return;
	}
	if (!e || html_is_void(name)) {
		if (e && strcmp(name, "br") == 0)
			break_start(h, NULL, NULL);
		return;
	}
	i = find_element(h, e);
	if (i < h->n)
		end_open(h, i);
	else if (is_block(e))
		html_flush(h);
}

static void on_text(void *opaque, struct slice text)
{
	struct html *h = opaque;

	if (h->skip_depth || h->in_media || h->b.d->size >= DOC_TEXT_MAX)
		return;
	if (h->drop_newline) {
		h->drop_newline = false;
		if (text.len && text.data[0] == '\n')
			text = slice_make(text.data + 1, text.len - 1);
	}
	if (h->in_reading) {
		take_reading(h, text);
		return;
	}
	/* A link gets its number with the first letter, not with blanks. */
	h->b.link = slice_trim(text).len ? html_link(h) : 0;
	build_text(&h->b, text);
	h->b.link = 0;
}

void doc_add_html(struct doc *d, struct slice html, const char *base)
{
	static const struct html_handler handler = { on_start, on_end, on_text };
	struct html *h = xcalloc(1, sizeof *h);
	size_t from = d->n_blocks;

	if (html.len > DOC_TEXT_MAX) {
		html.len = DOC_TEXT_MAX;
		d->cut = true;
	}
	build_init(&h->b, d, base);
	str_init(&h->reading);
	html_read(html, &handler, h);
	pop_to(h, 0);
	html_flush(h);
	build_release(&h->b);
	str_release(&h->reading);
	free(h);
	doc_mark_speakers(d, from);
}
