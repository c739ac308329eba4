/*
 * The prompt: one line at the bottom, with candidates over it. Whoever opens it gives what happens
 * while it is typed, when it is taken and when it is left. UI thread only.
 */
#ifndef UI_PROMPT_H
#define UI_PROMPT_H

#include <stdbool.h>
#include "base/arena.h"
#include "base/str.h"
#include "ui/canvas.h"
#include "text/pinyin.h"
#include "ui/line.h"

#define PROMPT_HISTORY 300     /* lines kept in all, over sessions too (ui/history.h) */
#define PROMPT_HISTORY_EACH 50 /* of each kind */
#define PROMPT_CANDIDATES 200

struct ui;
struct prompt;

struct candidate {
	const char *text;   /* replaces the word (or the whole line); in the prompt's arena */
	const char *label;  /* what is shown; NULL: text */
	const char *note;   /* at the right, dim: a count, a key; NULL: none */
};

struct prompt_ops {
	const char *label;       /* msgid: "filter" */
	const char *help;        /* msgid shown in the hint row while it is open */
	bool whole_line;         /* candidates replace the line, not the last word */
	bool takes_candidate; /* Enter takes the selected candidate too, not only what is typed */
	const char *history;     /* its lines are kept under that name; NULL: they are not */
	/* After every change; NULL: nothing. */
	void (*changed)(struct ui *ui, const char *text);
	/* Enter. */
	void (*taken)(struct ui *ui, const char *text);
	/* Esc: put things back. */
	void (*left)(struct ui *ui);
	/* Fill candidates for the word (or line) before the caret. */
	void (*complete)(struct ui *ui, struct prompt *p, struct slice word);
};

struct prompt {
	const struct prompt_ops *ops;  /* NULL: closed */
	struct line line;
	struct str problem;            /* said beside the line: what was not understood */
	struct arena arena;
	struct candidate *candidates;
	size_t n_literal;              /* of them, the first, were found by their letters */
	size_t n_candidates, cap_candidates, chosen; /* chosen: n_candidates for none */
	struct { char *kind, *text; } history[PROMPT_HISTORY]; /* the last one last */
	size_t n_history;
	bool has_news;                 /* lines that the file does not hold yet */
	size_t browsing;               /* place in the history while one goes through it */
};

void prompt_init(struct prompt *p);
void prompt_release(struct prompt *p);
bool prompt_is_open(const struct prompt *p);
/* Open with that text in it; a prompt that is open is left first. */
void prompt_open(struct ui *ui, const struct prompt_ops *ops, const char *text);
/* Put a line into the history of its kind (prompt_ops.history), as if it had been taken. */
void prompt_remember(struct prompt *p, const char *kind, const char *text);
/* Leave it as Esc does. */
void prompt_leave(struct ui *ui);
void prompt_key(struct ui *ui, key_code key);
void prompt_paste(struct ui *ui, key_code key);
/* For complete(): text, label and note are copied. */
void prompt_add(struct prompt *p, const char *text, const char *label, const char *note);
/* The same of one that was looked for: those found by their letters before those by their sound, which
 * stay in the order of the calls; PINYIN_NONE adds nothing. */
void prompt_add_found(struct prompt *p, enum pinyin_fit fit, const char *text, const char *label,
                      const char *note);
/* Lines of the box of candidates. */
int prompt_box_lines(const struct prompt *p, int most);
/* The line in the status row, the box in a pane of prompt_box_lines(). */
void prompt_draw(struct ui *ui, const struct pane *row);
void prompt_draw_box(struct ui *ui, const struct pane *box);

#endif
