/*
 * The front page: the digest of the last day as a page of the reader. One lead, the top of the hot
 * lists, some stories of each tag one reads; in two columns where there is room.
 */
#include "reader/digest.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "digest/set.h"
#include "reader/setting.h"
#include "ui/facts.h"
#include "ui/views.h"
#include "ui/when.h"

#include <stdlib.h>
#include <string.h>

enum {
	SPAN_S = 24 * 3600,
	HOT_ON_PAGE = 5,
	TWO_FROM = 160,          /* columns of the screen */
	COLUMNS_GAP = 4,
	AIR_ROWS = 18,           /* a blank row under the first row where there is room */
};

struct front_view {
	struct digest digest;
	struct digest_page page;
	struct setting setting;
	size_t story;            /* selected: 1 is the lead; 0: there is none */
	size_t top;              /* first row in sight */
	int laid_columns, n_columns, height;
	bool is_stale;           /* what it is made of may have changed */
	int64_t refreshed;       /* the end of the refresh it was made after */
};

static struct front_view *self(const struct ui *ui)
{
	return ui->state[VIEW_FRONT];
}

static const struct digest_story *chosen(const struct front_view *v)
{
	return v->story ? digest_story(&v->digest, v->story - 1) : NULL;
}

/* --- setting -------------------------------------------------------------------------------------- */

static void add_movement(void *opaque, struct str *out, const struct hot_entry *e)
{
	const struct ui *ui = opaque;

	mark_add_movement(out, e, ui->marks, ui->language);
}

static int page_height(struct ui *ui)
{
	int height = ui_screen(ui).body.height;

	return height >= AIR_ROWS ? height - 1 : height;
}

static void lay_out(struct ui *ui)
{
	struct front_view *v = self(ui);
	const struct options *o = &reader_config(ui->reader)->options;
	struct digest_look look = { .offset_s = ui_offset(), .ascii = ui->options.ascii,
		                    .movement = add_movement, .opaque = ui };
	int margin, measure;

	v->n_columns = ui->columns >= TWO_FROM ? 2 : 1;
	measure = layout_measure(v->n_columns == 2 ? (ui->columns - COLUMNS_GAP) / 2 : ui->columns,
	                         o->measure, 0, &margin);
	setting_init(&v->setting, o, ui->profile, measure);
	look.wrap = v->setting.layout.wrap;
	digest_page_release(&v->page);
	digest_set(&v->page, &v->digest, &look);
	v->laid_columns = ui->columns;
	v->height = page_height(ui);
}

/* --- where one is --------------------------------------------------------------------------------- */

/* Behind the last row of a column that begins with row `from`: no heading stands last in it. */
static size_t column_end(const struct front_view *v, size_t from)
{
	size_t end = from + (size_t)(v->height > 0 ? v->height : 1), least = from + 1;

	if (end >= v->page.n)
		return v->page.n;
	while (end > least && v->page.rows[end - 1].keeps)
		end--;
	/* one that fills a column is parted somewhere */
	return end > least ? end : from + (size_t)(v->height > 0 ? v->height : 1);
}

/* The next column begins with no blank row. */
static size_t column_start(const struct front_view *v, size_t at)
{
	while (at < v->page.n && at && !*v->page.rows[at].text)
		at++;
	return at;
}

static size_t page_end(const struct front_view *v, size_t top)
{
	size_t end = column_end(v, top);

	return v->n_columns == 2 ? column_end(v, column_start(v, end)) : end;
}

static void rows_of(const struct front_view *v, size_t story, size_t *first, size_t *last)
{
	*first = *last = 0;
	for (size_t i = v->page.n; i-- > 0;)
		if (v->page.rows[i].story == story)
			*first = i;
	for (size_t i = *first; i < v->page.n && v->page.rows[i].story == story; i++)
		*last = i;
	/* with the heading over it */
	while (*first && !v->page.rows[*first - 1].story && v->page.rows[*first - 1].keeps)
		(*first)--;
	if (story == 1)
		*first = 0;
}

static void show_story(struct front_view *v)
{
	size_t first, last;

	if (!v->story)
		return;
	rows_of(v, v->story, &first, &last);
	if (first < v->top)
		v->top = first;
	while (v->top < first && page_end(v, v->top) <= last)
		v->top++;
	v->top = column_start(v, v->top);
}

static void select_story(struct ui *ui, size_t story)
{
	struct front_view *v = self(ui);
	size_t n = digest_count(&v->digest);

	v->story = story < 1 ? n > 0 : story > n ? n : story;
	show_story(v);
	ui->dirty = true;
}

