#include "ui/view_picture.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/proc.h"
#include "ui/article_view.h"
#include "ui/picture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DRAWN_LIMIT = 3 << 20, CHAFA_TIMEOUT_MS = 15 * 1000 };

enum stage { STAGE_NONE, STAGE_FETCHING, STAGE_DRAWING, STAGE_SHOWN, STAGE_FAILED };

struct picture_view {
	enum stage stage;
	size_t which, n;           /* the article's pictures, from 0 */
	char *caption, *link, *problem;
	struct str bytes;          /* the file */
	struct str drawn;          /* what chafa made of it */
	struct proc_child child;
	enum picture_form form;
	struct picture_area area;
};

static struct picture_view *self(const struct ui *ui)
{
	return ui->state[VIEW_PICTURE];
}

static void fail(struct ui *ui, const char *why)
{
	struct picture_view *v = self(ui);

	free(v->problem);
	v->problem = xstrdup(why);
	v->stage = STAGE_FAILED;
	ui->dirty = true;
}

/* --- which -------------------------------------------------------------------------------------- */

static bool is_picture(const struct doc *d, const struct block *b)
{
	return b->kind == BLOCK_FIGURE && b->link && b->link <= d->n_links && d->links[b->link - 1].is_image;
}

/* The i-th picture of a document, NULL beyond the last; *n is how many there are. */
static const struct block *picture_of(const struct doc *d, size_t i, size_t *n)
{
	const struct block *found = NULL;

	*n = 0;
	for (size_t k = 0; k < d->n_blocks; k++) {
		if (!is_picture(d, &d->blocks[k]))
			continue;
		if (*n == i)
			found = &d->blocks[k];
		(*n)++;
	}
	return found;
}

/* The first one at or below the first row in sight. */
static size_t picture_in_sight(const struct article_view *a)
{
	const struct doc *d = a->page->doc;
	size_t n = 0;

	for (size_t k = 0; k < d->n_blocks; k++) {
		if (!is_picture(d, &d->blocks[k]))
			continue;
		if (k >= a->top.block)
			return n;
		n++;
	}
	return 0;
}

/* --- asking and drawing ------------------------------------------------------------------------- */

/* Take what is on the screen off it. */
static void clear(struct ui *ui)
{
	struct picture_view *v = self(ui);

	proc_child_end(&v->child);
	if (v->stage == STAGE_SHOWN) {
		str_add(&ui->effects.bytes, picture_clear(v->form));
		ui->effects.redraw = true;
	}
	v->stage = STAGE_NONE;
}

static void ask(struct ui *ui, size_t which)
{
	struct article_view *a = article_view_of(ui);
	struct picture_view *v = self(ui);
	const struct block *b;

	if (!a->page)
		return;
	b = picture_of(a->page->doc, which, &v->n);
	if (!b) {
		ui_say(ui, "%s", v->n ? _("There is no such picture") : _("There are no pictures in this article"));
		return;
	}
	clear(ui);
	free(v->caption);
	free(v->link);
	v->which = which;
	v->caption = xstrndup(b->text, b->len);
	v->link = xstrdup(a->page->doc->links[b->link - 1].href);
	v->stage = STAGE_FETCHING;
	reader_picture_ask(ui->reader, a->id, v->link);
	if (ui_view(ui) != VIEW_PICTURE)
		ui_open(ui, VIEW_PICTURE);
	ui->dirty = true;
}

void action_picture(struct ui *ui, int count)
{
	struct article_view *a = article_view_of(ui);

	if (a->page)
		ask(ui, count ? (size_t)count - 1 : picture_in_sight(a));
}

static const char *colours(void)
{
	const char *none = getenv("NO_COLOR"), *term = getenv("TERM");

	if (none && *none)
		return "none";
	return getenv("COLORTERM") || (term && strstr(term, "256")) ? "256" : "8";
}

static struct picture_area area_now(struct ui *ui)
{
	struct area body = ui_screen(ui).body;

	return (struct picture_area){ body.x, body.y, body.width, body.height - 2 };
}

static void start_chafa(struct ui *ui)
{
	struct picture_view *v = self(ui);
	char size[32];
	const char *const argv[] = { "chafa", "--format", picture_form_word(v->form), "--size", size,
		                     "--animate", "off", "--colors", colours(), "--symbols",
		                     ui->options.ascii ? "ascii" : "block+border+space",
		                     "/proc/self/fd/0", NULL };
	const struct proc_start start = { argv, NULL, str_slice(&v->bytes), CHAFA_TIMEOUT_MS };
	struct err err = ERR_INIT;

	v->area = area_now(ui);
	if (v->area.columns < 4 || v->area.rows < 2) {
		fail(ui, _("There is no room for a picture here"));
		return;
	}
	snprintf(size, sizeof size, "%dx%d", v->area.columns, v->area.rows);
	str_clear(&v->drawn);
	v->drawn.cut = false;
	if (proc_child_start(&v->child, &start, &err))
		v->stage = STAGE_DRAWING;
	else
		fail(ui, _("Pictures are drawn by chafa, which is not here: apt-get install chafa"));
}

