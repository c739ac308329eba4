#include "ui/view_output.h"
#include "base/array.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/proc.h"
#include "text/clean.h"
#include "text/width.h"
#include "ui/rows.h"
#include "ui/views.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

enum { OUTPUT_LIMIT = 1 << 20, OUTPUT_TIMEOUT_MS = 60 * 1000, TAB = 8, LINES_MOST = 200000 };

struct output {
	struct str raw;        /* as it was printed */
	struct str text;       /* cleaned, tabs are blanks */
	uint32_t *lines;       /* where each row begins, as wide as it was drawn last */
	size_t n_lines, cap_lines, top;
	int laid_width, height;
	bool is_stale;
	char *title, *said;
	struct proc_child child;
};

static struct output *self(const struct ui *ui)
{
	return ui->state[VIEW_OUTPUT];
}

/* --- the text --------------------------------------------------------------------------------- */

/* Colours and cursor movements of the command go; what is left is cleaned as any text from outside. */
static void drop_sequences(const struct str *raw, struct str *out)
{
	for (const char *p = raw->data, *end = p + raw->len; p < end; p++) {
		if (*p != '\033') {
			str_add_char(out, *p);
			continue;
		}
		if (p + 1 < end && p[1] == '[') {
			for (p += 2; p < end && (*p < '@' || *p > '~');)
				p++;
		} else if (p + 1 < end && strchr("]P_^X", p[1])) {
			while (p < end && *p != '\a' && !(*p == '\033' && p + 1 < end && p[1] == '\\'))
				p++;
			p += p < end && *p == '\033';
		} else {
			p++;
		}
	}
}

static void expand_tabs(struct str *out, struct slice text, const struct width_profile *profile)
{
	while (text.len) {
		struct slice line = slice_next(&text, '\n');
		int column = 0;

		while (line.len) {
			bool has_tab = memchr(line.data, '\t', line.len) != NULL;
			struct slice cell = slice_next(&line, '\t');

			str_add_slice(out, cell);
			column += text_width(profile, cell);
			if (has_tab) {
				str_add_repeat(out, ' ', (size_t)(TAB - column % TAB));
				column += TAB - column % TAB;
			}
		}
		str_add_char(out, '\n');
	}
}

static void take_in(struct ui *ui, struct output *v)
{
	struct str plain = STR_INIT, clean = STR_INIT;

	drop_sequences(&v->raw, &plain);
	text_clean(&clean, str_slice(&plain), CLEAN_BLOCK);
	str_clear(&v->text);
	expand_tabs(&v->text, str_slice(&clean), ui->profile);
	str_release(&plain);
	str_release(&clean);
	v->is_stale = true;
	ui->dirty = true;
}

/* Rows of a width: a line that is longer goes on in the next row. */
static void lay(struct ui *ui, struct output *v, int width)
{
	const char *start = v->text.data, *end = start + v->text.len;

	v->n_lines = 0;
	for (const char *p = start; p < end && v->n_lines < LINES_MOST;) {
		const char *stop = memchr(p, '\n', (size_t)(end - p));
		struct slice rest = slice_make(p, (size_t)((stop ? stop : end) - p));

		do {
			size_t n = text_fit(ui->profile, rest, width, NULL);

			ARRAY_PUSH(v->lines, v->n_lines, v->cap_lines) = (uint32_t)(rest.data - start);
			n = n ? n : rest.len;
			rest = slice_make(rest.data + n, rest.len - n);
		} while (rest.len && v->n_lines < LINES_MOST);
		p = stop ? stop + 1 : end;
	}
	v->laid_width = width;
	v->is_stale = false;
}

static size_t last_top(const struct output *v)
{
	return v->n_lines > (size_t)v->height ? v->n_lines - (size_t)v->height : 0;
}

/* --- opening ---------------------------------------------------------------------------------- */

static void open_with(struct ui *ui, const char *title, const char *said)
{
	struct output *v = self(ui);

	proc_child_end(&v->child);
	free(v->title);
	free(v->said);
	v->title = xstrdup(title);
	v->said = said ? xstrdup(said) : NULL;
	str_release(&v->raw);
	str_init_limit(&v->raw, OUTPUT_LIMIT);
	str_clear(&v->text);
	v->top = 0;
	v->is_stale = true;
	ui_open(ui, VIEW_OUTPUT);
}

void output_show(struct ui *ui, const char *title, struct slice text)
{
	open_with(ui, title, NULL);
	str_add_slice(&self(ui)->raw, text);
	take_in(ui, self(ui));
}

void output_run(struct ui *ui, const char *const argv[], char *const env[], struct slice input,
                const char *said)
{
	const struct proc_start start = { argv, env, input, OUTPUT_TIMEOUT_MS };
	struct proc_child child;
	struct err err = ERR_INIT;

	if (!proc_child_start(&child, &start, &err)) {
		ui_say_error(ui, err.text);
		return;
	}
	open_with(ui, argv[0], said);
	self(ui)->child = child;
}

bool output_cancel(struct ui *ui)
{
	struct output *v = self(ui);

	if (!proc_child_is_running(&v->child))
		return false;
	proc_child_end(&v->child);
	ui_say(ui, _("%s was ended"), v->title);
	return true;
}

/* --- while it runs ---------------------------------------------------------------------------- */