static void select_first_in_sight(struct ui *ui)
{
	struct front_view *v = self(ui);
	size_t end = page_end(v, v->top), at = v->top;

	/* one that began on the page before is no beginning */
	while (at < end && (!v->page.rows[at].story ||
	                    (at && v->page.rows[at - 1].story == v->page.rows[at].story)))
		at++;
	if (at < end)
		v->story = v->page.rows[at].story;
	ui->dirty = true;
}

static void turn(struct ui *ui, bool forward)
{
	struct front_view *v = self(ui);
	size_t end = page_end(v, v->top), to = v->top;

	if (forward && end >= v->page.n) {
		select_story(ui, digest_count(&v->digest));
		return;
	}
	if (!forward && !v->top) {
		select_story(ui, 1);
		return;
	}
	if (forward)
		v->top = column_start(v, end);
	else {
		while (to && page_end(v, to - 1) >= v->top)
			to--;
		v->top = column_start(v, to);
	}
	select_first_in_sight(ui);
}

static void move(struct ui *ui, enum motion motion, long n)
{
	struct front_view *v = self(ui);
	long to = (long)v->story + n;

	if (!v->story)
		return;
	switch (motion) {
	case MOVE_BY:
		select_story(ui, to > 0 ? (size_t)to : 1);
		break;
	case MOVE_PAGES:
	case MOVE_HALVES:
		for (long i = 0; i < labs(n) && i < (long)v->page.n; i++)
			turn(ui, n > 0);
		break;
	case MOVE_FIRST:
		select_story(ui, 1);
		break;
	case MOVE_LAST:
		select_story(ui, digest_count(&v->digest));
		break;
	case MOVE_TO:
		select_story(ui, n > 0 ? (size_t)n : 1);
		break;
	}
}

static void next_story(struct ui *ui, int count)
{
	move(ui, MOVE_BY, count ? count : 1);
}

static void previous_story(struct ui *ui, int count)
{
	move(ui, MOVE_BY, count ? -count : -1);
}

/* --- making --------------------------------------------------------------------------------------- */

/* The story that was selected, wherever it stands now; the first one where it is gone. */
static size_t find_story(const struct digest *d, int64_t item, const char *title)
{
	const struct digest_story *s;

	for (size_t i = 0; (s = digest_story(d, i)); i++)
		if (item ? s->item == item : !strcmp(s->title, title))
			return i + 1;
	return d->lead != NULL;
}

static void make(struct ui *ui)
{
	struct front_view *v = self(ui);
	struct digest_ask ask = { .since = ui_now() - SPAN_S, .per_tag = DIGEST_PER_TAG,
		                  .hot_most = HOT_ON_PAGE, .or_newest = true };
	const struct digest_story *before = chosen(v);
	int64_t item = before ? before->item : 0;
	char *title = xstrdup(before ? before->title : "");
	struct err err = ERR_INIT;

	digest_release(&v->digest);
	if (!reader_digest(ui->reader, &ask, &v->digest, &err))
		ui_say_error(ui, err.text);
	v->story = before ? find_story(&v->digest, item, title) : v->digest.lead != NULL;
	v->is_stale = false;
	v->refreshed = reader_progress(ui->reader).finished;
	lay_out(ui);
	show_story(v);
	ui->dirty = true;
	free(title);
}

static void opened(struct ui *ui)
{
	struct front_view *v = self(ui);

	v->story = v->top = 0;
	make(ui);
}

static void changed(struct ui *ui)
{
	self(ui)->is_stale = true;
}

/* Not before the keys are served, and not while a refresh changes it again and again. What one reads
 * changes what one likes to read, but not the page under one's eyes. */
static bool idle(struct ui *ui)
{
	struct front_view *v = self(ui);
	struct reader_progress p = reader_progress(ui->reader);

	if (!v->is_stale || p.running)
		return false;
	if (p.finished != v->refreshed || !v->digest.lead) {
		make(ui);
		return true;
	}
	v->is_stale = false;
	reader_digest_marks(ui->reader, &v->digest);
	lay_out(ui);
	ui->dirty = true;
	return true;
}

/* --- opening -------------------------------------------------------------------------------------- */

static void open_story(struct ui *ui, int count)
{
	struct front_view *v = self(ui);
	const struct digest_story *s;
	const struct hot_entry *e;

	if (count && (size_t)count > digest_count(&v->digest)) {
		ui_say(ui, _("There is no number %d here"), count);
		return;
	}
	if (count)
		select_story(ui, (size_t)count);
	s = chosen(v);
	if (!s)
		return;
	if (s->item && article_open(ui, s->item))
		return;
	e = s->hot ? reader_hot_entry(ui->reader, s->hot->id) : NULL;
	if (e)
		facts_of_hot(ui, e);
	else
		ui_say(ui, "%s", _("It is not in the store any more"));
}

