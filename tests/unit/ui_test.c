/* The whole screen without a terminal: whatever is typed at whatever size, frames stay sound. */
#include "unit.h"
#include "story.h"

enum { KEYS = 2500, SEEDS = 3 };

/* Small, repeatable, good enough to wander about with. */
static uint32_t roll(uint32_t *state, uint32_t sides)
{
	*state = *state * 1664525u + 1013904223u;
	return (*state >> 8) % sides;
}

static void assert_sound(const struct canvas *c)
{
	for (int y = 0; y < c->rows; y++)
		for (int x = 0; x < c->columns; x++) {
			const struct cell *cell = canvas_cell(c, x, y);
			bool covered = x > 0 && canvas_cell(c, x - 1, y)->width == 2;
			assert_int_equal(cell->width == 0, covered);
			assert_true(cell->width != 2 || x + 1 < c->columns);
			assert_true(STYLE_ROLE(cell->style) < STYLE_ROLES);
		}
	assert_true(c->cursor_y < c->rows && c->cursor_x < c->columns);
}

/* What leaves, stops or fetches is left out; everything else is pressed. */
static key_code any_key(uint32_t *state)
{
	static const key_code named[] = {
		NAMED_ENTER,    NAMED_ESC,       NAMED_TAB,       NAMED_BACKTAB, NAMED_UP,
		NAMED_DOWN,     NAMED_LEFT,      NAMED_RIGHT,     NAMED_HOME,    NAMED_END,
		NAMED_PAGE_UP,  NAMED_PAGE_DOWN, NAMED_BACKSPACE, NAMED_F1,      KEY_CTRL | 'd',
		KEY_CTRL | 'u', KEY_CTRL | 't',  KEY_CTRL | 'w',  0x96ea,        0x3001,
		0xff0b,         0xac00,          0x3128,          KEY_ALT | 'b', NAMED_DELETE,
	};
	static const char left_out[] = "QqrRhoO";
	key_code key;

	if (roll(state, 3) == 0)
		return named[roll(state, ARRAY_LENGTH(named))];
	do
		key = ' ' + roll(state, 95);
	while (strchr(left_out, (int)key));
	return key;
}

static void wander(uint32_t seed)
{
	struct str config = STR_INIT;
	uint32_t state = seed;
	struct stage s;

	stage_add_config(&config, "[feed 渡口日报]");
	stage_add_config(&config, "url = file://{data}/ferry.xml");
	stage_open(&s, seed % 2 ? "" : config.data, 80, 24);
	for (int i = 0; i < KEYS; i++) {
		ui_key(s.ui, any_key(&state));
		s.ui->quit = false;
		str_clear(&s.ui->effects.bytes);
		if (roll(&state, 40) == 0)
			stage_resize(&s, 1 + (int)roll(&state, 130), 1 + (int)roll(&state, 40));
		if (roll(&state, 5) == 0) {
			ui_draw(s.ui, &s.canvas);
			assert_sound(&s.canvas);
		}
		if (roll(&state, 50) == 0)
			stage_press(&s, NAMED_ESC);
	}
	stage_close(&s);
	str_release(&config);
}

static void nothing_typed_breaks_a_frame(void **state)
{
	(void)state;
	for (uint32_t seed = 1; seed <= SEEDS; seed++)
		wander(seed);
}

/* Every view at every size from one cell up. */
static void every_view_fits_every_size(void **state)
{
	static const char *const ways[] = {"j", "\r", "\r/x", "t",   "?",  "H", "!", "c",
					   ":", "/",  "S",    "\r?", "Ha", "A", "m"};
	struct stage s;

	(void)state;
	stage_open(&s, "", 80, 24);
	for (size_t w = 0; w < ARRAY_LENGTH(ways); w++) {
		for (const char *k = ways[w]; *k; k++)
			ui_key(s.ui, *k == '\r' ? NAMED_ENTER : (key_code)*k);
		for (int columns = 1; columns < 130; columns += columns < 24 ? 1 : 17)
			for (int rows = 1; rows < 40; rows += rows < 10 ? 1 : 7) {
				stage_resize(&s, columns, rows);
				ui_draw(s.ui, &s.canvas);
				assert_sound(&s.canvas);
			}
		for (int i = 0; i < 4; i++)
			ui_key(s.ui, NAMED_ESC);
	}
	stage_close(&s);
}

/* How many rows there are in all is counted in idle time: until then the per cent are about right. */
static void settle(struct ui *ui)
{
	while (ui_idle(ui))
		;
}

/* The place in the text is kept whatever the window does meanwhile. */
static void the_place_in_an_article_is_kept(void **state)
{
	struct str config = STR_INIT, before = STR_INIT, after = STR_INIT;
	struct stage s;
	uint32_t dice = 7;

	(void)state;
	stage_add_config(&config, "[feed 渡口日报]");
	stage_add_config(&config, "url = file://{data}/ferry.xml");
	stage_open(&s, config.data, 80, 24);
	stage_press(&s, 'R');
	stage_await_news(&s);
	stage_press(&s, 'j');
	stage_press(&s, 'j');
	stage_press(&s, NAMED_ENTER);
	stage_press(&s, ' ');
	settle(s.ui);
	ui_draw(s.ui, &s.canvas);
	canvas_text(&s.canvas, &before);
	for (int i = 0; i < 60; i++) {
		stage_resize(&s, 40 + (int)roll(&dice, 100), 10 + (int)roll(&dice, 30));
		ui_draw(s.ui, &s.canvas);
	}
	stage_resize(&s, 80, 24);
	ui_draw(s.ui, &s.canvas);
	settle(s.ui);
	ui_draw(s.ui, &s.canvas);
	canvas_text(&s.canvas, &after);
	if (strcmp(after.data, before.data))
		fail_msg("before:\n%s\nafter:\n%s", before.data, after.data);
	stage_close(&s);
	str_release(&config);
	str_release(&before);
	str_release(&after);
}

/* Clicks select, a second one opens, the wheel scrolls; nothing happens outside. */
static void the_mouse_is_taken(void **state)
{
	struct input_event e = { .kind = INPUT_MOUSE, .x = 30, .y = 5 };
	struct stage s;

	(void)state;
	stage_open(&s, "", 120, 40);
	ui_draw(s.ui, &s.canvas);
	ui_handle(s.ui, &e);
	assert_int_equal(ui_view(s.ui), VIEW_LIST);
	ui_draw(s.ui, &s.canvas);
	assert_int_equal(STYLE_ROLE(canvas_cell(&s.canvas, 30, 5)->style), STYLE_SELECTED);
	e.x = 100;
	ui_handle(s.ui, &e);
	assert_int_equal(ui_view(s.ui), VIEW_HOT);
	e.x = 30;
	e.button = 65;
	ui_handle(s.ui, &e);
	e.button = 0;
	ui_handle(s.ui, &e);
	ui_handle(s.ui, &e);
	assert_int_equal(ui_view(s.ui), VIEW_ARTICLE);
	e.y = 39;
	e.x = 500;
	ui_handle(s.ui, &e);
	assert_int_equal(ui_view(s.ui), VIEW_ARTICLE);
	stage_close(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_typed_breaks_a_frame),
		cmocka_unit_test(every_view_fits_every_size),
		cmocka_unit_test(the_place_in_an_article_is_kept),
		cmocka_unit_test(the_mouse_is_taken),
	};

	return cmocka_run_group_tests(tests, stories_begin, stories_end);
}
