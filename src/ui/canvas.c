#include "ui/canvas.h"
#include "base/mem.h"
#include "text/clean.h"
#include "text/cluster.h"

#include <stdlib.h>
#include <string.h>

static const struct cell blank_cell = { .text = " ", .len = 1, .width = 1 };

static int between(int value, int least, int most)
{
	return value < least ? least : value > most ? most : value;
}

void canvas_init(struct canvas *c, const struct width_profile *profile, int columns, int rows)
{
	*c = (struct canvas){ .profile = profile, .cursor_y = -1 };
	canvas_resize(c, columns, rows);
}

void canvas_release(struct canvas *c)
{
	free(c->cells);
	c->cells = NULL;
	c->columns = c->rows = 0;
}

void canvas_resize(struct canvas *c, int columns, int rows)
{
	c->columns = between(columns, 1, CANVAS_COLUMNS);
	c->rows = between(rows, 1, CANVAS_ROWS);
	c->cells = xreallocarray(c->cells, (size_t)c->columns * (size_t)c->rows, sizeof *c->cells);
	canvas_erase(c);
}

void canvas_erase(struct canvas *c)
{
	for (size_t i = 0; i < (size_t)c->columns * (size_t)c->rows; i++)
		c->cells[i] = blank_cell;
	c->cursor_x = 0;
	c->cursor_y = -1;
	c->cursor_is_caret = false;
}

static struct cell *at(const struct canvas *c, int x, int y)
{
	return &c->cells[(size_t)y * (size_t)c->columns + (size_t)x];
}

const struct cell *canvas_cell(const struct canvas *c, int x, int y)
{
	return at(c, x, y);
}

void canvas_text(const struct canvas *c, struct str *out)
{
	for (int y = 0; y < c->rows; y++) {
		size_t end = out->len;
		for (int x = 0; x < c->columns; x++) {
			const struct cell *cell = at(c, x, y);
			if (!cell->width)
				continue;
			str_append(out, cell->text, cell->len);
			if (cell->len != 1 || cell->text[0] != ' ')
				end = out->len;
		}
		str_truncate(out, end);
		str_add_char(out, '\n');
	}
}

/* Put one cluster; the caller has made sure that it fits. Halves of what stood there become
 * blank. */
static void put(struct canvas *c, int x, int y, const char *text, size_t len, int width,
                style_t style)
{
	struct cell *cell = at(c, x, y);

	if (cell->width == 0 && x > 0) {
		style_t kept = at(c, x - 1, y)->style;
		*at(c, x - 1, y) = blank_cell;
		at(c, x - 1, y)->style = kept;
	}
	if (x + width < c->columns && at(c, x + width, y)->width == 0) {
		style_t kept = at(c, x + width, y)->style;
		*at(c, x + width, y) = blank_cell;
		at(c, x + width, y)->style = kept;
	}
	memcpy(cell->text, text, len);
	memset(cell->text + len, 0, CELL_BYTES - len);
	cell->len = (uint8_t)len;
	cell->width = (uint8_t)width;
	cell->style = style;
	if (width == 2)
		*at(c, x + 1, y) = (struct cell){ .style = style };
}

struct pane pane_whole(struct canvas *c)
{
	return (struct pane){ c, 0, 0, c->columns, c->rows };
}

struct pane pane_part(const struct pane *p, int x, int y, int width, int height)
{
	int left = between(x, 0, p->width), top = between(y, 0, p->height);
	int right = between(x + width, left, p->width),
	    bottom = between(y + height, top, p->height);

	return (struct pane){ p->canvas, p->x + left, p->y + top, right - left, bottom - top };
}