static bool target(struct ui *ui, struct target *t)
{
	const struct digest_story *s = chosen(self(ui));

	if (!s)
		return false;
	*t = (struct target){ .item = s->item, .title = s->title, .link = s->link,
		              .is_read = s->is_read, .is_starred = s->is_starred };
	return true;
}

/* --- drawing -------------------------------------------------------------------------------------- */

static void draw_row(const struct front_view *v, const struct pane *p, int x, int y, size_t i,
                     bool has_focus)
{
	const struct digest_row *row = &v->page.rows[i];

	pane_text(p, x + row->x, y, slice_of(row->text), row->style);
	if (row->right)
		pane_right(p, x + v->page.measure, y, row->right, STYLE_DIM);
	if (!row->story || row->story != v->story)
		return;
	pane_restyle(p, x, y, v->page.measure, has_focus ? STYLE_SELECTED : STYLE_SELECTED_AWAY);
	if (has_focus && (!i || v->page.rows[i - 1].story != row->story))
		pane_cursor(p, x, y, false);
}

static void draw_columns(struct front_view *v, const struct pane *pane, int air, bool has_focus)
{
	int width = v->n_columns * v->page.measure + (v->n_columns - 1) * COLUMNS_GAP;
	int x = (pane->width - width) / 2;
	size_t from = v->top;

	for (int c = 0; c < v->n_columns; c++) {
		size_t end = column_end(v, from);

		for (size_t i = from; i < end; i++)
			draw_row(v, pane, x > 0 ? x : 0, air + (int)(i - from), i, has_focus);
		from = column_start(v, end);
		x += v->page.measure + COLUMNS_GAP;
	}
}

static void draw_empty(struct ui *ui, const struct pane *pane)
{
	struct str text = STR_INIT, key = STR_INIT;

	keymap_add_keys(&ui->keymap, VIEW_FRONT, action_find(VIEW_FRONT, "refresh-all"), 1, &key);
	if (reader_progress(ui->reader).running)
		str_add(&text, _("The front page is made when the refresh is done"));
	else
		/* TRANSLATORS: a front page with nothing on it; a key comes in. */
		str_printf(&text, _("No news for a front page yet  %s fetches all sources"), key.data);
	pane_fit(pane, 2, pane->height > 2 ? 1 : 0, pane->width - 3, str_slice(&text), STYLE_DIM);
	str_release(&text);
	str_release(&key);
}

static void draw(struct ui *ui, const struct pane *pane, bool has_focus)
{
	struct front_view *v = self(ui);

	if (!v->digest.lead) {
		draw_empty(ui, pane);
		return;
	}
	if (v->laid_columns != ui->columns || v->height != page_height(ui)) {
		lay_out(ui);
		v->top = 0;
		show_story(v);
	}
	draw_columns(v, pane, pane->height >= AIR_ROWS, has_focus);
}

static void status(struct ui *ui, struct str *left, struct str *right)
{
	struct front_view *v = self(ui);
	struct str since = STR_INIT;
	size_t n = digest_count(&v->digest);

	if (!v->digest.lead)
		return;
	digest_add_time(&since, v->digest.since, v->digest.until, ui_offset());
	/* TRANSLATORS: the front page: stories on it, stories there were, a time. */
	str_printf(left, _("%1$d of %2$d stories since %3$s"), (int)n, (int)v->digest.n_new,
	           since.data);
	str_printf(right, "%d/%d", (int)v->story, (int)n);
	str_release(&since);
}

/* --- the view ------------------------------------------------------------------------------------- */

static void *create(struct ui *ui)
{
	(void)ui;
	return xcalloc(1, sizeof(struct front_view));
}

static void destroy(struct ui *ui, void *state)
{
	struct front_view *v = state;

	(void)ui;
	digest_release(&v->digest);
	digest_page_release(&v->page);
	free(v);
}

static const struct action actions[] = {
	{ "next-story", "n J", next_story, N_("next story"), 0 },
	{ "previous-story", "p K", previous_story, N_("previous story"), 0 },
};

static const struct hint hints[] = {
	{ "open", NULL, N_("open") },
	{ "page-down", NULL, N_("page") },
	{ "next-story", "previous-story", N_("story") },
	{ "star", NULL, N_("star") },
	{ "back", NULL, N_("back") },
	{ "help", NULL, N_("keys") },
};

const struct view_ops view_front = {
	.name = "front",
	.title = N_("Front page"),
	.offers = OFFER_MOVE | OFFER_OPEN | OFFER_ARTICLE | OFFER_LINK,
	.actions = actions,
	.n_actions = sizeof actions / sizeof *actions,
	.hints = hints,
	.n_hints = sizeof hints / sizeof *hints,
	.create = create,
	.destroy = destroy,
	.opened = opened,
	.changed = changed,
	.draw = draw,
	.move = move,
	.open = open_story,
	.target = target,
	.status = status,
	.idle = idle,
};
