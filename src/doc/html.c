/* HTML → blocks in one pass: what is open, and what starts and ends. */
#include "doc/read.h"
#include "base/mem.h"
#include "base/url.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HREF_MAX = 4096 };

struct open *html_top(struct html *h)
{
	return h->n ? &h->stack[h->n - 1] : NULL;
}

/* --- where a block stands --------------------------------------------------------------------- */

bool element_is_block(const struct element *e)
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
		if (element_is_block(h->stack[i].e))
			stand_in(&at, &h->stack[i]);
	return at;
}

void html_flush(struct html *h)
{
	struct stand at;

	ruby_flush(h);
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

/* --- the stack -------------------------------------------------------------------------------- */

static const struct element gone = { .name = "", .role = ROLE_INLINE };

static void apply_top(struct html *h)
{
	const struct open *o = html_top(h);

	h->b.style = o ? o->style : 0;
	h->b.is_pre = h->n_open[ROLE_PRE] > 0;
}

/* Style and link of everything from i up, after something changed below. */
static void inherit(struct html *h, size_t i)
{
	for (; i < h->n; i++) {
		struct open *o = &h->stack[i];
		const struct open *below = i ? &h->stack[i - 1] : NULL;
		bool is_link = o->e->role == ROLE_LINK && o->link.href;

		o->style = below ? below->style : 0;
		if (is_link || o->e->role != ROLE_LINK)
			o->style = doc_style_over(o->style, o->e->style);
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
	h->n_open[e->role]++;
	o->start = h->b.text.len;
	o->n_flushed = h->b.n_flushed;
	inherit(h, h->n - 1);
	return o;
}

static void pop_to(struct html *h, size_t n)
{
	while (h->n > n) {
		struct open *o = html_top(h);

		if (element_is_block(o->e))
			html_flush(h);
		if (o->e->end)
			o->e->end(h, o);
		h->n_open[o->e->role]--;
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
	return a == b || (a == ROLE_TERM && b == ROLE_MEANING) ||
	       (a == ROLE_MEANING && b == ROLE_TERM);
}

/* The nearest open element of a role; h->n if there is none in reach. */
static size_t find_role(const struct html *h, enum role role)
{
	enum role seek = role == ROLE_MEANING ? ROLE_TERM : role;

	if (!h->n_open[seek] && (seek != ROLE_TERM || !h->n_open[ROLE_MEANING]))
		return h->n;
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
	for (size_t j = i + 1; j < h->n && !element_is_block(h->stack[i].e); j++)
		alone |= element_is_block(h->stack[j].e);
	if (!alone) {
		pop_to(h, i);
		return;
	}
	if (h->stack[i].e->end)
		h->stack[i].e->end(h, &h->stack[i]);
	h->n_open[h->stack[i].e->role]--;
	h->n_open[gone.role]++;
	h->stack[i].e = &gone;
	inherit(h, i);
}

/* What the start of an element ends: <p> a <p>, <li> a <li>, any block a <p>. */
static void close_implied(struct html *h, const struct element *e)
{
	static const enum role repeated[] = { ROLE_ITEM, ROLE_TERM, ROLE_MEANING,
		                              ROLE_ROW, ROLE_CELL, ROLE_READING,
		                              ROLE_LINK, ROLE_HEADING, ROLE_HEAD_ROWS };

	if (element_is_block(e))
		end_open(h, find_role(h, ROLE_PARAGRAPH));
	if (element_is_block(e) || e->role == ROLE_RUBY)
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
	if (!h->n_open[e->role])
		return h->n;
	for (size_t i = h->n; i-- > 0;) {
		if (h->stack[i].e == e)
			return i;
		if (is_barrier(e->role, h->stack[i].e->role))
			break;
	}
	return h->n;
}

/* --- links ------------------------------------------------------------------------------------ */

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

void link_start(struct html *h, struct open *o, const struct html_tag *tag)
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

/* --- tags and text as they come --------------------------------------------------------------- */

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

	o->is_centred = slice_is_nocase(value, "center") || strcmp(tag->name, "center") == 0 ||
	                style_says(style, "text-align:center");
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
	if (element_is_block(e))
		html_flush(h);
	if (html_is_void(tag->name) || strcmp(tag->name, "image") == 0) {
		e->start(h, NULL, tag);
		return;
	}
	o = push(h, e);
	if (o && element_is_block(e))
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
		if (e && strcmp(name, "br") == 0) /* </br> is read as <br> */
			e->start(h, NULL, NULL);
		return;
	}
	i = find_element(h, e);
	if (i < h->n)
		end_open(h, i);
	else if (element_is_block(e))
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
		ruby_take(h, text);
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
