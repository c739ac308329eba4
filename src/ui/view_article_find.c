/* Finding words in the article: every hit at once, so that the status row can count them. */
#include "base/array.h"
#include "base/i18n.h"
#include "text/fold.h"
#include "ui/article_view.h"

#include <stdlib.h>

#define LINES_ABOVE 3 /* a hit is shown with some text before it */

void find_clear(struct article_view *v)
{
	str_clear(&v->find.needle);
	str_clear(&v->find.folded);
	v->find.n_hits = v->find.at = 0;
}

static void search_block(struct find *f, const struct block *b, uint32_t index)
{
	struct str folded = STR_INIT;
	uint32_t *map = NULL;
	size_t cap = 0;
	struct slice rest;
	const char *hit;

	text_fold_mapped(&folded, slice_make(b->text, b->len), &map, &cap);
	rest = str_slice(&folded);
	while (f->n_hits < HITS_MOST &&
	       (hit = slice_find(rest, f->folded.data, f->folded.len)) != NULL) {
		ARRAY_PUSH(f->hits, f->n_hits, f->cap_hits) =
			(struct anchor){ index, map[hit - folded.data] };
		hit += f->folded.len;
		rest = slice_make(hit, (size_t)(folded.data + folded.len - hit));
	}
	free(map);
	str_release(&folded);
}

static void show_hit(struct article_view *v)
{
	struct anchor row;

	if (!v->find.n_hits)
		return;
	row = layout_row_of(v->layout, v->find.hits[v->find.at]);
	article_scroll_to(v, layout_move(v->layout, row, -LINES_ABOVE, NULL));
}

static void search(struct article_view *v, const char *needle)
{
	struct find *f = &v->find;

	find_clear(v);
	str_add(&f->needle, needle);
	text_fold(&f->folded, str_slice(&f->needle));
	if (!f->folded.len || !v->page)
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

/* The row's text in one piece, and where each byte's cell is: hits over several spans are whole. */
void find_mark(struct article_view *v, const struct pane *p, int x, int y, const struct row *row)
{
	struct str text = STR_INIT, folded = STR_INIT;
	uint32_t *map = NULL;
	size_t cap = 0;
	struct slice rest;
	const char *hit;

	for (size_t i = 0; i < row->n_spans; i++)
		str_append(&text, row->spans[i].text, row->spans[i].len);
	text_fold_mapped(&folded, str_slice(&text), &map, &cap);
	rest = str_slice(&folded);
	while ((hit = slice_find(rest, v->find.folded.data, v->find.folded.len)) != NULL) {
		size_t begin = map[hit - folded.data];
		size_t after = (size_t)(hit - folded.data) + v->find.folded.len;
		size_t end = after < folded.len ? map[after] : text.len, at = 0;
		for (size_t i = 0; i < row->n_spans; at += row->spans[i++].len) {
			const struct row_span *s = &row->spans[i];
			size_t a = begin > at ? begin - at : 0, b = end > at ? end - at : 0;
			int from, to;
			if (a >= s->len || b == 0)
				continue;
			from = text_width(p->canvas->profile, slice_make(s->text, a));
			to = text_width(p->canvas->profile,
			                slice_make(s->text, b < s->len ? b : s->len));
			pane_restyle(p, x + s->x + from, y, to - from, STYLE_MATCH);
		}
		hit += v->find.folded.len;
		rest = slice_make(hit, (size_t)(folded.data + folded.len - hit));
	}
	free(map);
	str_release(&text);
	str_release(&folded);
}

/* --- the prompt ------------------------------------------------------------------------------- */

static void typed(struct ui *ui, const char *text)
{
	struct article_view *v = article_view_of(ui);

	search(v, text);
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
	.has_history = true,
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
