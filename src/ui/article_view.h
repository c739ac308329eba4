/*
 * The inside of the article page, shared by the view_article*.c files only.
 */
#ifndef UI_ARTICLE_VIEW_H
#define UI_ARTICLE_VIEW_H

#include "doc/layout.h"
#include "reader/setting.h"
#include "ui/article_history.h"
#include "ui/views.h"

#define TRAIL_MOST 16   /* articles come from by number, for going back */
#define HITS_MOST 10000
#define FIND_WORDS 32

struct article_spot {
	int64_t id;
	struct anchor top;
};

struct find {
	struct str needle;      /* as typed; empty: no find is alive */
	struct str folded;      /* its words, one behind the other */
	struct slice words[FIND_WORDS];
	size_t n_words;
	bool is_from_search;    /* it goes with the article, not before it */
	struct anchor *hits;
	size_t n_hits, cap_hits, at;
	struct anchor before;   /* where Esc in the prompt goes back to */
};

struct article_view {
	struct ui *ui;
	int64_t id;
	struct page *page;      /* NULL: nothing is open */
	struct layout *layout;
	struct setting setting;
	int laid_columns;       /* what the layout was made for */
	int measure;            /* wanted, cells; < and > change it */
	int height;             /* rows of text when it was last drawn */
	int percent;            /* as it was last drawn */
	bool percent_is_guess;  /* rows are counted in idle time, then it is drawn anew */
	struct anchor place;    /* where the reader is: only he moves it */
	struct anchor top;      /* the first row in sight: the place, as this window can show it */
	bool is_awaiting;       /* the full page has been sent for */
	bool shows_feed;        /* the feed's text, where there is the page's too */
	bool shows_changes;     /* what was added and taken away, in place of the text */
	bool link_numbers;
	struct article_spot trail[TRAIL_MOST];
	size_t n_trail;
	struct find find;
	struct article_history history;
};

static inline struct article_view *article_view_of(const struct ui *ui)
{
	return ui->state[VIEW_ARTICLE];
}

/* Another measure, kept as < and > keep theirs. */
void article_set_measure(struct ui *ui, int cells);
/* Lay out anew (another width, other options); the place is kept. */
void article_layout(struct article_view *v);
bool article_is_at_end(struct article_view *v);
void article_scroll_to(struct article_view *v, struct anchor to);
/* Show the article's changes, or its text again. */
void article_show_changes(struct ui *ui, bool on);
/* The feed's text in place of the page's, or the other way. */
void article_switch_text(struct ui *ui);
/* Open the related article (or, with link numbers shown, the link) of that number. */
void article_follow(struct ui *ui, int number);
/* Go to a link of the text: inside when it is an article of the store, else like o. */
void article_follow_link(struct ui *ui, const char *link, int64_t item);

/* The last row. */
void article_status(struct ui *ui, struct str *left, struct str *right);

/* --- find inside --- */
void find_open(struct ui *ui, int count);
void find_clear(struct article_view *v);
/* Step to another hit; false when no find is alive. */
bool find_step(struct article_view *v, int dir);
/* Mark what is found in a row drawn at x, y. */
void find_mark(struct article_view *v, const struct pane *p, int x, int y, const struct row *row);
void find_add_status(const struct article_view *v, struct str *out);

/* Go to what was read before (-1) or after (1) this one. */
void article_walk(struct ui *ui, int dir);

#define ARTICLE_ACTIONS 19
extern const struct action article_actions[ARTICLE_ACTIONS];

#endif
