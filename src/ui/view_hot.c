/* The hot pane: rank, headline, how it has moved, heat; and its one-row form, the strip. */
#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "ui/hot_view.h"
#include "ui/row.h"
#include "ui/title.h"
#include "ui/when.h"

#include <stdlib.h>
#include <string.h>

enum {
	TITLE_AT = 3,
	WIDE_FROM = 56,      /* one row holds a whole headline and its facts */
	TWO_ROWS_FOR = 10,   /* entries that must fit for two rows each */
	BADGE_CELLS = 4,
	NAME_CELLS = 10,     /* of a list's name in a merged row */
};

const struct hot_list *hot_view_list(struct hot_view *v, size_t *index, size_t *n)
{
	const struct hot_list *lists;
	size_t at = 0;

	*n = reader_hot_lists(v->ui->reader, &lists);
	for (size_t i = 0; i < *n; i++)
		if (lists[i].id == v->list_id)
			at = i;
	*index = at;
	return *n ? &lists[at] : NULL;
}

static const struct hot_list *shown(struct hot_view *v)
{
	size_t index, n;

	return hot_view_list(v, &index, &n);
}

const struct hot_entry *hot_view_entry(struct hot_view *v, size_t i)
{
	const struct hot_list *l = shown(v);

	return l && i < l->n_entries ? &l->entries[i] : NULL;
}

/* --- drawing ---------------------------------------------------------------------------------- */

/* The platform's own word beside the heat (爆), when it is a word and short. */
static bool add_badge(struct str *out, const struct hot_entry *e,
		      const struct width_profile *profile)
{
	const char *t = e->heat >= 0 ? e->heat_text : NULL;

	if (!t || strpbrk(t, "0123456789") || text_width(profile, slice_of(t)) > BADGE_CELLS)
		return false;
	str_add(out, t);
	return true;
}

/* One of the facts at the right, before column end; returns where the next one ends. */
static int draw_fact(const struct pane *p, int end, int y, const struct str *text, style_t style)
{
	if (!text->len)
		return end;
	if (p->height) /* else it is only measured */
		pane_right(p, end, y, text->data, style);
	return end - text_width(p->canvas->profile, str_slice(text)) - 2;
}

/* "升2  ×2  爆  401万" so that it ends before column end; returns where it begins. Heat only within one
 * list: the merged one names the list of that rank instead. */
static int draw_facts(struct hot_view *v, const struct pane *p, int end, int y,
                      const struct hot_entry *e)
{
	struct str last = STR_INIT, badge = STR_INIT, times = STR_INIT, moved = STR_INIT;
	bool is_merged = shown(v)->id == HOT_MERGED;

	if (is_merged) {
		size_t fits = text_fit(p->canvas->profile, slice_of(e->list), NAME_CELLS, NULL);

		str_append(&last, e->list, fits);
	} else {
		mark_add_heat(&last, e, v->ui->language);
	}
	mark_add_times(&times, e->story, v->ui->marks);
	mark_add_movement(&moved, e, v->ui->marks, v->ui->language);
	end = draw_fact(p, end, y, &last, STYLE_DIM);
	if (!is_merged && add_badge(&badge, e, p->canvas->profile))
		end = draw_fact(p, end, y, &badge, STYLE_HOT_TOP);
	end = draw_fact(p, end, y, &times, STYLE_TEXT);
	end = draw_fact(p, end, y, &moved, mark_movement_style(e->state));
	str_release(&last);
	str_release(&badge);
	str_release(&times);
	str_release(&moved);
	return end + 2;
}

/* A second row only where headline and facts do not fit in one (STYLE §1.22). */
static int lines(void *owner, size_t i)
{
	struct hot_view *v = owner;
	const struct hot_entry *e = hot_view_entry(v, i);
	struct canvas measuring = { .profile = v->ui->profile };
	struct pane none = { .canvas = &measuring };
	struct str title = STR_INIT;
	int cells;

	if (!v->two_rows || !e)
		return 1;
	title_set(v->ui->profile, e->title, TITLE_LIMIT, &title, &title);
	cells = text_width(v->ui->profile, str_slice(&title)) - draw_facts(v, &none, 0, 0, e);
	str_release(&title);
	return TITLE_AT + cells + 2 <= v->width ? 1 : 2;
}

