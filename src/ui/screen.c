#include "ui/screen.h"

enum {
	PANES_FROM = 100,      /* columns for panes side by side */
	TWO_LINES_BELOW = 60,
	STRIP_FROM_ROWS = 20,
	HINT_FROM_ROWS = 14,
	BARS_FROM_ROWS = 8,    /* below: the list only */
	BARS_FROM_COLUMNS = 20,
	SHELF_WIDTH = 16,
	SHELF_MORE = 6,        /* where its rows need it and the list has room */
	SHELF_GUEST = 24,      /* beside the list of a narrow screen, while it has the focus */
	LIST_LEAST = 48,
	LIST_GOOD = 60,        /* only beyond this the shelf widens */
	HOT_LEAST = 30,
	HOT_MOST = 36,
};

/* By twos, so that a count with one more digit seldom moves the whole screen. */
static int shelf_width(const struct screen_wish *w)
{
	int least = SHELF_WIDTH + (w->columns >= 140 ? 4 : 0);
	int spare = w->columns - 2 - (w->has_hot ? HOT_LEAST : 0) - LIST_GOOD - least;
	int more = w->shelf_cells - least;

	if (more > SHELF_MORE)
		more = SHELF_MORE;
	if (more > spare)
		more = spare;
	return more > 0 ? least + (more + 1) / 2 * 2 : least;
}

/* The shelf gets what names need, the hot pane a third of what the list has above its least. */
static void place_panes(struct screen *s, const struct screen_wish *w)
{
	struct area b = s->body;
	int shelf = shelf_width(w);
	int rest = b.width - shelf - 2;
	int hot = HOT_LEAST + (rest - LIST_LEAST - HOT_LEAST) / 4;

	if (hot > HOT_MOST)
		hot = HOT_MOST;
	if (!w->has_hot)
		hot = -1;
	s->shelf = (struct area){ b.x, b.y, shelf, b.height };
	s->list = (struct area){ b.x + shelf + 1, b.y, b.width - shelf - 1 - (hot + 1), b.height };
	if (w->has_hot)
		s->hot = (struct area){ s->list.x + s->list.width + 1, b.y, hot, b.height };
}

static void place_single(struct screen *s, const struct screen_wish *w)
{
	struct area b = s->body;

	if (w->focus == PANE_HOT) {
		s->hot = b;
		return;
	}
	s->list = b;
	if (w->focus == PANE_SHELF && b.width < TWO_LINES_BELOW) {
		s->shelf = b;
		s->list.width = 0;
	} else if (w->focus == PANE_SHELF) { /* the list moves aside for as long as it is open */
		s->shelf = (struct area){ b.x, b.y, SHELF_GUEST, b.height };
		s->list.x += SHELF_GUEST + 1;
		s->list.width -= SHELF_GUEST + 1;
	} else if (w->has_hot && !w->zen && w->rows >= STRIP_FROM_ROWS && b.height > 2) {
		s->list.height--;
		s->strip = (struct area){ b.x, b.y + b.height - 1, b.width, 1 };
	}
}

struct screen screen_layout(const struct screen_wish *w)
{
	struct screen s = { .side_by_side = false };
	bool bars = !w->bare && w->rows >= BARS_FROM_ROWS && w->columns >= BARS_FROM_COLUMNS;
	int top = 0, bottom = w->rows;

	if (bars) {
		s.bar = (struct area){ 0, top++, w->columns, 1 };
		s.status = (struct area){ 0, --bottom, w->columns, 1 };
		if (w->rows >= HINT_FROM_ROWS)
			s.hint = (struct area){ 0, --bottom, w->columns, 1 };
	}
	s.body = (struct area){ 0, top, w->columns, bottom - top };
	if (w->is_page)
		return s;
	s.side_by_side = w->columns >= PANES_FROM && !w->zen && !w->slow;
	if (s.side_by_side)
		place_panes(&s, w);
	else
		place_single(&s, w);
	return s;
}
