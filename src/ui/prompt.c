#include "ui/prompt.h"
#include "base/array.h"
#include "base/i18n.h"
#include "ui/state.h"

#include <stdlib.h>
#include <string.h>

enum { LABEL_FROM = 24, NOTES_END = 50, NOTES_END_LINES = 90, BOX_LINES = 8 };

void prompt_init(struct prompt *p)
{
	memset(p, 0, sizeof *p);
	line_init(&p->line, NULL);
	str_init_limit(&p->problem, 512);
	arena_init(&p->arena);
}

void prompt_release(struct prompt *p)
{
	for (size_t i = 0; i < p->n_history; i++) {
		free(p->history[i].kind);
		free(p->history[i].text);
	}
	line_release(&p->line);
	str_release(&p->problem);
	arena_release(&p->arena);
	free(p->candidates);
}

bool prompt_is_open(const struct prompt *p)
{
	return p->ops != NULL;
}

/* --- candidates ------------------------------------------------------------------------------- */

void prompt_add(struct prompt *p, const char *text, const char *label, const char *note)
{
	if (p->n_candidates >= PROMPT_CANDIDATES)
		return;
	ARRAY_PUSH(p->candidates, p->n_candidates, p->cap_candidates) = (struct candidate){
		arena_strdup(&p->arena, text),
		label ? arena_strdup(&p->arena, label) : NULL,
		note ? arena_strdup(&p->arena, note) : NULL,
	};
}

void prompt_add_found(struct prompt *p, enum pinyin_fit fit, const char *text, const char *label,
                      const char *note)
{
	size_t at = p->n_literal;
	struct candidate added;

	if (fit == PINYIN_NONE)
		return;
	if (fit >= PINYIN_WITHIN && p->n_candidates == PROMPT_CANDIDATES && at < p->n_candidates)
		p->n_candidates--;
	if (p->n_candidates == PROMPT_CANDIDATES)
		return;
	prompt_add(p, text, label, note);
	if (fit < PINYIN_WITHIN)
		return;
	added = p->candidates[p->n_candidates - 1];
	memmove(&p->candidates[at + 1], &p->candidates[at],
	        (p->n_candidates - 1 - at) * sizeof added);
	p->candidates[at] = added;
	p->n_literal++;
}

static struct slice word_of(const struct prompt *p)
{
	size_t from = p->ops->whole_line ? 0 : line_word_start(&p->line);

	return slice_make(p->line.text.data + from, p->line.caret - from);
}

static void find_candidates(struct ui *ui)
{
	struct prompt *p = &ui->prompt;

	p->n_candidates = p->n_literal = 0;
	arena_clear(&p->arena);
	if (p->ops->complete)
		p->ops->complete(ui, p, word_of(p));
	p->chosen = p->ops->takes_candidate ? 0 : p->n_candidates;
}

static void take_candidate(struct ui *ui, size_t i)
{
	struct prompt *p = &ui->prompt;
	size_t from = p->ops->whole_line ? 0 : line_word_start(&p->line);

	if (i < p->n_candidates) {
		p->line.caret = p->ops->whole_line ? p->line.text.len : p->line.caret;
		line_replace_word(&p->line, from, p->candidates[i].text);
	}
}

static void choose(struct prompt *p, int step)
{
	size_t states = p->n_candidates + (p->ops->takes_candidate ? 0 : 1);

	if (states)
		p->chosen = (p->chosen + states + (size_t)step) % states;
}

/* --- history ---------------------------------------------------------------------------------- */

static void forget(struct prompt *p, size_t i)
{
	free(p->history[i].kind);
	free(p->history[i].text);
	memmove(&p->history[i], &p->history[i + 1], (--p->n_history - i) * sizeof *p->history);
}

/* The oldest of its kind goes when that has as many as it may have, else the oldest of all. */
static void make_room(struct prompt *p, const char *kind)
{
	size_t n = 0, oldest = 0;

	for (size_t i = p->n_history; i-- > 0;)
		if (!strcmp(p->history[i].kind, kind)) {
			oldest = i;
			n++;
		}
	if (n >= PROMPT_HISTORY_EACH)
		forget(p, oldest);
	else if (p->n_history == PROMPT_HISTORY)
		forget(p, 0);
}

void prompt_remember(struct prompt *p, const char *kind, const char *text)
{
	if (!kind || !*text)
		return;
	for (size_t i = 0; i < p->n_history; i++)
		if (!strcmp(p->history[i].kind, kind) && !strcmp(p->history[i].text, text)) {
			forget(p, i);
			break;
		}
	make_room(p, kind);
	p->has_news = true;
	p->history[p->n_history].kind = xstrdup(kind);
	p->history[p->n_history++].text = xstrdup(text);
}

/* The next line of this kind in the history, older (-1) or newer (1). */
static bool browse(struct prompt *p, int step)
{
	size_t i = p->browsing;

	if (!p->ops->history)
		return false;
	while ((step < 0 && i > 0) || (step > 0 && i + 1 < p->n_history)) {
		i += (size_t)step;
		if (!strcmp(p->history[i].kind, p->ops->history)) {
			p->browsing = i;
			line_set(&p->line, p->history[i].text);
			return true;
		}
	}
	return false;
}

/* The arrows go through the history where there is nothing to choose, on an empty line, and once they
 * have begun to; else through the candidates. */
static bool browses(const struct prompt *p)
{
	return !p->n_candidates || !p->line.text.len || p->browsing < p->n_history;
}

/* --- life ------------------------------------------------------------------------------------- */

static void announce(struct ui *ui)
{
	struct prompt *p = &ui->prompt;

	str_clear(&p->problem);
	if (p->ops->changed)
		p->ops->changed(ui, p->line.text.data);
	if (p->ops)
		find_candidates(ui);
	ui->dirty = true;
}

