#include "story.h"
#include "folder.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "reader/private.h"
#include "ui/state.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define NOW 1795353000 /* 2026-11-22 21:10 in +08:00 */
#define DATABASE_LIMIT (64 << 20)

static char template_home[] = "/tmp/haowai-story-XXXXXX";

struct story {
	struct stage stage;
	bool is_open;
	struct str config, out;
	int line;
	bool failed, generates;
	const char *path;
};

/* --- homes ------------------------------------------------------------------------------------ */

static void must(bool ok, const char *what)
{
	if (!ok) {
		printf("story: %s\n", what);
		abort();
	}
}

/* Not path_write(): nothing here needs to outlive a power cut. */
static void write_file(const char *path, struct slice content)
{
	FILE *f = fopen(path, "w");

	must(f && fwrite(content.data, 1, content.len, f) == content.len, path);
	must(!fclose(f), path);
}

static struct reader *open_home(const char *home, struct paths *paths, bool no_worker)
{
	struct reader_options o = { .paths = paths, .no_worker = no_worker, .key_of = ui_key_of, .check = ui_check_config };
	struct err err = ERR_INIT;
	struct reader *r;

	must(paths_init(paths, home, NULL, &err), err.text);
	r = reader_open(&o, &err);
	must(r != NULL, err.text);
	return r;
}

static void set_surroundings(void)
{
	setenv("TZ", "CST-8", 1);
	tzset();
	setenv("LC_ALL", "C.UTF-8", 1);
	unsetenv("SSH_CONNECTION");
	unsetenv("TMUX");
	unsetenv("BROWSER");
	clock_fix(NOW);
}

int stories_begin(void **state)
{
	struct paths paths;

	(void)state;
	set_surroundings();
	i18n_start("zh");
	must(mkdtemp(template_home) != NULL, "no temporary folder");
	reader_close(open_home(template_home, &paths, true));
	paths_release(&paths);
	return 0;
}

int stories_end(void **state)
{
	(void)state;
	folder_remove(template_home);
	return 0;
}

/* --- one story -------------------------------------------------------------------------------- */

static void copy_database(const char *home)
{
	char *from = path_join(template_home, "news.db"), *to = path_join(home, "news.db");
	struct str bytes;
	struct err err = ERR_INIT;

	str_init_limit(&bytes, DATABASE_LIMIT);
	must(path_read(from, &bytes, DATABASE_LIMIT, &err), err.text);
	write_file(to, str_slice(&bytes));
	str_release(&bytes);
	free(from);
	free(to);
}

void stage_open(struct stage *s, const char *config, int columns, int rows)
{
	static const char quiet[] = "refresh-on-start = off\nevery = 0\n";
	struct ui_options o = { .ascii = false };
	struct str text = STR_INIT;
	char *path;

	snprintf(s->home, sizeof s->home, "%s", "/tmp/haowai-story-XXXXXX");
	must(mkdtemp(s->home) != NULL, "no temporary folder");
	copy_database(s->home);
	path = path_join(s->home, "config");
	str_add(&text, quiet);
	str_add(&text, config);
	write_file(path, str_slice(&text));
	str_release(&text);
	free(path);
	s->reader = open_home(s->home, &s->paths, false);
	canvas_init(&s->canvas, &width_profile_default, columns, rows);
	s->ui = ui_new(s->reader, &o, &width_profile_default, columns, rows);
}

void stage_close(struct stage *s)
{
	ui_free(s->ui);
	reader_close(s->reader);
	canvas_release(&s->canvas);
	paths_release(&s->paths);
	folder_remove(s->home);
}

void stage_resize(struct stage *s, int columns, int rows)
{
	canvas_resize(&s->canvas, columns, rows);
	ui_resize(s->ui, columns, rows);
}

/* A mark is on its way to the store, or an answer to what is searched for on its way back. */
static bool is_awaited(const struct stage *s)
{
	struct search_state found = reader_search_state(s->reader);

	return s->reader->n_pending || reader_topic_is_coming(s->reader) || found.is_waiting || !found.is_complete;
}

/* Until the worker has committed every mark, so that counts are the same at every run. */
static void settle(struct stage *s)
{
	int64_t end = clock_monotonic_ms() + 5000;
	struct pollfd fd = { .fd = reader_fd(s->reader), .events = POLLIN };

	while (clock_monotonic_ms() < end &&
	       poll(&fd, 1, is_awaited(s) ? 100 : 0) + (int)is_awaited(s) > 0)
		if (reader_pump(s->reader))
			ui_changed(s->ui);
}

void stage_press(struct stage *s, key_code key)
{
	ui_key(s->ui, key);
	settle(s);
	while (ui_idle(s->ui))
		;
}

void stage_await_news(struct stage *s)
{
	int64_t end = clock_monotonic_ms() + 10000;
	struct pollfd fd = { .fd = reader_fd(s->reader), .events = POLLIN };

	while (reader_progress(s->reader).running ||
	       reader_progress(s->reader).finished == TIME_NONE) {
		must(clock_monotonic_ms() < end, "the refresh does not end");
		poll(&fd, 1, 50);
		if (reader_pump(s->reader))
			ui_changed(s->ui);
	}
	settle(s);
}

static void press(struct story *s, struct slice keys)
{
	while (keys.len) {
		struct slice name = slice_next(&keys, ' ');
		if (!name.len)
			continue;
		must(key_of_name(name) != KEY_NONE, "no such key");
		stage_press(&s->stage, key_of_name(name));
	}
}