/* Clean text, cluster by cluster, into the cells from x up to limit. */
static int write_clean(const struct pane *p, int x, int y, int limit, struct slice text,
                       style_t style)
{
	const struct width_profile *profile = p->canvas->profile;
	const char *end = text.data + text.len;
	int from = x;

	for (const char *s = text.data; s < end && x < limit;) {
		size_t n = cluster_next(s, end);
		size_t drawn = *s == '\n' || *s == '\t' ? 0 : cluster_drawn(profile, s, n);
		int width = drawn ? cluster_width(profile, s, drawn) : 1;
		if (width > 2)
			width = 2;
		if (x + width > limit)
			break;
		if (x >= 0 && width > 0 && drawn && drawn <= CELL_BYTES)
			put(p->canvas, p->x + x, p->y + y, s, drawn, width, style);
		else if (x >= 0 && width > 0)
			pane_blank(p, x, y, width, style);
		x += width;
		s += n;
	}
	return x - from;
}

static int write_within(const struct pane *p, int x, int y, int limit, struct slice text,
                        style_t style)
{
	struct str clean;
	int cells;

	if (y < 0 || y >= p->height || !text.len)
		return 0;
	if (limit > p->width)
		limit = p->width;
	if (text_is_clean(text, CLEAN_BLOCK))
		return write_clean(p, x, y, limit, text, style);
	str_init_limit(&clean, text.len + 64);
	text_clean(&clean, text, CLEAN_BLOCK);
	cells = write_clean(p, x, y, limit, str_slice(&clean), style);
	str_release(&clean);
	return cells;
}

int pane_text(const struct pane *p, int x, int y, struct slice text, style_t style)
{
	return write_within(p, x, y, p->width, text, style);
}

int pane_string(const struct pane *p, int x, int y, const char *text, style_t style)
{
	return pane_text(p, x, y, slice_of(text), style);
}

int pane_fit(const struct pane *p, int x, int y, int cells, struct slice text, style_t style)
{
	const struct width_profile *profile = p->canvas->profile;
	int used = 0;
	size_t n;

	if (x + cells > p->width)
		cells = p->width - x;
	if (cells <= 0)
		return 0;
	n = text_fit(profile, text, cells, &used);
	if (n == text.len)
		return write_within(p, x, y, x + cells, text, style);
	n = text_fit(profile, text, cells - 1, &used);
	write_within(p, x, y, x + cells - 1, slice_make(text.data, n), style);
	return used + pane_string(p, x + used, y, p->canvas->ascii ? ">" : "›", STYLE_DIM);
}

int pane_right(const struct pane *p, int end, int y, const char *text, style_t style)
{
	int x = end - text_width(p->canvas->profile, slice_of(text));

	pane_string(p, x, y, text, style);
	return x;
}

void pane_blank(const struct pane *p, int x, int y, int cells, style_t style)
{
	if (y < 0 || y >= p->height)
		return;
	for (int i = x < 0 ? 0 : x; i < x + cells && i < p->width; i++)
		put(p->canvas, p->x + i, p->y + y, " ", 1, 1, style);
}

void pane_restyle(const struct pane *p, int x, int y, int cells, style_t style)
{
	if (y < 0 || y >= p->height)
		return;
	for (int i = x < 0 ? 0 : x; i < x + cells && i < p->width; i++)
		at(p->canvas, p->x + i, p->y + y)->style = style;
}

/* A line's sign, of one cell on this terminal. */
static const char *line_sign(const struct canvas *c, const char *drawn, const char *ascii)
{
	return c->ascii || text_width(c->profile, slice_of(drawn)) != 1 ? ascii : drawn;
}

void pane_rule(const struct pane *p, int x, int y, int cells, style_t style)
{
	const char *sign = line_sign(p->canvas, "─", "-");

	for (int i = x; i < x + cells; i++)
		pane_string(p, i, y, sign, style);
}

void pane_border(const struct pane *p, int x, style_t style)
{
	const char *sign = line_sign(p->canvas, "│", "|");

	for (int y = 0; y < p->height; y++)
		pane_string(p, x, y, sign, style);
}

void pane_cursor(const struct pane *p, int x, int y, bool caret)
{
	if (y < 0 || y >= p->height || p->width < 1)
		return;
	p->canvas->cursor_x = p->x + between(x, 0, p->width - 1);
	p->canvas->cursor_y = p->y + y;
	p->canvas->cursor_is_caret = caret;
}