static void draw_entry(struct hot_view *v, const struct pane *p, const struct hot_entry *e)
{
	const struct filter *filter = reader_list_filter_compiled(v->ui->reader);
	struct str first = STR_INIT, rest = STR_INIT, rank = STR_INIT;
	int cells = p->width - TITLE_AT;

	str_printf(&rank, "%d", e->rank);
	pane_right(p, 2, 0, rank.data, e->rank <= 3 ? STYLE_HOT_TOP : STYLE_HOT_RANK);
	if (v->two_rows && p->height > 1) {
		int x = draw_facts(v, p, p->width, 1, e);
		title_set(p->canvas->profile, e->title, cells > 2 ? cells : 2, &first, &rest);
		pane_string(p, TITLE_AT, 0, first.data, STYLE_TEXT);
		pane_fit(p, TITLE_AT, 1, x - 2 - TITLE_AT, str_slice(&rest), STYLE_TEXT);
	} else {
		title_set(p->canvas->profile, e->title, TITLE_LIMIT, &first, &first);
		cells = draw_facts(v, p, p->width, 0, e) - 2 - TITLE_AT;
		pane_fit(p, TITLE_AT, 0, cells, str_slice(&first), STYLE_TEXT);
	}
	row_mark_matches(p, TITLE_AT, 0, cells, first.data, filter);
	str_release(&first);
	str_release(&rest);
	str_release(&rank);
}

static void draw_row(void *owner, const struct pane *p, size_t i)
{
	struct hot_view *v = owner;
	const struct hot_entry *e = hot_view_entry(v, i);

	if (!e)
		return;
	draw_entry(v, p, e);
	if (i != v->list.selected || !v->has_focus)
		return; /* without the keys nothing is selected here: the pane is for looking at */
	for (int y = 0; y < p->height; y++)
		pane_restyle(p, 0, y, p->width, STYLE_SELECTED);
	pane_cursor(p, 0, 0, false);
}

void hot_add_places(struct str *out, const struct hot_story *story)
{
	for (size_t i = 0; i < story->n_on; i++)
		/* TRANSLATORS: where a story stands: the list's name and the rank, in a row of them. */
		str_printf(out, _("%1$s%2$s no. %3$d"), i ? "  " : "", story->on[i]->list,
		           story->on[i]->rank);
	for (size_t i = 0; i < story->n_feeds; i++)
		str_printf(out, "%s%s", out->len ? "  " : "", story->feeds[i]);
}

/* When the list was made: what can still be read comes first where the last fetch failed. */
static void add_age(struct ui *ui, const struct hot_list *l, struct str *out)
{
	const struct hot_list *lists;
	bool is_merged = l->id == HOT_MERGED && reader_hot_lists(ui->reader, &lists);
	const struct source *s = reader_source(ui->reader, is_merged ? lists[0].id : l->id);
	struct str time = STR_INIT;

	if (l->fetched == TIME_NONE)
		return;
	if ((s && s->is_builtin) || when_group(l->fetched, ui_now(), ui_offset()) == 0)
		when_add_clock(&time, l->fetched, ui_offset());
	else
		when_add_age(&time, l->fetched, ui_now(), ui_offset());
	if (l->problem || (s && s->is_builtin))
		/* TRANSLATORS: over a hot list: a time comes in, as in "20:40的榜". */
		str_printf(out, _("as of %s"), time.data);
	else
		/* TRANSLATORS: over a hot list that is up to date: a time comes in. */
		str_printf(out, _("%s updated"), time.data);
	str_add(out, l->problem ? "!" : "");
	str_release(&time);
}

static void draw_head(struct hot_view *v, const struct pane *p)
{
	struct str name = STR_INIT, age = STR_INIT;
	size_t index, n;
	const struct hot_list *l = hot_view_list(v, &index, &n);
	int end;

	add_age(v->ui, l, &age);
	end = pane_right(p, p->width - 1, 0, age.data, l->problem ? STYLE_ERROR : STYLE_DIM);
	str_add(&name, l->name);
	if (n > 1)
		str_printf(&name, " %d/%d", (int)index + 1, (int)n);
	if (reader_hot_order(v->ui->reader, l->id) != HOT_ORDER_AUTO)
		str_printf(&name, "  %s", hot_order_label(l->order));
	pane_fit(p, 1, 0, end - 2, str_slice(&name), STYLE_HEADING);
	str_release(&name);
	str_release(&age);
}

const char *hot_order_label(enum hot_order order)
{
	static const char *const labels[] = {
		N_("by rank"),        N_("by rank"),       N_("by heat"),
		N_("most lists first"), N_("newest first"), N_("longest on the list first"),
		N_("by weight"),
	};

	return _(labels[order]);
}

const char *hot_view_empty(struct ui *ui)
{
	/* a tag or a view narrows it as a filter does */
	bool is_narrowed = *list_filter(ui) || reader_list_place(ui->reader)->kind >= PLACE_VIEW;

	return is_narrowed ? _("Nothing here matches the filter") : _("Nothing here yet");
}

static bool wants_two_rows(struct ui *ui, const struct pane *rows, size_t n)
{
	int option = reader_config(ui->reader)->options.hot_rows;

	if (option)
		return option == 2;
	if (n > TWO_ROWS_FOR)
		n = TWO_ROWS_FOR;
	return rows->width < WIDE_FROM && (size_t)rows->height >= 2 * n;
}

