#include "ui/snapshot.h"

#include <stdio.h>
#include <stdlib.h>
#include "base/clock.h"
#include "base/path.h"
#include "share/take.h"

/* A cell in pixels, and where letters stand in it. In a font made for Han in a grid, a letter is half
 * as wide as the font is high. */
enum { CELL_WIDTH = 9, CELL_HEIGHT = 23, BASELINE = 18, FONT_SIZE = 18, MARGIN = 10 };
#define NARROW " font-size=\"15\" font-family=\"'DejaVu Sans Mono', Menlo, Consolas, monospace\""

enum { SVG_BYTES_MOST = 64 << 20 };

struct drawing {
	const struct canvas *canvas;
	const struct theme *theme;
	uint32_t letters, ground; /* 0xrrggbb where the theme has the terminal's own */
	struct str *out;
};

/* --- colours ---------------------------------------------------------------------------------- */

/* What xterm draws for a number of its 256. */
static uint32_t rgb_of(int n)
{
	static const uint32_t first[] = {
		0x000000, 0xcd3131, 0x0a9f5a, 0xb58900, 0x2f6fdd, 0xa347ba, 0x0f9bb4, 0xe5e5e5,
		0x666666, 0xf14c4c, 0x23d18b, 0xf5f543, 0x3b8eea, 0xd670d6, 0x29b8db, 0xffffff,
	};
	static const uint32_t steps[] = { 0, 95, 135, 175, 215, 255 };

	if (n < 16)
		return first[n];
	if (n < 232)
		return steps[(n - 16) / 36] << 16 | steps[(n - 16) / 6 % 6] << 8 | steps[(n - 16) % 6];
	return (uint32_t)(8 + 10 * (n - 232)) * 0x010101;
}

static uint32_t halfway(uint32_t a, uint32_t b)
{
	return ((a & 0xfefefe) >> 1) + ((b & 0xfefefe) >> 1);
}

struct colours {
	uint32_t letters, ground;
	bool has_ground; /* not the picture's own */
};

static struct colours colours_of(const struct drawing *d, const struct look *look)
{
	struct colours c = {
		.letters = look->color >= 0 ? rgb_of(look->color) : d->letters,
		.ground = look->ground >= 0 ? rgb_of(look->ground) : d->ground,
	};

	if (look->faint)
		c.letters = halfway(c.letters, c.ground);
	if (look->reverse) {
		uint32_t ground = c.letters;
		c.letters = c.ground;
		c.ground = ground;
	}
	c.has_ground = c.ground != d->ground;
	return c;
}

/* --- cells ------------------------------------------------------------------------------------ */

/* Cells of one style from x on. */
static int stretch_end(const struct canvas *c, int x, int y)
{
	style_t style = canvas_cell(c, x, y)->style;

	while (x < c->columns && canvas_cell(c, x, y)->style == style)
		x++;
	return x;
}

static void add_escaped(struct str *out, const struct cell *cell)
{
	for (int i = 0; i < cell->len; i++)
		switch (cell->text[i]) {
		case '&':
			str_add(out, "&amp;");
			break;
		case '<':
			str_add(out, "&lt;");
			break;
		default:
			str_add_char(out, cell->text[i]);
		}
}

static bool is_blank(const struct cell *cell)
{
	return !cell->len || (cell->len == 1 && cell->text[0] == ' ');
}

/* What a font may give another width than the terminal, or SVG count as more than one character:
 * all but ASCII and single characters of two cells. */
static bool stands_alone(const struct cell *cell)
{
	return cell->width == 1 ? cell->len != 1 : cell->len != 3;
}

/* Draw from x on and return where it ended: what touches, or one cluster alone. Every one has an x
 * of its own; programs that look at the first only are not far out within so short a run. */
static int add_run(const struct drawing *d, const char *start, int x, int to, int y)
{
	struct str clusters = STR_INIT;
	bool alone = stands_alone(canvas_cell(d->canvas, x, y));

	/* a font of Han draws “ and × in two cells: another one shall */
	str_printf(d->out, "<text%s%s", alone && canvas_cell(d->canvas, x, y)->width == 1 ? NARROW : "",
	           start);
	for (; x < to; x++) {
		const struct cell *cell = canvas_cell(d->canvas, x, y);
		if (!cell->width)
			continue;
		if (is_blank(cell) || (clusters.len && (alone || stands_alone(cell))))
			break;
		str_printf(d->out, clusters.len ? " %d" : "%d", MARGIN + x * CELL_WIDTH);
		add_escaped(&clusters, cell);
	}
	str_printf(d->out, "\">%s</text>\n", clusters.data);
	str_release(&clusters);
	return x;
}

