/*
 * A view: what one pane, overlay or full page shows and what its keys do.
 *
 * A new view is one file with a const struct view_ops and one line in ui/view.c; its keys are rows
 * of its actions[], from which the key map, the help, the hints and the palette follow. All
 * functions run on the UI thread; handling changes state and never draws, drawing changes no state
 * but what depends on the size (the first visible row).
 */
#ifndef UI_VIEW_H
#define UI_VIEW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/str.h"
#include "ui/canvas.h"
#include "ui/key.h"

struct ui;
struct input_event;
struct list;

enum view_id {
	VIEW_SHELF,
	VIEW_LIST,
	VIEW_HOT,
	VIEW_ARTICLE,
	VIEW_SEARCH,
	VIEW_TAGS,
	VIEW_LINKS,
	VIEW_MENU,
	VIEW_FACTS,
	VIEW_EXTRA,
	VIEW_TOPIC,
	VIEW_FRONT,
	VIEW_HELP,
	VIEW_PROBLEMS,
	VIEW_ALERTS,
	VIEW_LOG,
	VIEW_CATALOGUE,
	VIEW_WIDTHS,
	VIEW_QR,
	VIEW_OUTPUT,
	VIEW_PICTURE,
	VIEW_COUNT,
	VIEW_EVERYWHERE = VIEW_COUNT
};

/* What an action needs of the view it is used in, and what a view offers. */
enum offer {
	OFFER_MOVE = 1 << 0,      /* rows or lines to move over */
	OFFER_OPEN = 1 << 1,      /* something to open */
	OFFER_ARTICLE = 1 << 2,   /* an article: marks, tags */
	OFFER_LINK = 1 << 3,      /* an address: browser, copying */
	OFFER_ARTICLES = 1 << 4,  /* articles to step through: next unread and the like */
	OFFER_FILTER = 1 << 5,    /* rows that a prompt narrows */
	OFFER_NEIGHBOUR = 1 << 6, /* a next and a previous one of its kind */
	OFFER_REFRESH = 1 << 7,   /* a source to fetch */
	OFFER_MAIN = 1 << 8,      /* the main screen's panes are there */
	OFFER_FIND = 1 << 9,      /* text to find words in */
};

/* What an action does beyond the screen: what a public terminal locks. */
enum action_flag {
	ACTION_EXEC = 1 << 16,    /* starts another program */
	ACTION_WRITES = 1 << 17,  /* writes a file */
	ACTION_SOURCES = 1 << 18, /* changes the sources */
	ACTION_NET = 1 << 19,     /* uses the network */
	ACTION_HIDDEN = 1 << 20,  /* not worth a row in the help (a twin of another) */
	ACTION_MACRO = 1 << 21,   /* bound by the user: its name is steps (ui/macro.h), it has no run() */
};

struct action {
	const char *name;                       /* "next-unread": in bind lines and after : */
	const char *keys;                       /* default keys, parted by blanks; "" for none */
	void (*run)(struct ui *ui, int count);  /* count 0: none was typed */
	const char *help;                       /* msgid: one line of the help */
	unsigned flags;                         /* enum offer it needs, enum action_flag */
};

/* One thing of the hint row: the keys of one or two actions and a word. */
struct hint {
	const char *action, *partner; /* partner NULL: one key */
	const char *text;             /* msgid */
};

enum motion { MOVE_BY, MOVE_PAGES, MOVE_HALVES, MOVE_FIRST, MOVE_LAST, MOVE_TO };

/* What the marks, the browser and the clipboard act on. */
struct target {
	int64_t item;           /* 0: no article of the store */
	int64_t source;         /* 0: none in particular */
	const char *title, *link;
	bool is_read, is_starred;
};

struct view_ops {
	const char *name;       /* "article": in bind lines */
	const char *title;      /* msgid, over its keys in the help */
	unsigned offers;
	bool is_overlay;        /* drawn over what is below it */
	bool takes_text;        /* letters typed narrow what it shows; only named keys are keys */
	const struct action *actions;
	size_t n_actions;
	const struct hint *hints;
	size_t n_hints;
	/* Others for what is going on just now; NULL: those above. */
	const struct hint *(*hints_now)(struct ui *ui, size_t *n);

	void *(*create)(struct ui *ui);
	void (*destroy)(struct ui *ui, void *state);
	/* Makes its rows anew (ui/rows_view.h): called while it is open and what the reader shows
	 * may have changed. */
	void (*fill)(struct ui *ui);
	void (*opened)(struct ui *ui);     /* has been put on top */
	void (*closed)(struct ui *ui);     /* has been left for what is below */
	void (*changed)(struct ui *ui);    /* what the reader shows may have changed */
	void (*draw)(struct ui *ui, const struct pane *pane, bool has_focus);
	void (*move)(struct ui *ui, enum motion motion, long n);
	void (*open)(struct ui *ui, int count);
	bool (*back)(struct ui *ui);       /* true: used up inside (a find ended, a page before) */
	bool (*key)(struct ui *ui, key_code key); /* before the key map; true when taken */
	bool (*target)(struct ui *ui, struct target *out);
	/* The words after the paper's name in the first row (NULL: the title), the status row's two
	 * ends. */
	void (*where)(struct ui *ui, struct str *out);
	void (*status)(struct ui *ui, struct str *left, struct str *right);
	/* Work for idle time; true while some is left. */
	bool (*idle)(struct ui *ui);
	/* The list it is made of, for the mouse; NULL: none. */
	struct list *(*list)(struct ui *ui);
};

extern const struct view_ops *const view_table[VIEW_COUNT];
/* What holds in every view that offers what it needs. */
extern const struct action common_actions[];
extern const size_t n_common_actions;

#endif
