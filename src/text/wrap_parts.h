/*
 * What the files behind wrap.h share. Private to text/.
 */
#ifndef TEXT_WRAP_PARTS_H
#define TEXT_WRAP_PARTS_H

#include "text/fit.h"
#include "text/scan.h"
#include "text/wrap.h"

enum { PLAN_LINES = 16 };

struct wrap {
	const char *text;
	size_t len;
	struct wrap_options o;
	size_t body;            /* blanks before it are not set */

	struct scan scan;       /* of the stretch that is loaded */
	struct fit fit;
	bool loaded;            /* one is */
	size_t start, end;      /* its bytes */
	size_t near;            /* the unit that is likely asked for next */

	/* Lines that are settled together: the last of a paragraph, or all of a headline. */
	struct fitted plan[PLAN_LINES];
	int plan_lines, plan_next; /* the one that is likely asked for next */

	size_t counted;         /* bytes whose lines are counted, whole stretches */
	size_t lines;           /* in them */
	size_t *marks;          /* start of every MARK_LINES-th of them */
	size_t n_marks, cap_marks;
};

/* Cells before the line that starts at unit `first`, and cells it may take behind them. */
int wrap_indent(const struct wrap *w, size_t first);
int wrap_room(const struct wrap *w, size_t first);
/* The units [*first, *next) of a line, its stretch loaded; false if there is no such line. */
bool wrap_units(struct wrap *w, const struct wrap_line *line, size_t *first, size_t *next);
/* The line that starts at unit `first` of the loaded stretch, last lines repaired. (settle.c) */
void wrap_fit(struct wrap *w, size_t first, struct fitted *out);

/* A long paragraph is set in stretches; border k is where stretch k begins, len after the last. The
 * stretch that holds byte `at`. (stretch.c) */
size_t stretch_border(const struct wrap *w, size_t k);
size_t stretch_of(const struct wrap *w, size_t at);

#endif
