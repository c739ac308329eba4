/* The hot pane's one-row form below the list of a narrow screen. */
#include "base/clock.h"
#include "ui/hot_view.h"
#include "ui/title.h"

void strip_draw(struct ui *ui, const struct pane *row)
{
	struct hot_view *v = hot_view_of(ui);
	size_t index, n;
	const struct hot_list *l = hot_view_list(v, &index, &n);
	struct str text = STR_INIT;
	int x = 1, end = row->width - 1;

	if (!l)
		return;
	x += pane_string(row, x, 0, l->name, STYLE_HEADING) + 1;
	for (size_t i = 0; i < l->n_entries && x < end - 8; i++) {
		const struct hot_entry *e = &l->entries[(v->strip_at + i) % l->n_entries];
		str_clear(&text);
		str_printf(&text, "%d", e->rank);
		x += pane_text(row, x, 0, str_slice(&text), STYLE_HOT_RANK) + 1;
		str_clear(&text);
		mark_add_movement(&text, e, ui->marks, ui->language);
		if (text.len)
			x += pane_text(row, x, 0, str_slice(&text), mark_movement_style(e->state)) +
			     1;
		str_clear(&text);
		title_set(ui->profile, e->title, TITLE_LIMIT, &text, &text);
		x += pane_fit(row, x, 0, end - x, str_slice(&text), STYLE_TEXT) + 3;
	}
	if (!l->n_entries)
		pane_fit(row, x + 1, 0, end - x - 1, slice_of(hot_view_empty(ui)), STYLE_DIM);
	str_release(&text);
}

/* --- the strip's clock ------------------------------------------------------------------------ */

int strip_timeout_ms(struct ui *ui)
{
	struct hot_view *v = hot_view_of(ui);
	int64_t left = v->next_flip_ms - clock_monotonic_ms();

	if (!v->flips_left || ui->depth || !ui_screen(ui).strip.width)
		return -1;
	return left > 0 ? (int)left : 0;
}

void strip_tick(struct ui *ui)
{
	struct hot_view *v = hot_view_of(ui);
	size_t index, n;
	const struct hot_list *l = hot_view_list(v, &index, &n);

	if (strip_timeout_ms(ui) != 0)
		return;
	v->flips_left--;
	v->strip_at = l && l->n_entries ? (v->strip_at + 1) % l->n_entries : 0;
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
		v->flips_left = l->n_entries;
		v->next_flip_ms = clock_monotonic_ms() + 1000 * (int64_t)rotate;
	}
	v->version = version;
	v->standing = now;
	v->has_version = true;
}
