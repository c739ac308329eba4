#include "text/wrap_parts.h"

#include <limits.h>

#include "text/headline.h"

/*
 * The last lines of a paragraph. A greedy fit may leave one character to the last line; then a line
 * above gives some up. As the lines near the end are asked for again and again they are settled
 * once and kept as the plan.
 */
enum {
	DEPTH = 3,       /* lines above the last that may be changed */
	CANDIDATES = 12, /* shorter forms of a line that are tried */
	WASTE = 3,       /* a line may give up all but a third of it */
};

/* clreq: a paragraph must not end in a line of a single character and its marks. */
static bool is_orphan(const struct wrap *w, const struct fitted *last)
{
	const struct unit *units = w->scan.units;
	int letters = 0, wide = 0, seen = 0;

	if (last->first == 0)
		return false;
	for (size_t i = last->first; i < last->end; i++) {
		int c = units[i].layout;

		if (c == LC_HAN || c == LC_KANA || c == LC_SMALL_KANA || c == LC_ITERATION ||
		    c == LC_HANGUL)
			wide++;
		else if (c == LC_LATIN || c == LC_DIGIT || c == LC_WIDE_DIGIT || c == LC_WIDE_LATIN)
			letters++;
		seen++;
	}
	return seen && wide <= 1 && !letters;
}

static bool reaches_end(const struct wrap *w, const struct fitted *line)
{
	return line->next >= w->scan.n;
}

/* Fit from `first` on into lines[0 … most), greedily. The number of lines; the last of them reaches
 * the end unless there were too many. */
static int fit_on(const struct wrap *w, size_t first, struct fitted *lines, int most)
{
	int n = 0;

	while (n < most && first < w->scan.n) {
		fit_line(&w->fit, first, wrap_room(w, first), &lines[n]);
		first = lines[n++].next;
	}
	return n;
}

static bool ends_well(const struct wrap *w, const struct fitted *lines, int n)
{
	return n > 0 && reaches_end(w, &lines[n - 1]) && !is_orphan(w, &lines[n - 1]);
}

/* Shorten line i of the plan so that the lines from it on end well; they are replaced. */
static bool shorten(const struct wrap *w, struct fitted *lines, int i, int *n)
{
	const struct fitted old = lines[i];
	int room = wrap_room(w, old.first), tried = 0, lowest = INT_MAX;
	struct fitted best[DEPTH + 2];
	int n_best = 0;

	for (size_t j = old.next - 1; j > old.first && tried < CANDIDATES; j--) {
		struct fitted line, rest[DEPTH + 1];
		int pen = w->fit.pens[w->scan.units[j].bond], n_rest, cost;

		if (w->scan.units[j].bond >= BOND_EASY ||
		    !fit_exactly(&w->fit, old.first, j, room, &line))
			continue;
		if (line.cells * WASTE < room)
			break;
		cost = pen + 4 * (room - line.cells);
		tried++;
		if (cost >= lowest)
			continue;
		n_rest = fit_on(w, j, rest, DEPTH + 1);
		if (!ends_well(w, rest, n_rest))
			continue;
		lowest = cost;
		best[0] = line;
		for (int k = 0; k < n_rest; k++)
			best[k + 1] = rest[k];
		n_best = n_rest + 1;
	}
	for (int k = 0; k < n_best; k++)
		lines[i + k] = best[k];
	if (n_best)
		*n = i + n_best;
	return n_best > 0;
}

/* Plan the lines from `first` to the end of the paragraph, if that is near. */
static bool plan_end(struct wrap *w, size_t first)
{
	struct fitted *lines = w->plan;
	int n = fit_on(w, first, lines, PLAN_LINES - DEPTH - 1);

	w->plan_lines = w->plan_next = 0;
	if (n == 0 || !reaches_end(w, &lines[n - 1]))
		return false;
	if (n > 1 && is_orphan(w, &lines[n - 1]))
		for (int i = n - 2; i >= 0 && i >= n - 1 - DEPTH; i--)
			if (shorten(w, lines, i, &n))
				break;
	w->plan_lines = n;
	return true;
}

static bool is_planned(struct wrap *w, size_t first, struct fitted *out)
{
	for (int k = 0; k < w->plan_lines; k++) {
		int i = (w->plan_next + k) % w->plan_lines;

		if (w->plan[i].first != first)
			continue;
		*out = w->plan[i];
		w->plan_next = i + 1;
		return true;
	}
	return false;
}

/* Whether the end may be a few lines away. */
static bool is_near_end(const struct wrap *w, size_t first)
{
	size_t left = w->scan.n - first;

	return w->end == w->len && left <= (size_t)w->o.measure * 3;
}

void wrap_fit(struct wrap *w, size_t first, struct fitted *out)
{
	bool settles = w->o.orphan && !w->scan.keeps_lines;

	if (w->plan_lines && is_planned(w, first, out))
		return;
	if (w->o.headline && !w->scan.keeps_lines && first == 0 && headline_plan(w) &&
	    is_planned(w, first, out))
		return;
	if (settles && is_near_end(w, first) && plan_end(w, first) && is_planned(w, first, out))
		return;
	fit_line(&w->fit, first, wrap_room(w, first), out);
}