static void draw(struct ui *ui, const struct pane *pane, bool has_focus)
{
	struct hot_view *v = hot_view_of(ui);
	const struct hot_list *l = shown(v);
	struct pane rows = pane_part(pane, 0, 1, pane->width, pane->height - 1);

	if (!l)
		return;
	draw_head(v, pane);
	v->has_focus = has_focus;
	v->two_rows = wants_two_rows(ui, &rows, l->n_entries);
	v->width = rows.width;
	v->list.scroll = LIST_HALF;
	list_resize(&v->list, l->n_entries);
	list_settle(&v->list, rows.height);
	list_draw(&v->list, &rows, draw_row);
	if (!l->n_entries)
		pane_fit(&rows, 1, 0, rows.width - 2, slice_of(hot_view_empty(ui)), STYLE_DIM);
}

static void changed(struct ui *ui)
{
	struct hot_view *v = hot_view_of(ui);
	const struct hot_list *l = shown(v);

	if (!l)
		return;
	v->list_id = l->id;
	list_resize(&v->list, l->n_entries);
	for (size_t i = 0; i < l->n_entries; i++)
		if (l->entries[i].id == v->entry_id)
			list_select(&v->list, i);
	strip_changed(v);
}

static void where(struct ui *ui, struct str *out)
{
	const struct hot_list *l = shown(hot_view_of(ui));

	str_add(out, _("Hot lists"));
	if (l)
		str_printf(out, " › %s", l->name);
}

/* What can still be read, what went wrong, when it is tried again. */
static void add_trouble(struct ui *ui, const struct hot_list *l, struct str *out)
{
	const struct source *s = reader_source(ui->reader, l->id);
	struct source_facts facts = { .next_try = TIME_NONE };
	struct str time = STR_INIT;

	if (s)
		reader_source_facts(ui->reader, s, &facts);
	if (l->fetched != TIME_NONE) {
		when_add_age(&time, l->fetched, ui_now(), ui_offset());
		if (when_group(l->fetched, ui_now(), ui_offset()) == 0) {
			str_clear(&time);
			when_add_clock(&time, l->fetched, ui_offset());
		}
		str_printf(out, _("as of %s"), time.data);
		/* TRANSLATORS: between the parts of "20:40的榜，微博没连上，5分钟后再试". */
		str_add(out, _("; "));
	}
	str_add(out, l->problem);
	if (facts.next_try > ui_now()) {
		str_add(out, _("; "));
		str_printf(out, _("next try in %d min"), (int)((facts.next_try - ui_now() + 59) / 60));
	}
	str_release(&time);
}

static void status(struct ui *ui, struct str *left, struct str *right)
{
	struct hot_view *v = hot_view_of(ui);
	const struct hot_entry *e = hot_view_entry(v, v->list.selected);
	const struct hot_list *l = shown(v);

	(void)right;
	if (l && l->problem)
		add_trouble(ui, l, left);
	else if (e && hot_story_times(e->story) > 1)
		hot_add_places(left, e->story);
	else if (e)
		/* TRANSLATORS: of a hot entry: its rank and its best rank so far. */
		str_printf(left, _("rank %1$d, best %2$d"), e->rank, e->best);
	if (e && e->last_seen > e->first_seen) {
		struct str span = STR_INIT;
		when_add_span(&span, e->last_seen - e->first_seen);
		/* TRANSLATORS: a duration comes in: 2小时20分. */
		str_add(left, "  ");
		str_printf(left, _("on the list for %s"), span.data);
		str_release(&span);
	}
}

static void *create(struct ui *ui)
{
	struct hot_view *v = xcalloc(1, sizeof *v);

	v->ui = ui;
	v->list.lines = lines;
	v->list.owner = v;
	return v;
}

static void destroy(struct ui *ui, void *state)
{
	(void)ui;
	free(state);
}

static const struct hint hints[] = {
	{ "open", NULL, N_("open") },
	{ "previous-list", "next-list", N_("other list") },
	{ "previous-new", "next-new", N_("previous, next new entry") },
	{ "facts", NULL, N_("facts") },
	{ "open-browser", NULL, N_("browser") },
	{ "copy-link", NULL, N_("copy the address") },
	{ "hot", NULL, N_("back to the list") },
	{ "help", NULL, N_("keys") },
};

static struct list *list_of(struct ui *ui)
{
	return &hot_view_of(ui)->list;
}

const struct view_ops view_hot = {
	.name = "hot",
	.title = N_("Hot lists"),
	.offers = OFFER_MOVE | OFFER_OPEN | OFFER_LINK | OFFER_FILTER | OFFER_MAIN | OFFER_REFRESH,
	.actions = hot_actions,
	.n_actions = HOT_ACTIONS,
	.hints = hints,
	.n_hints = sizeof hints / sizeof *hints,
	.create = create,
	.destroy = destroy,
	.changed = changed,
	.draw = draw,
	.move = hot_view_move,
	.open = hot_view_open,
	.target = hot_view_target,
	.where = where,
	.status = status,
	.list = list_of,
};
