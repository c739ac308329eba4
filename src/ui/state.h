/*
 * What the views share: the state of the screen and what they may ask of it. UI thread only.
 */
#ifndef UI_STATE_H
#define UI_STATE_H

#include "base/str.h"
#include "reader/reader.h"
#include "ui/canvas.h"
#include "ui/input.h"
#include "ui/keymap.h"
#include "ui/mark.h"
#include "ui/probe.h"
#include "ui/prompt.h"
#include "ui/screen.h"
#include "ui/ui.h"
#include "ui/view.h"

#define UI_STACK 12      /* views over the main screen */
#define UI_COUNT_MOST 99999
#define UI_HINTS 24

/* What the terminal is to do besides painting; the loop sees to it. */
struct ui_effects {
	struct str bytes;    /* sent behind the next frame: clipboard, a picture */
	bool redraw, suspend;
	bool snapshot;       /* the next frame becomes a file too */
	bool options;        /* colours, mouse: as the options have them now */
};

struct ui {
	struct reader *reader;
	struct ui_options options;
	struct keymap keymap;
	const struct width_profile *profile;
	const char *language;
	enum mark_set marks;
	int columns, rows;
	bool is_remote;      /* over SSH */

	enum view_id focus;  /* pane of the main screen: VIEW_SHELF, VIEW_LIST, VIEW_HOT */
	bool zen;            /* one pane only */
	bool bare;           /* articles without the rows above and below */
	enum view_id stack[UI_STACK];
	int depth;
	void *state[VIEW_COUNT];

	struct prompt prompt;
	struct letter {
		int64_t id;           /* 0: none */
		bool is_inside;       /* put while reading: at this place of the text */
		uint32_t block, byte;
	} letters[52]; /* articles marked a–z and A–Z in this run; others are in the store */
	int count;           /* digits typed before a key, 0: none */
	void (*wait)(struct ui *ui, key_code key); /* takes the next key, whatever it is */
	struct str wait_text; /* what the status row says meanwhile */
	struct str wait_box;  /* what the key may be (ui/wait_box.h) */
	int wait_count;
	struct str macro;     /* steps that are left of a macro that is being played */
	bool macro_plays;
	void (*question_yes)(struct ui *ui);
	key_code question_again;
	struct { int x, end; const struct action *action; } shown_hints[UI_HINTS]; /* for clicks */
	size_t n_shown_hints;
	int64_t clicked_ms;  /* the click before, to know a double one */
	int clicked_x, clicked_y;
	struct str notice;   /* goes with the next key */
	bool notice_is_error;
	struct ui_effects effects;
	struct probe probe;  /* what the terminal says of widths */
	struct lookup *found; /* what an address turned out to be, while one is asked about it */
	bool has_arrived;    /* what one address holds */
	bool dirty, quit;
	int64_t key_ms;      /* the last key, monotonic: while keys come nothing moves by itself */
	bool is_away;        /* the terminal says that it is not looked at */
};

struct ui *ui_new(struct reader *r, const struct ui_options *o, const struct width_profile *profile,
                  int columns, int rows);
void ui_free(struct ui *ui);
void ui_resize(struct ui *ui, int columns, int rows);
/* Handle one event; draws nothing. */
void ui_handle(struct ui *ui, const struct input_event *event);
void ui_key(struct ui *ui, key_code key);
/* A click selects, a second one opens, the wheel scrolls what is under it (option `mouse`). */
void ui_mouse(struct ui *ui, const struct input_event *event);
/* The configuration is another one, or options were set: keys, marks, colours, the page follow. */
void ui_configure(struct ui *ui);
/* The reader's pump said that something has changed. */
void ui_changed(struct ui *ui);
/* Draw the whole frame. */
void ui_draw(struct ui *ui, struct canvas *c);
/* Work for idle time; true while some is left. */
bool ui_idle(struct ui *ui);
/* Where the panes stand now. */
struct screen ui_screen(struct ui *ui);

/* --- for views -------------------------------------------------------------------------------- */

/* The view that has the keys. */
enum view_id ui_view(const struct ui *ui);
/* Is it on the stack or, for the panes of the main screen, in sight of it? */
bool ui_is_open(const struct ui *ui, enum view_id view);
/* Put a view on top; one that is there already comes to the top. */
void ui_open(struct ui *ui, enum view_id view);
/* Take the top view away. At the main screen nothing happens and false is returned. */
bool ui_close(struct ui *ui);
/* Give a pane of the main screen the focus, closing what lies over it. */
void ui_focus(struct ui *ui, enum view_id pane);
/* Run an action as if its key had been pressed. */
void ui_run_action(struct ui *ui, const struct action *action, int count);

/* One passing sentence in the status row. */
void ui_say(struct ui *ui, const char *format, ...) __attribute__((format(printf, 2, 3)));
void ui_say_error(struct ui *ui, const char *sentence);
/* Why an action cannot be run in the view that has the keys. */
void ui_say_refused(struct ui *ui, const struct action *action);
/* What was done, and the key that takes it back. */
void ui_say_undoable(struct ui *ui, const char *sentence);
/* Ask in the status row; yes() runs when the answer is y, Enter or the key `again`. */
void ui_ask(struct ui *ui, const char *question, key_code again, void (*yes)(struct ui *ui));

/* What the marks, the browser and the clipboard act on now; false when there is nothing. */
bool ui_target(struct ui *ui, struct target *t);
/* Copy to the terminal's clipboard by OSC 52, and say so. */
void ui_copy(struct ui *ui, const char *text);
/* Open an address in the browser; over SSH show it instead. */
void ui_browse(struct ui *ui, const char *link);

int64_t ui_now(void);
int ui_offset(void); /* the reader's zone now, seconds east of Greenwich */

#endif
