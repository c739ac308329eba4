/* An updated article: what was added and what was taken away. */
#include "base/i18n.h"
#include "doc/doc.h"
#include "reader/page.h"
#include "text/diff.h"

#include <stdlib.h>
#include <string.h>

#define ADDED   (STYLE_CHANGED | STYLE_UNDERLINE)
#define REMOVED (STYLE_DIM | STYLE_FAINT)

/* The signs beside the colours, so that what was taken away is seen on any terminal. */
#define OPENING "〔"
#define CLOSING "〕"

/* A paragraph in the making: its text and what of it is new or gone. */
struct paragraph {
	struct doc *doc;
	enum block_kind kind;
	struct str text;
	struct {
		size_t start, end;
		style_t style;
	} runs[512];
	size_t n_runs;
	bool has_changed;
};

static void paragraph_end(struct paragraph *p)
{
	if (p->text.len) {
		struct block *b = doc_add(p->doc, p->kind, str_slice(&p->text));

		for (size_t i = 0; i < p->n_runs; i++)
			doc_style(p->doc, b, p->runs[i].start, p->runs[i].end, p->runs[i].style, 0);
	}
	str_clear(&p->text);
	p->n_runs = 0;
}

static void paragraph_add(struct paragraph *p, enum diff_kind kind, struct slice text)
{
	size_t start = p->text.len;

	if (!text.len)
		return;
	if (kind == DIFF_REMOVED)
		str_add(&p->text, OPENING);
	str_add_slice(&p->text, text);
	if (kind == DIFF_REMOVED)
		str_add(&p->text, CLOSING);
	if (kind == DIFF_SAME)
		return;
	p->has_changed = true;
	if (p->n_runs < sizeof p->runs / sizeof *p->runs) {
		p->runs[p->n_runs].start = start;
		p->runs[p->n_runs].end = p->text.len;
		p->runs[p->n_runs++].style = kind == DIFF_ADDED ? ADDED : REMOVED;
	}
}

static void add_piece(struct paragraph *p, const struct diff_piece *piece)
{
	struct slice rest = piece->text;

	while (rest.len) {
		const char *newline = memchr(rest.data, '\n', rest.len);
		size_t len = newline ? (size_t)(newline - rest.data) : rest.len;

		paragraph_add(p, piece->kind, slice_make(rest.data, len));
		if (!newline)
			return;
		paragraph_end(p);
		rest = slice_make(newline + 1, rest.len - len - 1);
	}
}

/* True when there is any difference. */
static bool add_difference(struct doc *d, enum block_kind kind, struct slice before,
                           struct slice after)
{
	struct paragraph p = { .doc = d, .kind = kind, .text = STR_INIT };
	struct diff_piece *pieces;
	size_t n = text_diff(before, after, &pieces);

	for (size_t i = 0; i < n; i++)
		add_piece(&p, &pieces[i]);
	paragraph_end(&p);
	free(pieces);
	str_release(&p.text);
	return p.has_changed;
}

static void add_note(struct doc *d, const struct item_version *since, int64_t now)
{
	struct str line = STR_INIT, when = STR_INIT;
	struct block *b;

	page_add_time(&when, since->replaced, now);
	/* TRANSLATORS: above an article's changes; a time comes in. */
	str_printf(&line,
	           since->was_read
	                   ? _("Changed since you read it, %s: new is underlined, gone is in 〔〕")
	                   : _("Changed %s: new is underlined, gone is in 〔〕"),
	           when.data);
	b = doc_add(d, BLOCK_PARAGRAPH, str_slice(&line));
	doc_style(d, b, 0, b->len, STYLE_DIM, 0);
	str_release(&line);
	str_release(&when);
}

void page_build_changes(struct page *p, const struct article *a, const struct item_version *since,
                        struct slice before, struct slice after, int64_t now)
{
	struct doc *d = doc_new();
	bool title, text;

	p->doc = d;
	d->lang = lang_of_tag(a->item.language);
	title = add_difference(d, BLOCK_HEADLINE, slice_of(since->title), slice_of(a->item.title));
	page_add_byline(d, a, now);
	add_note(d, since, now);
	text = add_difference(d, BLOCK_PARAGRAPH, before, after);
	if (!title && !text)
		doc_add(d, BLOCK_PARAGRAPH, slice_of(_("The words are the same; something else in it changed")));
	doc_length(d, &p->characters, &p->minutes);
}
