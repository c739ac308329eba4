/* The QR code of an address: what a phone in front of the screen can read. */
#include "base/i18n.h"
#include "base/mem.h"
#include "base/url.h"
#include "share/qr.h"
#include "ui/actions.h"
#include "ui/views.h"

#include <stdlib.h>

struct qr_view {
	char *link, *title;
	struct qr code;
};

static struct qr_view *self(const struct ui *ui)
{
	return ui->state[VIEW_QR];
}

static void forget(struct qr_view *v)
{
	qr_release(&v->code);
	free(v->link);
	free(v->title);
	v->link = v->title = NULL;
}

void action_qr(struct ui *ui, int count)
{
	struct qr_view *v = self(ui);
	struct err err = ERR_INIT;
	struct target t;
	struct qr code;

	(void)count;
	if (!ui_target(ui, &t) || !t.link || !url_is_web(t.link)) {
		ui_say(ui, "%s", _("There is no address to show"));
		return;
	}
	if (!qr_init(&code, t.link, &err)) {
		ui_say_error(ui, err.text);
		return;
	}
	forget(v);
	v->code = code;
	v->link = xstrdup(t.link);
	v->title = xstrdup(t.title ? t.title : "");
	ui_open(ui, VIEW_QR);
}

/* The widest quiet zone the pane has room for; -1: not even the narrowest. */
static int quiet_that_fits(const struct qr *q, const struct pane *pane, enum qr_paint paint)
{
	for (int quiet = QR_QUIET; quiet >= QR_QUIET_LEAST; quiet--)
		if (qr_cells(q, quiet, paint) <= pane->width && qr_rows(q, quiet, paint) <= pane->height)
			return quiet;
	return -1;
}

/* No room: the address itself is what is left, over as many rows as it needs. */
static void draw_address(struct qr_view *v, const struct pane *pane, enum qr_paint paint)
{
	struct slice rest = slice_of(v->link);
	struct str line = STR_INIT;
	int y = 0;

	str_printf(&line, _("The code needs %1$d columns and %2$d rows"),
	           qr_cells(&v->code, QR_QUIET_LEAST, paint), qr_rows(&v->code, QR_QUIET_LEAST, paint));
	pane_fit(pane, 1, y, pane->width - 2, str_slice(&line), STYLE_ERROR);
	for (y = 2; rest.len && y < pane->height && pane->width > 2; y++) {
		size_t n = rest.len < (size_t)pane->width - 2 ? rest.len : (size_t)pane->width - 2;

		while (n < rest.len && n > 1 && ((unsigned char)rest.data[n] & 0xc0) == 0x80)
			n--; /* an address may hold more than ASCII */
		pane_text(pane, 1, y, slice_make(rest.data, n), STYLE_LINK);
		rest = slice_make(rest.data + n, rest.len - n);
	}
	str_release(&line);
}

static void draw(struct ui *ui, const struct pane *pane, bool has_focus)
{
	struct qr_view *v = self(ui);
	enum qr_paint paint = ui->options.ascii ? QR_ASCII : QR_BLOCKS;
	int quiet = v->link ? quiet_that_fits(&v->code, pane, paint) : -1, rows, x, y, below;
	struct str line = STR_INIT;

	(void)has_focus;
	if (!v->link)
		return;
	if (quiet < 0) {
		draw_address(v, pane, paint);
		return;
	}
	rows = qr_rows(&v->code, quiet, paint);
	x = (pane->width - qr_cells(&v->code, quiet, paint)) / 2;
	below = pane->height - rows < 4 ? pane->height - rows : 3; /* blank, headline, address */
	y = (pane->height - rows - below) / 2;
	for (int i = 0; i < rows; i++) {
		str_clear(&line);
		qr_add_row(&v->code, quiet, paint, i, &line);
		pane_string(pane, x, y + i, line.data, STYLE_QR);
	}
	if (below == 3)
		pane_fit(pane, 1, y + rows + 1, pane->width - 2, slice_of(v->title), STYLE_TITLE);
	if (below)
		pane_fit(pane, 1, y + rows + below - 1, pane->width - 2, slice_of(v->link), STYLE_LINK);
	str_release(&line);
}

static bool target(struct ui *ui, struct target *t)
{
	struct qr_view *v = self(ui);

	if (!v->link)
		return false;
	*t = (struct target){ .title = v->title, .link = v->link };
	return true;
}

static void close_it(struct ui *ui, int count)
{
	(void)count;
	ui_close(ui);
}

static void *create(struct ui *ui)
{
	(void)ui;
	return xcalloc(1, sizeof(struct qr_view));
}

static void destroy(struct ui *ui, void *state)
{
	(void)ui;
	forget(state);
	free(state);
}

static const struct action actions[] = {
	{ "close-qr", "= Enter Space", close_it, N_("back to the article"), ACTION_HIDDEN },
};

static const struct hint hints[] = {
	{ "back", NULL, N_("back") },
	{ "copy-link", NULL, N_("copy the address") },
	{ "help", NULL, N_("keys") },
};

const struct view_ops view_qr = {
	.name = "qr",
	.title = N_("QR code"),
	.offers = OFFER_LINK,
	.actions = actions,
	.n_actions = sizeof actions / sizeof *actions,
	.hints = hints,
	.n_hints = sizeof hints / sizeof *hints,
	.create = create,
	.destroy = destroy,
	.draw = draw,
	.target = target,
};