static void changed(struct ui *ui)
{
	struct picture_view *v = self(ui);
	const char *problem;
	struct slice bytes;

	if (v->stage != STAGE_FETCHING || !reader_picture(ui->reader, &bytes, &problem))
		return;
	if (problem) {
		fail(ui, problem);
	} else if (!picture_is_known(bytes)) {
		fail(ui, _("This picture is neither PNG, JPEG, GIF nor WebP"));
	} else {
		str_clear(&v->bytes);
		str_add_slice(&v->bytes, bytes);
		v->form = ui->options.ascii ? PICTURE_SYMBOLS : picture_form_here(ui->probe.has_sixel);
		start_chafa(ui);
	}
	reader_picture_cancel(ui->reader); /* what came is ours now */
}

int picture_fd(const struct ui *ui)
{
	return proc_child_is_running(&self(ui)->child) ? self(ui)->child.fd : -1;
}

int picture_timeout_ms(const struct ui *ui)
{
	return proc_child_timeout_ms(&self(ui)->child);
}

void picture_pump(struct ui *ui)
{
	struct picture_view *v = self(ui);
	enum proc_child_state state;
	int status = 0;

	if (!proc_child_is_running(&v->child))
		return;
	state = proc_child_step(&v->child, &v->drawn, &status);
	if (state == PROC_CHILD_RUNS)
		return;
	if (state == PROC_CHILD_ENDED && !status &&
	    picture_add(&ui->effects.bytes, str_slice(&v->drawn), v->form, &v->area))
		v->stage = STAGE_SHOWN;
	else if (state == PROC_CHILD_LATE)
		fail(ui, _("Drawing this picture takes too long"));
	else
		fail(ui, _("chafa cannot draw this picture"));
	ui->dirty = true;
}

/* --- the view ----------------------------------------------------------------------------------- */

static void draw(struct ui *ui, const struct pane *pane, bool has_focus)
{
	struct picture_view *v = self(ui);
	struct picture_area now = area_now(ui);
	const char *text = v->stage == STAGE_FETCHING  ? _("Fetching the picture…")
	                   : v->stage == STAGE_DRAWING ? _("Drawing the picture…")
	                   : v->stage == STAGE_FAILED  ? v->problem
	                                               : NULL;

	(void)has_focus;
	if (v->stage == STAGE_SHOWN && memcmp(&now, &v->area, sizeof now) != 0)
		start_chafa(ui);
	if (text)
		pane_fit(pane, 1, pane->height / 2, pane->width - 2, slice_of(text),
		         v->stage == STAGE_FAILED ? STYLE_ERROR : STYLE_DIM);
	if (v->caption)
		pane_fit(pane, 1, pane->height - 1, pane->width - 2, slice_of(v->caption), STYLE_CAPTION);
}

static void closed(struct ui *ui)
{
	clear(ui);
	reader_picture_cancel(ui->reader);
}

static bool target(struct ui *ui, struct target *t)
{
	struct picture_view *v = self(ui);

	if (!v->link)
		return false;
	*t = (struct target){ .title = v->caption, .link = v->link };
	return true;
}

static void where(struct ui *ui, struct str *out)
{
	str_printf(out, _("Picture %1$d of %2$d"), (int)self(ui)->which + 1, (int)self(ui)->n);
}

static void next(struct ui *ui, int count)
{
	ask(ui, self(ui)->which + (size_t)(count ? count : 1));
}

static void previous(struct ui *ui, int count)
{
	size_t step = (size_t)(count ? count : 1);

	if (self(ui)->which >= step)
		ask(ui, self(ui)->which - step);
	else
		ui_say(ui, "%s", _("There is no such picture"));
}

static void again(struct ui *ui, int count)
{
	struct picture_view *v = self(ui);

	(void)count;
	ui->effects.redraw = true;
	if (v->stage == STAGE_SHOWN)
		start_chafa(ui);
}

static void *create(struct ui *ui)
{
	struct picture_view *v = xcalloc(1, sizeof *v);

	(void)ui;
	v->child.fd = -1;
	str_init(&v->bytes);
	str_init_limit(&v->drawn, DRAWN_LIMIT);
	return v;
}

static void destroy(struct ui *ui, void *state)
{
	struct picture_view *v = state;

	(void)ui;
	proc_child_end(&v->child);
	str_release(&v->bytes);
	str_release(&v->drawn);
	free(v->caption);
	free(v->link);
	free(v->problem);
	free(v);
}

static const struct action actions[] = {
	{ "next-picture", "n Space i j Down", next, N_("next picture"), 0 },
	{ "previous-picture", "p b k Up", previous, N_("previous picture"), 0 },
	{ "redraw", "^L", again, N_("paint the screen anew"), ACTION_HIDDEN },
};

static const struct hint hints[] = {
	{ "previous-picture", "next-picture", N_("previous, next picture") },
	{ "back", NULL, N_("back") },
	{ "copy-link", NULL, N_("copy the address") },
	{ "open-browser", NULL, N_("browser") },
	{ "help", NULL, N_("keys") },
};

const struct view_ops view_picture = {
	.name = "picture",
	.title = N_("Picture"),
	.offers = OFFER_LINK,
	.actions = actions,
	.n_actions = sizeof actions / sizeof *actions,
	.hints = hints,
	.n_hints = sizeof hints / sizeof *hints,
	.create = create,
	.destroy = destroy,
	.closed = closed,
	.changed = changed,
	.draw = draw,
	.target = target,
	.where = where,
};
