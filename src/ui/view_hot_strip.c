/*
 * The hot pane's one-row form below the list of a narrow screen.
 *
 * It stands still. Only after a change does it go once through the list, a rowful every `rotate`
 * seconds, and then rests at the top: nothing is sent while nothing has changed. When no key has
 * come for ten minutes it rests where it is. That is not told in the strip: it would be one more
 * thing painted by a timer, for somebody who is not there.
 */
#include "base/clock.h"
#include "ui/hot_view.h"
#include "ui/title.h"

enum {
	QUIET_MS = 2000,       /* nothing moves while keys are pressed, and a moment after */
	IDLE_MS = 600 * 1000,  /* nobody is there any more */
	LEAST_CELLS = 8,       /* of an entry: less is not worth beginning */
	GAP = 3,
	ROUND_MOST = 10,       /* entries a round shows: who wants more looks at the list */
};

/* One entry from column x on; returns where the next one begins. */
static int draw_entry(struct ui *ui, const struct pane *row, int x, int end, const struct hot_entry *e)
{
	struct str text = STR_INIT;

	str_printf(&text, "%d", e->rank);
	x += pane_text(row, x, 0, str_slice(&text), STYLE_HOT_RANK) + 1;
	str_clear(&text);
	mark_add_movement(&text, e, ui->marks, ui->language);
	if (text.len)
		x += pane_text(row, x, 0, str_slice(&text), mark_movement_style(e->state)) + 1;
	str_clear(&text);
	title_set(ui->profile, e->title, TITLE_LIMIT, &text, &text);
	x += pane_fit(row, x, 0, end - x, str_slice(&text), STYLE_TEXT);
	str_release(&text);
	return x + GAP;
}

void strip_draw(struct ui *ui, const struct pane *row)
{
	struct hot_view *v = hot_view_of(ui);
	size_t index, n;
	const struct hot_list *l = hot_view_list(v, &index, &n);
	int x = 1, end = row->width - 1;

	v->strip_shown = 0;
	if (!l)
		return;
	x += pane_string(row, x, 0, l->name, STYLE_HEADING) + 1;
	if (v->strip_at >= l->n_entries)
		v->strip_at = 0;
	for (size_t i = v->strip_at; i < l->n_entries && x < end - LEAST_CELLS; i++) {
		x = draw_entry(ui, row, x, end, &l->entries[i]);
		v->strip_shown += x - GAP < end || i == v->strip_at;
	}
	if (!l->n_entries)
		pane_fit(row, x + 1, 0, end - x - 1, slice_of(hot_view_empty(ui)), STYLE_DIM);
}

/* --- the strip's clock ------------------------------------------------------------------------ */

/* When it may flip: after its time, when no key has come for a moment. */
static int64_t due_ms(const struct ui *ui, const struct hot_view *v)
{
	return v->next_flip_ms > ui->key_ms + QUIET_MS ? v->next_flip_ms : ui->key_ms + QUIET_MS;
}

int strip_timeout_ms(struct ui *ui)
{
	struct hot_view *v = hot_view_of(ui);
	int64_t now = clock_monotonic_ms(), left;

	if (!v->is_round || v->strip_is_paused || ui->depth || ui->prompt.ops || ui->is_away || !v->strip_shown ||
	    now >= ui->key_ms + IDLE_MS || !ui_screen(ui).strip.width)
		return -1;
	left = due_ms(ui, v) - now;
	return left > 0 ? (int)left : 0;
}

/* On to what did not fit; behind the last entry back to the first, where it rests. */
void strip_tick(struct ui *ui)
{
	struct hot_view *v = hot_view_of(ui);
	size_t index, n;
	const struct hot_list *l = hot_view_list(v, &index, &n);

	if (strip_timeout_ms(ui) != 0)
		return;
	v->strip_at += v->strip_shown;
	if (!l || v->strip_at >= l->n_entries || v->strip_at >= ROUND_MOST) {
		ui->dirty |= v->strip_at != v->strip_shown;
		v->strip_at = 0;
		v->is_round = false;
		return;
	}
	v->next_flip_ms = clock_monotonic_ms() + 1000 * reader_config(ui->reader)->options.rotate;
	ui->dirty = true;
}

/* What stands where, in all lists: another filter or place is no news. */
static uint64_t standing(struct ui *ui)
{
	const struct hot_list *lists;
	size_t n = reader_hot_lists(ui->reader, &lists);
	uint64_t hash = HASH_START;

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < lists[i].n_entries; k++) {
			hash = hash_bytes(hash, &lists[i].entries[k].id, sizeof(int64_t));
			hash = hash_bytes(hash, &lists[i].entries[k].rank, sizeof(int));
		}
	return hash;
}

void strip_changed(struct hot_view *v)
{
	struct ui *ui = v->ui;
	uint32_t version = reader_hot_version(ui->reader);
	int rotate = reader_config(ui->reader)->options.rotate;
	size_t index, n;
	const struct hot_list *l = hot_view_list(v, &index, &n);
	uint64_t now;

	if ((v->has_version && v->version == version) || *list_filter(ui) || !l)
		return;
	now = standing(ui);
	if (v->has_version && v->standing != now && rotate) {
		v->is_round = true;
		v->strip_at = 0;
		v->next_flip_ms = clock_monotonic_ms() + 1000 * (int64_t)rotate;
	}
	v->version = version;
	v->standing = now;
	v->has_version = true;
}