static void set_size(struct story *s, struct slice size)
{
	int columns = 0, rows = 0;

	must(sscanf(size.data, "%dx%d", &columns, &rows) == 2, "a size is written 80x24");
	if (s->is_open) {
		stage_resize(&s->stage, columns, rows);
		return;
	}
	stage_open(&s->stage, s->config.data, columns, rows);
	s->is_open = true;
	settle(&s->stage);
}

/* --- the screen ------------------------------------------------------------------------------- */

static char style_letter(const struct cell *cell)
{
	int role = STYLE_ROLE(cell->style);

	if (!role)
		return '.';
	return (char)(role < 27 ? 'a' + role - 1 : 'A' + role - 27);
}

static void add_styles(const struct story *s, struct str *out, int y)
{
	str_add_char(out, ':');
	for (int x = 0; x < s->stage.canvas.columns; x++)
		str_add_char(out, style_letter(canvas_cell(&s->stage.canvas, x, y)));
	str_add_char(out, '\n');
}

/* Where the tree stands is not for the story to say. */
static void mask_here(struct str *text)
{
	char here[512];
	const char *at;

	must(getcwd(here, sizeof here) != NULL, "no working folder");
	while ((at = slice_find(str_slice(text), here, strlen(here))) != NULL)
		str_splice(text, (size_t)(at - text->data), strlen(here), "{here}", 6);
}

static void screen_now(struct story *s, struct str *out, bool styles)
{
	struct str text = STR_INIT;
	struct slice rest;

	ui_draw(s->stage.ui, &s->stage.canvas);
	canvas_text(&s->stage.canvas, &text);
	mask_here(&text);
	rest = str_slice(&text);
	for (int y = 0; y < s->stage.canvas.rows; y++) {
		struct slice row = slice_next(&rest, '\n');
		str_add_char(out, '|');
		str_add_slice(out, row);
		str_add_char(out, '\n');
		if (styles)
			add_styles(s, out, y);
	}
	str_release(&text);
}

/* The rows behind a $, taken off rest. */
static struct slice expected_rows(struct slice *rest)
{
	const char *start = rest->data, *p = start, *end = start + rest->len;

	while (p < end && (*p == '|' || *p == ':')) {
		const char *newline = memchr(p, '\n', (size_t)(end - p));
		p = newline ? newline + 1 : end;
	}
	*rest = slice_make(p, (size_t)(end - p));
	return slice_make(start, (size_t)(p - start));
}

static void compare(struct story *s, struct slice want, struct slice got)
{
	struct slice w = want, g = got;

	if (slice_equal(want, got))
		return;
	s->failed = true;
	printf("%s:%d: the screen differs (- expected, + drawn); if it is meant to:\n"
	       "GENERATE=1 build/unit/screens_test, read the screens, commit\n", s->path, s->line);
	while (w.len || g.len) {
		struct slice a = slice_next(&w, '\n'), b = slice_next(&g, '\n');
		if (slice_equal(a, b))
			continue;
		printf("-%.*s\n+%.*s\n", (int)a.len, a.data, (int)b.len, b.data);
	}
}

static void show(struct story *s, struct slice argument, struct slice *rest)
{
	struct slice want = expected_rows(rest);
	struct str got = STR_INIT;

	screen_now(s, &got, slice_is(argument, "styles"));
	if (!s->generates)
		compare(s, want, str_slice(&got));
	for (const char *p = want.data; p < want.data + want.len; p++)
		s->line += *p == '\n';
	str_add_slice(&s->out, str_slice(&got));
	str_release(&got);
}

/* --- reading ---------------------------------------------------------------------------------- */

void stage_add_config(struct str *config, const char *line)
{
	static const char mark[] = "{data}";
	const char *at = strstr(line, mark);
	char here[512];

	must(getcwd(here, sizeof here) != NULL, "no working folder");
	if (at) {
		str_append(config, line, (size_t)(at - line));
		str_printf(config, "%s/tests/data/screens", here);
		line = at + sizeof mark - 1;
	}
	str_printf(config, "%s\n", line);
}

static void configure(struct story *s, struct slice line)
{
	char *text = xstrndup(line.data, line.len);

	stage_add_config(&s->config, text);
	free(text);
}

static void play_line(struct story *s, struct slice line, struct slice *rest)
{
	struct slice argument =
		line.len ? slice_trim(slice_make(line.data + 1, line.len - 1)) : line;

	str_add_slice(&s->out, line);
	str_add_char(&s->out, '\n');
	switch (line.len ? line.data[0] : '#') {
	case '=':
		configure(s, argument);
		break;
	case '%':
		i18n_start(slice_is(argument, "en") ? "en" : "zh");
		break;
	case '@':
		set_size(s, argument);
		break;
	case '~':
		stage_await_news(&s->stage);
		break;
	case '>':
		press(s, argument);
		break;
	case '$':
		show(s, argument, rest);
		break;
	default:
		break;
	}
}

bool story_play(const char *path)
{
	struct story s = { .path = path, .generates = getenv("GENERATE") != NULL };
	struct str text;
	struct slice rest;
	struct err err = ERR_INIT;

	str_init_limit(&text, 1 << 20);
	str_init(&s.config);
	str_init(&s.out);
	must(path_read(path, &text, 1 << 20, &err), err.text);
	i18n_start("zh");
	rest = str_slice(&text);
	while (rest.len) {
		s.line++;
		play_line(&s, slice_next(&rest, '\n'), &rest);
	}
	if (s.is_open)
		stage_close(&s.stage);
	if (s.generates)
		write_file(path, str_slice(&s.out));
	str_release(&text);
	str_release(&s.config);
	str_release(&s.out);
	return !s.failed;
}
