#include "ui/chart.h"
#include "base/clock.h"
#include "ui/when.h"

#include <stdio.h>
#include <string.h>

enum {
	AXIS_CELLS = 5,      /* "16 │ " */
	LEVELS = 8,          /* a cell's height in block elements */
	SPREAD_LEAST = 4,    /* ranks 1 and 2 are no drama */
	TIME_CELLS = 5,
};

struct chart {
	const struct hot_sighting *seen;
	size_t n;
	int worst;           /* rank at the foot */
	int step, bar;       /* cells a fetch takes, and its bar of these */
	int offset_s;
	bool ascii;
};

static bool is_narrow(const struct width_profile *p)
{
	static const char *const signs[] = { "│", "█", "▄", "└", "─", "×", "·" };

	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (text_width(p, slice_of(signs[i])) != 1)
			return false;
	return true;
}

/* How many eighths of a cell the bar of a rank is high, never none. */
static int height_of(const struct chart *c, int rank)
{
	int levels = CHART_ROWS * LEVELS * (c->worst + 1 - rank) / c->worst;

	return levels > 0 ? levels : 1;
}

static void add_times(struct str *out, const char *text, int n)
{
	while (n-- > 0)
		str_add(out, text);
}

static void add_bar(struct str *out, const struct chart *c, int rank, int row)
{
	static const char *const blocks[] = { " ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█" };
	int level = rank > 0 ? height_of(c, rank) - row * LEVELS : 0;

	level = level < 0 ? 0 : level > LEVELS ? LEVELS : level;
	if (c->ascii)
		add_times(out, level >= LEVELS / 2 || (row == 0 && rank > 0) ? "#" : " ", c->bar);
	else
		add_times(out, blocks[level], c->bar);
	add_times(out, " ", c->step - c->bar);
}

/* Without the blanks at the end. */
static void end_line(struct str *out)
{
	size_t len = out->len;

	while (len && out->data[len - 1] == ' ')
		len--;
	str_truncate(out, len);
	str_add_char(out, '\n');
}

static void add_bars(struct str *out, const struct chart *c)
{
	const char *side = c->ascii ? "|" : "│";

	for (int row = CHART_ROWS - 1; row >= 0; row--) {
		if (row == CHART_ROWS - 1)
			str_printf(out, "%3d%s ", 1, side);
		else if (row == 0)
			str_printf(out, "%3d%s ", c->worst, side);
		else
			str_printf(out, "   %s ", side);
		for (size_t i = 0; i < c->n; i++)
			add_bar(out, c, c->seen[i].rank, row);
		end_line(out);
	}
	str_add(out, c->ascii ? "   +" : "   └");
	add_times(out, c->ascii ? "-" : "─", (int)c->n * c->step + 1);
	end_line(out);
}

/* What the bars stand for: the rank, × for a failed fetch, · for one without the entry. */
static void add_ranks(struct str *out, const struct chart *c)
{
	add_times(out, " ", AXIS_CELLS);
	for (size_t i = 0; i < c->n; i++) {
		int rank = c->seen[i].rank;
		int cells = c->step > 1 ? c->step - 1 : 1;

		if (rank > 0 && c->step > 1)
			str_printf(out, "%*d", cells, rank);
		else
			str_printf(out, "%*s%s", cells - 1, "",
			           rank > 0 ? " " : rank < 0 ? (c->ascii ? "x" : "×")
			                                     : (c->ascii ? "." : "·"));
		add_times(out, " ", c->step - cells);
	}
	end_line(out);
}

/* A clock time below a bar wherever there is room; the date where the day has changed. */
static void add_clock(struct str *out, const struct chart *c)
{
	int x = 0, free_from = 0, day = -1;

	add_times(out, " ", AXIS_CELLS);
	for (size_t i = 0; i < c->n; i++) {
		int at = (int)i * c->step;
		struct civil t = civil_from_utc(c->seen[i].time, c->offset_s);

		if (at < free_from || at + TIME_CELLS > (int)c->n * c->step + 1 + TIME_CELLS)
			continue;
		add_times(out, " ", at - x);
		if (day >= 0 && day != t.day)
			str_printf(out, "%02d-%02d", t.month, t.day);
		else
			when_add_clock(out, c->seen[i].time, c->offset_s);
		day = t.day;
		x = at + TIME_CELLS;
		free_from = x + 1;
	}
	end_line(out);
}

void chart_add(struct str *out, const struct hot_sighting *seen, size_t n, int width, int offset_s,
               const struct width_profile *profile, bool ascii)
{
	struct chart c = { .worst = SPREAD_LEAST, .offset_s = offset_s,
		           .ascii = ascii || !is_narrow(profile) };
	int room = width - AXIS_CELLS - TIME_CELLS, ranks = 0;

	for (size_t i = 0; i < n; i++)
		ranks += seen[i].rank > 0;
	if (ranks < 2 || room < 2 * TIME_CELLS)
		return;
	c.step = (int)n * 3 <= room ? 3 : 1;
	c.bar = c.step > 1 ? c.step - 1 : 1;
	c.n = n < (size_t)(room / c.step) ? n : (size_t)(room / c.step);
	c.seen = seen + n - c.n;
	for (size_t i = 0; i < c.n; i++) {
		if (c.seen[i].rank > c.worst)
			c.worst = c.seen[i].rank;
		if (c.seen[i].rank > 99)
			c.step = 1, c.bar = 1;
	}
	add_bars(out, &c);
	add_ranks(out, &c);
	add_clock(out, &c);
}