void prompt_open(struct ui *ui, const struct prompt_ops *ops, const char *text)
{
	struct prompt *p = &ui->prompt;

	if (p->ops)
		prompt_leave(ui);
	p->ops = ops;
	line_set(&p->line, text);
	str_clear(&p->problem);
	p->browsing = p->n_history;
	find_candidates(ui);
	ui->dirty = true;
}

void prompt_leave(struct ui *ui)
{
	const struct prompt_ops *ops = ui->prompt.ops;

	ui->prompt.ops = NULL;
	ui->prompt.n_candidates = 0;
	ui->dirty = true;
	if (ops && ops->left)
		ops->left(ui);
}

static void accept(struct ui *ui)
{
	struct prompt *p = &ui->prompt;
	const struct prompt_ops *ops = p->ops;
	char *text;

	if (p->chosen < p->n_candidates)
		take_candidate(ui, p->chosen);
	text = xstrdup(p->line.text.data);
	prompt_remember(p, ops->history, text);
	p->ops = NULL;
	p->n_candidates = 0;
	ui->dirty = true;
	if (ops->taken)
		ops->taken(ui, text);
	free(text);
}

static bool control_key(struct ui *ui, key_code key)
{
	struct prompt *p = &ui->prompt;

	switch (key) {
	case NAMED_ENTER:
		accept(ui);
		return true;
	case NAMED_ESC:
	case KEY_CTRL | 'c':
	case KEY_CTRL | 'g':
		prompt_leave(ui);
		return true;
	case NAMED_TAB:
		take_candidate(ui, p->chosen < p->n_candidates ? p->chosen : 0);
		announce(ui);
		return true;
	case NAMED_UP:
	case KEY_CTRL | 'p':
		if (browses(p) && browse(p, -1))
			announce(ui);
		else
			choose(p, -1);
		return true;
	case NAMED_DOWN:
	case NAMED_BACKTAB:
	case KEY_CTRL | 'n':
		if (browses(p) && browse(p, 1))
			announce(ui);
		else
			choose(p, 1);
		return true;
	default:
		return false;
	}
}

void prompt_key(struct ui *ui, key_code key)
{
	struct prompt *p = &ui->prompt;

	ui->dirty = true;
	if (control_key(ui, key))
		return;
	if (key == NAMED_BACKSPACE && !p->line.text.len)
		prompt_leave(ui); /* one step further back than the first character */
	else if (line_key(&p->line, key)) {
		p->browsing = p->n_history;
		announce(ui);
	}
}

void prompt_paste(struct ui *ui, key_code key)
{
	if (key == NAMED_ENTER || key == NAMED_TAB)
		key = ' ';
	if (key_is_text(key) && line_key(&ui->prompt.line, key))
		announce(ui);
}

/* --- drawing ---------------------------------------------------------------------------------- */

int prompt_box_lines(const struct prompt *p, int most)
{
	int n = p->n_candidates > BOX_LINES ? BOX_LINES : (int)p->n_candidates;

	if (!p->ops || !n || most < 2)
		return 0;
	return n + 1 < most ? n + 1 : most; /* and the rule above them */
}

void prompt_draw(struct ui *ui, const struct pane *row)
{
	struct prompt *p = &ui->prompt;
	const struct width_profile *profile = row->canvas->profile;
	struct slice before = slice_make(p->line.text.data, p->line.caret);
	int x = 1, caret, room;
	size_t skip = 0;

	pane_blank(row, 0, 0, row->width, STYLE_TEXT);
	if (row->width >= LABEL_FROM)
		x += pane_string(row, x, 0, _(p->ops->label), STYLE_PROMPT);
	x += pane_string(row, x, 0, "> ", STYLE_PROMPT);
	room = row->width - x - 2;
	/* a long line is shown from where the caret still stands in sight */
	while (skip < before.len &&
	       text_width(profile, slice_make(before.data + skip, before.len - skip)) > room)
		skip += text_fit(profile, slice_make(before.data + skip, before.len - skip), 2,
				 NULL);
	caret = x + text_width(profile, slice_make(before.data + skip, before.len - skip));
	x += pane_string(row, x, 0, p->line.text.data + skip, STYLE_TEXT);
	if (p->problem.len && row->width - x > 12)
		pane_fit(row, x + 2, 0, row->width - x - 3, str_slice(&p->problem), STYLE_DIM);
	pane_cursor(row, caret, 0, true);
}

/* It takes the whole width, under a rule, so that nothing of the list shows through beside it. */
void prompt_draw_box(struct ui *ui, const struct pane *box)
{
	struct prompt *p = &ui->prompt;
	int end = p->ops->whole_line ? NOTES_END_LINES : NOTES_END;
	int notes = box->width < end ? box->width : end, lines = box->height - 1;
	size_t top = 0;

	if (lines < 1)
		return;
	pane_rule(box, 0, 0, box->width, STYLE_RULE);
	if (p->chosen < p->n_candidates && p->chosen >= (size_t)lines)
		top = p->chosen - (size_t)lines + 1;
	for (int y = 1; y <= lines && top + (size_t)y <= p->n_candidates; y++) {
		size_t i = top + (size_t)y - 1;
		const struct candidate *c = &p->candidates[i];
		int right;

		pane_blank(box, 0, y, box->width, STYLE_TEXT);
		right = pane_right(box, notes - 1, y, c->note ? c->note : "", STYLE_DIM);
		pane_fit(box, 2, y, right - 3, slice_of(c->label ? c->label : c->text), STYLE_TEXT);
		if (i == p->chosen)
			pane_restyle(box, 0, y, box->width, STYLE_SELECTED);
	}
}
