/*
 * One row of an article list: mark, time, headline, tag, source; or two lines of it on a narrow
 * screen (STYLE §3, READER §1.1). Pure drawing.
 */
#ifndef UI_ROW_H
#define UI_ROW_H

#include "model/item.h"
#include "reader/reader.h"
#include "ui/canvas.h"
#include "ui/mark.h"

struct row_style {
	bool two_lines;
	bool is_dated;      /* other days show their date (no rules between days) */
	bool hide_source;   /* every row has the same */
	const char *hide_tag;  /* a tag every row has, NULL: none */
	enum mark_set marks;
	const char *language;
	int64_t now;
	int offset_s;
	const struct filter *filter; /* what it matched is marked; NULL: nothing */
	struct reader *reader; /* whose rules want words marked; NULL: none */
	const struct slice *words;   /* so are these, folded (a search's) */
	size_t n_words;
};

/* Lines a row takes. */
int row_lines(const struct row_style *s);
/* The column of its headline. */
int row_title_at(const struct row_style *s);
/* Draw it into a pane of that many lines. selected: STYLE_SELECTED or STYLE_SELECTED_AWAY, 0:
 * not. */
void row_draw(const struct pane *p, const struct item *item, const struct row_style *s,
              style_t selected);
/* Underline what a filter's words match in text that was drawn at x, y in at most `cells`. */
/* The same for the words of a search. */
void row_mark_words(const struct pane *p, int x, int y, int cells, const char *text,
                    const struct row_style *s);
void row_mark_matches(const struct pane *p, int x, int y, int cells, const char *text,
                      const struct filter *filter);

#endif