static void add_text(const struct drawing *d, const struct look *look, int from, int to, int y,
                     uint32_t letters)
{
	char start[96];

	snprintf(start, sizeof start, " y=\"%d\" fill=\"#%06x\"%s x=\"",
	         MARGIN + y * CELL_HEIGHT + BASELINE, (unsigned)letters,
	         look->bold ? " font-weight=\"bold\"" : "");
	for (int x = from; x < to;)
		if (!canvas_cell(d->canvas, x, y)->width || is_blank(canvas_cell(d->canvas, x, y)))
			x++;
		else
			x = add_run(d, start, x, to, y);
}

static void add_stretch(const struct drawing *d, int from, int to, int y)
{
	struct look look = theme_look(d->theme, canvas_cell(d->canvas, from, y)->style);
	struct colours c = colours_of(d, &look);
	int left = MARGIN + from * CELL_WIDTH, top = MARGIN + y * CELL_HEIGHT;
	int width = (to - from) * CELL_WIDTH;

	if (c.has_ground)
		str_printf(d->out, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"#%06x\"/>\n",
		           left, top, width, CELL_HEIGHT, (unsigned)c.ground);
	add_text(d, &look, from, to, y, c.letters);
	if (look.underline)
		str_printf(d->out, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"1\" fill=\"#%06x\"/>\n",
		           left, top + CELL_HEIGHT - 2, width, (unsigned)c.letters);
}

void snapshot_svg(const struct canvas *c, const struct theme *theme, bool is_light, struct str *out)
{
	struct drawing d = { c, theme, is_light ? 0x222222 : 0xd8d8d8, is_light ? 0xffffff : 0x14141a,
		             out };
	int width = c->columns * CELL_WIDTH + 2 * MARGIN, height = c->rows * CELL_HEIGHT + 2 * MARGIN;

	str_printf(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" "
	                "viewBox=\"0 0 %d %d\" font-size=\"%d\" font-family=\"'Sarasa Mono SC', "
	                "'Noto Sans Mono CJK SC', monospace\">\n"
	                "<rect width=\"100%%\" height=\"100%%\" fill=\"#%06x\"/>\n",
	           width, height, width, height, FONT_SIZE, (unsigned)d.ground);
	for (int y = 0; y < c->rows; y++)
		for (int x = 0, end; x < c->columns; x = end) {
			end = stretch_end(c, x, y);
			add_stretch(&d, x, end, y);
		}
	str_add(out, "</svg>\n");
}

/* --- files ------------------------------------------------------------------------------------ */

static bool write_one(const char *stem, const char *ending, const struct str *content, struct err *err)
{
	struct str path = STR_INIT;
	bool ok;

	str_printf(&path, "%s%s", stem, ending);
	ok = take_write(path.data, str_slice(content), err);
	str_release(&path);
	return ok;
}

bool snapshot_write(const struct canvas *c, const struct theme *theme, bool is_light,
                    const char *folder, char **stem, struct err *err)
{
	int64_t now = clock_now();
	struct civil t = civil_from_utc(now, clock_local_offset(now));
	struct str name = STR_INIT, text = STR_INIT, svg = STR_INIT;
	bool ok;

	str_init_limit(&svg, SVG_BYTES_MOST);
	str_printf(&name, "haowai-%04d%02d%02d-%02d%02d%02d", t.year, t.month, t.day, t.hour, t.minute,
	           t.second);
	*stem = path_join(folder, name.data);
	canvas_text(c, &text);
	snapshot_svg(c, theme, is_light, &svg);
	ok = path_make_folders(folder, err) && write_one(*stem, ".txt", &text, err) &&
	     write_one(*stem, ".svg", &svg, err);
	if (!ok) {
		free(*stem);
		*stem = NULL;
	}
	str_release(&name);
	str_release(&text);
	str_release(&svg);
	return ok;
}
