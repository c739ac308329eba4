/* Finding words in the article: every hit at once, so that the status row can count them. */
#include "base/array.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "text/fold.h"
#include "text/hits.h"
#include "ui/article_view.h"

#include <stdlib.h>

#define HITS_OF_ROW 64
#define LINES_ABOVE 3 /* a hit is shown with some text before it */

void find_clear(struct article_view *v)
{
	str_clear(&v->find.needle);
	str_clear(&v->find.folded);
	v->find.n_hits = v->find.at = v->find.n_words = 0;
	v->find.is_from_search = false;
}

static void search_block(struct find *f, const struct block *b, uint32_t index)
{
	size_t room = b->len < HITS_MOST - f->n_hits ? b->len : HITS_MOST - f->n_hits;
	struct hit *hits = xcalloc(room + 1, sizeof *hits);
	size_t n = text_hits(slice_make(b->text, b->len), f->words, f->n_words, hits, room);

	for (size_t i = 0; i < n; i++)
		ARRAY_PUSH(f->hits, f->n_hits, f->cap_hits) =
			(struct anchor){ index, (uint32_t)hits[i].start };
	free(hits);
}

static void show_hit(struct article_view *v)
{
	struct anchor row;

	if (!v->find.n_hits)
		return;
	row = layout_row_of(v->layout, v->find.hits[v->find.at]);
	article_scroll_to(v, layout_move(v->layout, row, -LINES_ABOVE, NULL));
}

static void search(struct article_view *v)
{
	struct find *f = &v->find;

	if (!f->n_words || !v->page)
		return;
	for (size_t b = 0; b < v->page->doc->n_blocks; b++)
		search_block(f, &v->page->doc->blocks[b], (uint32_t)b);
	/* the first one from where one reads on */
	while (f->at + 1 < f->n_hits && (f->hits[f->at].block < f->before.block ||
	                                 (f->hits[f->at].block == f->before.block &&
	                                  f->hits[f->at].byte < f->before.byte)))
		f->at++;
	show_hit(v);
}

/* What is typed is one phrase. */
static void search_typed(struct article_view *v, const char *needle)
{
	struct find *f = &v->find;

	find_clear(v);
	str_add(&f->needle, needle);
	text_fold(&f->folded, str_slice(&f->needle));
	f->words[0] = str_slice(&f->folded);
	f->n_words = f->folded.len > 0;
	search(v);
}

void article_find(struct ui *ui, const char *typed, const struct slice *words, size_t n)
{
	struct article_view *v = article_view_of(ui);
	struct find *f = &v->find;
	size_t at = 0;

	find_clear(v);
	for (size_t i = 0; i < n; i++)
		str_add_slice(&f->folded, words[i]);
	for (size_t i = 0; i < n && f->n_words < FIND_WORDS; i++) {
		if (at + words[i].len > f->folded.len)
			break;
		f->words[f->n_words++] = slice_make(f->folded.data + at, words[i].len);
		at += words[i].len;
	}
	if (!f->n_words)
		return;
	str_add(&f->needle, typed);
	f->is_from_search = true;
	f->before = (struct anchor){ 0, 0 };
	search(v);
}

bool find_step(struct article_view *v, int dir)
{
	struct find *f = &v->find;

	if (!f->needle.len)
		return false;
	if (f->n_hits) {
		f->at = (f->at + f->n_hits + (size_t)dir) % f->n_hits;
		show_hit(v);
	}
	return true;
}

void find_add_status(const struct article_view *v, struct str *out)
{
	if (v->find.n_hits)
		/* TRANSLATORS: after finding a word in an article: which hit of how many. */
		str_printf(out, _("“%1$s”: hit %2$d of %3$d"), v->find.needle.data,
		           (int)v->find.at + 1, (int)v->find.n_hits);
	else
		str_printf(out, _("“%s” is not in this article"), v->find.needle.data);
}

/* One hit of a row's text, over as many spans as it takes. */
static void mark_hit(const struct pane *p, int x, int y, const struct row *row, struct hit hit)
{
	size_t at = 0;

	for (size_t i = 0; i < row->n_spans; at += row->spans[i++].len) {
		const struct row_span *s = &row->spans[i];
		size_t a = hit.start > at ? hit.start - at : 0, b = hit.end > at ? hit.end - at : 0;
		int from, to;

		if (a >= s->len || b == 0)
			continue;
		from = text_width(p->canvas->profile, slice_make(s->text, a));
		to = text_width(p->canvas->profile, slice_make(s->text, b < s->len ? b : s->len));
		pane_restyle(p, x + s->x + from, y, to - from, STYLE_MATCH);
	}
}

/* The row's text in one piece, so that hits over several spans are whole. */
void find_mark(struct article_view *v, const struct pane *p, int x, int y, const struct row *row)
{
	struct str text = STR_INIT;
	struct hit hits[HITS_OF_ROW];
	size_t n;

	for (size_t i = 0; i < row->n_spans; i++)
		str_append(&text, row->spans[i].text, row->spans[i].len);
	n = text_hits(str_slice(&text), v->find.words, v->find.n_words, hits, HITS_OF_ROW);
	for (size_t i = 0; i < n; i++)
		mark_hit(p, x, y, row, hits[i]);
	str_release(&text);
}

/* --- the prompt ------------------------------------------------------------------------------- */

static void typed(struct ui *ui, const char *text)
{
	struct article_view *v = article_view_of(ui);

	search_typed(v, text);
	if (v->find.needle.len && !v->find.n_hits)
		str_add(&ui->prompt.problem, _("not in this article"));
}

static void left(struct ui *ui)
{
	struct article_view *v = article_view_of(ui);

	find_clear(v);
	article_scroll_to(v, v->find.before);
}

static const struct prompt_ops find_prompt = {
	.label = N_("find"),
	.help = N_("Enter keeps it, then n and p step through the hits  Esc restores"),
	.history = "find",
	.changed = typed,
	.left = left,
};

void find_open(struct ui *ui, int count)
{
	struct article_view *v = article_view_of(ui);

	(void)count;
	v->find.before = v->top;
	find_clear(v);
	prompt_open(ui, &find_prompt, "");
}