int output_fd(const struct ui *ui)
{
	const struct output *v = self(ui);

	return proc_child_is_running(&v->child) ? v->child.fd : -1;
}

int output_timeout_ms(const struct ui *ui)
{
	return proc_child_timeout_ms(&self(ui)->child);
}

/* Nothing to look at: a sentence says how it ended. */
static void ended(struct ui *ui, struct output *v, int status)
{
	if (WIFSIGNALED(status)) {
		ui_say(ui, _("%s was ended by signal %d"), v->title, WTERMSIG(status));
	} else if (WEXITSTATUS(status)) {
		ui_say(ui, _("%s failed with status %d"), v->title, WEXITSTATUS(status));
	} else if (!v->raw.len) {
		ui_say(ui, v->said ? "%s" : _("%s is done and has printed nothing"),
		       v->said ? v->said : v->title);
		if (ui_view(ui) == VIEW_OUTPUT)
			ui_close(ui);
		return;
	}
	ui->notice_is_error = WIFSIGNALED(status) || WEXITSTATUS(status);
}

void output_pump(struct ui *ui)
{
	struct output *v = self(ui);
	size_t before = v->raw.len;
	int status = 0;

	if (!proc_child_is_running(&v->child))
		return;
	switch (proc_child_step(&v->child, &v->raw, &status)) {
	case PROC_CHILD_ENDED:
		ended(ui, v, status);
		break;
	case PROC_CHILD_LATE:
		ui_say(ui, _("%s took too long and was ended"), v->title);
		break;
	case PROC_CHILD_CUT:
		ui_say(ui, _("%s printed too much"), v->title);
		break;
	case PROC_CHILD_RUNS:
		break;
	}
	if (v->raw.len != before)
		take_in(ui, v);
}

/* --- the view --------------------------------------------------------------------------------- */

static void draw(struct ui *ui, const struct pane *pane, bool has_focus)
{
	struct output *v = self(ui);
	int width = pane->width - 2;

	v->height = pane->height;
	if (width < 1)
		return;
	if (v->is_stale || v->laid_width != width)
		lay(ui, v, width);
	if (v->top > last_top(v))
		v->top = last_top(v);
	for (int y = 0; y < pane->height && v->top + (size_t)y < v->n_lines; y++) {
		size_t i = v->top + (size_t)y, from = v->lines[i];
		size_t to = i + 1 < v->n_lines ? v->lines[i + 1] : v->text.len;

		while (to > from && v->text.data[to - 1] == '\n')
			to--;
		pane_text(pane, 1, y, slice_make(v->text.data + from, to - from), STYLE_TEXT);
	}
	if (has_focus)
		pane_cursor(pane, 1, 0, false);
}

static void move(struct ui *ui, enum motion motion, long n)
{
	struct output *v = self(ui);
	long page = v->height > 2 ? v->height - 1 : 1, top = (long)v->top, most;

	if (v->is_stale)
		lay(ui, v, ui->columns > 2 ? ui->columns - 2 : 1);
	most = (long)last_top(v);
	switch (motion) {
	case MOVE_BY:
		top += n;
		break;
	case MOVE_PAGES:
		top += n * page;
		break;
	case MOVE_HALVES:
		top += n * ((page + 1) / 2);
		break;
	case MOVE_FIRST:
		top = 0;
		break;
	case MOVE_LAST:
		top = most;
		break;
	case MOVE_TO:
		top = n - 1;
		break;
	}
	v->top = top < 0 ? 0 : (size_t)(top > most ? most : top);
	ui->dirty = true;
}

static void closed(struct ui *ui)
{
	proc_child_end(&self(ui)->child);
}

static void where(struct ui *ui, struct str *out)
{
	str_add(out, self(ui)->title ? self(ui)->title : "");
}

static void status(struct ui *ui, struct str *left, struct str *right)
{
	struct output *v = self(ui);

	if (proc_child_is_running(&v->child))
		str_printf(left, _("%s is running  ^C ends it"), v->title);
	if (v->n_lines)
		str_printf(right, _("line %1$d of %2$d"), (int)v->top + 1, (int)v->n_lines);
}

static void *create(struct ui *ui)
{
	struct output *v = xcalloc(1, sizeof *v);

	(void)ui;
	v->child.fd = -1;
	str_init_limit(&v->raw, OUTPUT_LIMIT);
	str_init_limit(&v->text, (size_t)OUTPUT_LIMIT * TAB);
	return v;
}

static void destroy(struct ui *ui, void *state)
{
	struct output *v = state;

	(void)ui;
	proc_child_end(&v->child);
	str_release(&v->raw);
	str_release(&v->text);
	free(v->lines);
	free(v->title);
	free(v->said);
	free(v);
}

static const struct hint hints[] = {
	{ "page-down", NULL, N_("page on") },
	{ "back", NULL, N_("back") },
	{ "help", NULL, N_("keys") },
};

const struct view_ops view_output = {
	.name = "output",
	.title = N_("Output"),
	.offers = OFFER_MOVE,
	.hints = hints,
	.n_hints = sizeof hints / sizeof *hints,
	.create = create,
	.destroy = destroy,
	.closed = closed,
	.draw = draw,
	.move = move,
	.where = where,
	.status = status,
};
