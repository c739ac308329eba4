/* Undo: whatever is done, taken back step by step, leaves everything as it was. */
#include "store_fixture.h"

#include <poll.h>
#include "reader/private.h"
#include "base/packed.h"
#include "base/path.h"

enum { SOURCES = 4, ARTICLES = 50, ROUNDS = 22, SETTLE_MS = 3000, QUIET_MS = 4 };

struct desk {
	char dir[64];
	struct paths paths;
	struct reader *reader;
	unsigned seed;
	struct box box;      /* for asking the file */
};

static unsigned draw(struct desk *d, unsigned most)
{
	d->seed = d->seed * 1103515245u + 12345u;
	return (d->seed >> 16) % most;
}

/* Every fifth article has its twin in the next source, tags come and go with the number. */
static void save(struct store *s, const struct source *source, size_t number, int version)
{
	struct line lines[ARTICLES];
	char text[ARTICLES][5][64];
	struct save_result result;
	struct err err = ERR_INIT;
	struct feed f;
	int64_t id = store_source_put(s, source, &err);

	for (size_t i = 0; i < ARTICLES; i++) {
		size_t site = i % 5 ? number : 0;

		snprintf(text[i][0], 64, "%zu-%zu", number, i);
		snprintf(text[i][1], 64, "https://s%zu.example/%zu", site, i);
		snprintf(text[i][2], 64, "第%zu座桥第%zu日%s", number, i, i % 7 ? "通车" : "封闭");
		snprintf(text[i][3], 64, "正文%zu之%d", i, i % 11 ? 0 : version);
		snprintf(text[i][4], 64, "%s%s%s", i % 2 ? "交通 " : "", i % 3 ? "财经 " : "",
		         i % 4 ? "本地" : "");
		lines[i] = (struct line){ text[i][0], text[i][1], text[i][2], text[i][3], text[i][4],
			                  NOW - (int64_t)(i * 600 + number) };
	}
	feed_from_lines(&f, lines, ARTICLES);
	assert_true(store_save_feed(s, id, source, &f, NOW, NULL, &result, &err));
	feed_release(&f);
}

static void fill(struct desk *d, int version)
{
	struct store *s = store_open(d->reader->database, STORE_WRITE, NULL);
	struct err err = ERR_INIT;

	assert_non_null(s);
	for (int64_t id = 1; id < SOURCES * ARTICLES && version; id += 3)
		assert_true(store_mark_read(s, &id, 1, true, &err));
	assert_true(store_begin(s, &err));
	for (size_t i = 0; i < SOURCES; i++)
		save(s, &d->reader->config->sources[i], i, version);
	assert_true(store_commit(s, &err));
	store_close(s);
}

static void open_reader(struct desk *d, bool no_worker)
{
	struct reader_options o = { .paths = &d->paths, .no_worker = no_worker };
	struct place all = { PLACE_ALL, "", 0 };
	struct err err = ERR_INIT;

	d->reader = reader_open(&o, &err);
	assert_non_null(d->reader);
	assert_true(reader_list_open(d->reader, &all, &err));
}

static void set_up(struct desk *d, const char *more)
{
	struct str text = STR_INIT;
	struct err err = ERR_INIT;

	memset(d, 0, sizeof *d);
	snprintf(d->dir, sizeof d->dir, "%s/haowai-undo-XXXXXX",
	         access("/dev/shm", W_OK) ? "/tmp" : "/dev/shm");
	assert_non_null(mkdtemp(d->dir));
	assert_true(paths_init(&d->paths, d->dir, NULL, &err));
	str_printf(&text, "duplicates = show\n%s", more);
	for (int i = 0; i < SOURCES; i++)
		str_printf(&text, "[feed 渡口%d]\nurl = file://%s/none%d.xml\n", i, d->dir, i);
	assert_true(path_write(d->paths.config, str_slice(&text), 0, &err));
	str_release(&text);
	open_reader(d, true);
	fill(d, 0);
	fill(d, 1);
	reader_close(d->reader);
	open_reader(d, false);
	snprintf(d->box.path, sizeof d->box.path, "%s", d->reader->database);
}

static void tear_down(struct desk *d)
{
	reader_close(d->reader);
	paths_release(&d->paths);
	folder_remove(d->dir);
}

/* --- what there is ---------------------------------------------------------------------------------- */

static void add_file(struct str *out, const char *path)
{
	if (!path_exists(path))
		str_add(out, "no file\n");
	else
		path_read(path, out, 1 << 20, NULL);
}

/* Everything that marks and the program's file change, as one text. */
static char *picture(struct desk *d)
{
	struct reader *r = d->reader;
	struct str out = STR_INIT;
	const struct tag_row *tags;
	const struct shelf_row *shelf;
	size_t n = reader_list_count(r);

	for (size_t i = 0; i < n; i++) {
		const struct item *item = reader_list_row(r, i);

		str_printf(&out, "%d%s%s%s", (int)item->id, item->is_read ? "" : " unread",
		           item->is_starred ? " star" : "", item->is_changed ? " changed" : "");
		for (size_t k = 0; k < item->n_tags; k++)
			str_printf(&out, " +%s", item->tags[k]);
		str_printf(&out, " %s\n", item->source);
	}
	n = reader_tags(r, &tags);
	for (size_t i = 0; i < n; i++)
		str_printf(&out, "%s %d/%d\n", tags[i].name, (int)tags[i].n_unread,
		           (int)tags[i].n_items);
	n = reader_shelf(r, &shelf);
	for (size_t i = 0; i < n; i++)
		str_printf(&out, "%s %d/%d%s\n", shelf[i].label ? shelf[i].label : "-",
		           (int)shelf[i].n_unread, (int)shelf[i].n_items,
		           shelf[i].is_paused ? " paused" : "");
	str_printf(&out, "%d unread\n", (int)reader_unread(r));
	add_file(&out, d->paths.subscriptions);
	return str_take(&out);
}

/* Until every mark is committed and nothing is told any more. */
static void settle(struct desk *d)
{
	struct pollfd fd = { reader_fd(d->reader), POLLIN, 0 };
	int64_t end = clock_monotonic_ms() + SETTLE_MS;

	while (clock_monotonic_ms() < end) {
		bool told = poll(&fd, 1, QUIET_MS) > 0;

		reader_pump(d->reader);
		if (!told && !d->reader->n_pending)
			return;
	}
}

static void assert_picture(struct desk *d, const char *wanted, int step, const char *what)
{
	int64_t end = clock_monotonic_ms() + SETTLE_MS;
	char *now;

	for (;;) {
		settle(d);
		now = picture(d);
		if (!strcmp(now, wanted) || clock_monotonic_ms() > end)
			break;
		free(now);
	}
	for (size_t i = 0, line = 0; strcmp(now, wanted) != 0; i++) {
		if (now[i] != wanted[i]) {
			print_error("step %d back (%s): wanted\n%.150s\nis\n%.150s\n", step, what,
			            wanted + line, now + line);
			fail();
		}
		line = now[i] == '\n' ? i + 1 : line;
	}
	free(now);
	assert_counts(&d->box);
}

/* --- what can be done ------------------------------------------------------------------------------- */

static size_t some(struct desk *d, int64_t *ids, size_t most)
{
	size_t n = 1 + draw(d, (unsigned)most), count = reader_list_count(d->reader);

	for (size_t i = 0; i < n && count; i++)
		ids[i] = reader_list_row(d->reader, draw(d, (unsigned)count))->id;
	return count ? n : 0;
}

static void mark_some(struct desk *d, unsigned what)
{
	static const char *const tags[] = { "交通", "财经", "要看", "留着" };
	const char *tag = tags[draw(d, 4)];
	int64_t ids[12];
	size_t n = some(d, ids, 12);

	if (what < 2)
		reader_mark_read(d->reader, ids, n, what);
	else if (what < 4)
		reader_mark_starred(d->reader, ids, n, what & 1);
	else
		reader_tag(d->reader, ids, n, tag, what & 1);
}

static void change_source(struct desk *d, unsigned what)
{
	struct reader *r = d->reader;
	const struct source *s = &r->config->sources[draw(d, SOURCES)];
	int64_t id = reader_source_handle(r, s);
	char url[128];

	if (s->is_builtin)
		return;
	snprintf(url, sizeof url, "file://%s/new%u.xml", d->dir, draw(d, 9));
	switch (what) {
	case 0:
		reader_rename(r, id, draw(d, 2) ? "新名" : "旧名", NULL);
		break;
	case 1:
		reader_pause(r, id, draw(d, 2), NULL);
		break;
	case 2:
		reader_unsubscribe(r, id, NULL);
		break;
	default:
		reader_subscribe(r, url, NULL, NULL, NULL);
	}
}

static void change_rules(struct desk *d, unsigned what)
{
	static const char *const filters[] = { "封闭", "+财经", "第1座" };
	const char *filter = filters[draw(d, 3)];

	switch (what) {
	case 0:
		reader_mute(d->reader, filter, NULL);
		break;
	case 1:
		reader_unmute(d->reader, filter, NULL);
		break;
	case 2:
		reader_save_view(d->reader, "看法", filter, NULL);
		break;
	default:
		reader_follow(d->reader, "题目", filter, NULL);
	}
}

static void act(struct desk *d)
{
	unsigned what = draw(d, 20);

	if (what < 12)
		mark_some(d, what % 6);
	else if (what == 12)
		reader_mark_all_read(d->reader);
	else if (what == 13)
		reader_mark_everything_read(d->reader);
	else if (what < 17)
		change_source(d, draw(d, 4));
	else
		change_rules(d, draw(d, 4));
}

/* The reader's counts: each story once, though several sources have it. */
static void assert_stories(struct desk *d)
{
	struct reader *r = d->reader;
	struct str seen = STR_INIT;
	const struct tag_row *tags;
	size_t n = reader_tags(r, &tags);

	str_add(&seen, "0");
	for (size_t i = 0; i < r->config->n_sources; i++)
		if (reader_source_id(r, &r->config->sources[i]) != reader_hidden_source(r))
			str_printf(&seen, ", %d", (int)reader_source_id(r, &r->config->sources[i]));
	assert_int_equal(reader_unread(r), unread_stories(&d->box, seen.data, NULL));
	for (size_t i = 0; i < n; i++)
		assert_int_equal(tags[i].n_unread, unread_stories(&d->box, seen.data, tags[i].name));
	str_release(&seen);
}

/* The picture once it stands still: what rules mute or rename goes within a moment. */
static char *steady_picture(struct desk *d, bool has_rules)
{
	int64_t end = clock_monotonic_ms() + (has_rules ? 150 : 0);
	char *one, *other;

	settle(d);
	for (one = picture(d);; one = other) {
		settle(d);
		other = picture(d);
		if (!strcmp(one, other) && clock_monotonic_ms() > end)
			break;
		free(one);
	}
	free(one);
	return other;
}

static void everything_comes_back(void **state)
{
	(void)state;
	for (unsigned seed = 1; seed <= 2; seed++) {
		char *pictures[ROUNDS + 1];
		struct desk d;
		size_t steps = 0;

		set_up(&d, seed == 2 ? "[tags]\nmerge = 财经 = 经济\n" : "");
		d.seed = seed;
		pictures[0] = steady_picture(&d, true);
		for (int i = 0; i < ROUNDS; i++) {
			act(&d);
			if (reader_undo_count(d.reader) == steps)
				continue;
			assert_int_equal(reader_undo_count(d.reader), ++steps);
			pictures[steps] = steady_picture(&d, d.reader->config->n_rules > 0);
			assert_stories(&d);
		}
		assert_true(steps > ROUNDS / 2);
		while (steps) {
			struct err err = ERR_INIT;
			struct undone undone = { 0 };

			if (!reader_undo(d.reader, &undone, &err))
				fail_msg("%s", err.text);
			free(pictures[steps--]);
			assert_picture(&d, pictures[steps], (int)steps, undone.said);
			assert_stories(&d);
			assert_int_equal(undone.left, steps);
		}
		free(pictures[0]);
		assert_false(reader_undo(d.reader, &(struct undone){ 0 }, &(struct err)ERR_INIT));
		tear_down(&d);
	}
}

static void undo(struct desk *d)
{
	struct err err = ERR_INIT;

	if (!reader_undo(d->reader, &(struct undone){ 0 }, &err))
		fail_msg("%s", err.text);
}

/* Taken away, given again, taken back: what the user said of it before counts, also for the feed. */
static void a_tag_stays_away(void **state)
{
	struct desk d;
	int64_t id = 4; /* 财经 and 交通 by its feed */
	char *before;

	(void)state;
	set_up(&d, "");
	assert_int_equal(reader_tag(d.reader, &id, 1, "财经", false), 1);
	assert_int_equal(reader_tag(d.reader, &id, 1, "财经", false), 0);
	settle(&d);
	before = picture(&d);
	assert_int_equal(reader_tag(d.reader, &id, 1, "财经", true), 1);
	settle(&d);
	undo(&d);
	assert_picture(&d, before, 1, "tag");
	reader_close(d.reader);
	open_reader(&d, true);
	fill(&d, 2);
	assert_int_equal(ask(&d.box, "SELECT is_off FROM item_tag x JOIN tag t ON t.id = x.tag_id"
	                             " WHERE t.name = '财经' AND item_id = 4"), 1);
	free(before);
	tear_down(&d);
}

/* Undone before the mark was committed, and a row read meanwhile: the last word counts. */
static void what_is_under_way_is_undone_in_order(void **state)
{
	struct desk d;
	int64_t ids[3] = { 3, 2, 5 };
	char *before;

	(void)state;
	set_up(&d, "");
	settle(&d);
	before = picture(&d);
	for (int i = 0; i < 5; i++) {
		reader_mark_starred(d.reader, ids, 3, true);
		reader_mark_everything_read(d.reader);
		reader_mark_read(d.reader, ids, 2, false);
		assert_int_equal(reader_mark_everything_read(d.reader), 2);
		undo(&d);
		assert_false(reader_list_row(d.reader, reader_list_find(d.reader, 2))->is_read);
		undo(&d);
		assert_true(reader_list_row(d.reader, reader_list_find(d.reader, 2))->is_read);
		undo(&d);
		undo(&d);
		reader_list_reload(d.reader);
		assert_false(reader_list_row(d.reader, reader_list_find(d.reader, 3))->is_starred);
	}
	assert_picture(&d, before, 0, "under way");
	free(before);
	tear_down(&d);
}

/* Rows far down are never loaded for it: those unread are asked of the store, but for what came since, and
 * what is being marked unread counts. */
static void a_list_is_read_without_being_loaded(void **state)
{
	enum { COLUMNS = 12, ALL = (SOURCES + COLUMNS) * ARTICLES };
	static const char left[] = "SELECT count(*) FROM item WHERE is_read = 0";
	static const char unread[] = "SELECT sum(id * id) FROM item WHERE is_read = 0";
	struct place all = { PLACE_ALL, "", 0 };
	int64_t ids[] = { 2, 4, ALL - 1 }, before, n;
	struct desk d;
	struct store *s;

	(void)state;
	set_up(&d, "");
	s = store_open(d.reader->database, STORE_WRITE, NULL);
	assert_true(store_begin(s, NULL));
	for (size_t i = 0; i < COLUMNS; i++)
		save(s, d.reader->config->sources, SOURCES + i, 0);
	assert_true(store_mark_read(s, &ids[2], 1, true, NULL));
	assert_true(store_commit(s, NULL));
	assert_true(reader_list_open(d.reader, &all, NULL));
	save(s, d.reader->config->sources, SOURCES + COLUMNS, 0);
	store_close(s);
	before = ask(&d.box, unread);
	n = ask(&d.box, left) - ARTICLES;

	assert_int_equal(reader_mark_all_read(d.reader), n);
	assert_true(d.reader->list.n_rows < d.reader->list.total);
	settle(&d);
	assert_int_equal(ask(&d.box, left), ARTICLES);
	undo(&d);
	settle(&d);
	assert_int_equal(ask(&d.box, unread), before);

	assert_true(reader_list_open(d.reader, &all, NULL));
	reader_mark_read(d.reader, ids, 3, false);
	assert_int_equal(reader_mark_all_read(d.reader), n + ARTICLES + 2);
	undo(&d);
	assert_int_equal(reader_mark_all_read(d.reader), n + ARTICLES + 2);
	assert_true(d.reader->list.n_rows < d.reader->list.total);
	settle(&d);
	assert_int_equal(ask(&d.box, left), 0);
	undo(&d);
	undo(&d);
	settle(&d);
	assert_int_equal(ask(&d.box, unread), before);
	assert_counts(&d.box);
	tear_down(&d);
}

/* A copy that came between the mark and its undoing was read because of the mark. */
static void a_copy_that_came_meanwhile_comes_along(void **state)
{
	static const char read_copies[] = "SELECT count(*) FROM item WHERE is_read AND link ="
	                                  " (SELECT link FROM item WHERE id = 2)";
	struct desk d;
	struct source other;
	int64_t id = 2;
	struct store *s;

	(void)state;
	set_up(&d, "");
	assert_int_equal(reader_mark_read(d.reader, &id, 1, true), 1);
	settle(&d);
	s = store_open(d.reader->database, STORE_WRITE, NULL);
	other = source_named("新来的");
	save(s, &other, 0, 0);
	store_close(s);
	assert_int_equal(ask(&d.box, read_copies), 2);
	undo(&d);
	settle(&d);
	assert_int_equal(ask(&d.box, read_copies), 0);
	assert_counts(&d.box);
	tear_down(&d);
}

/* Another program wrote the file between: its lines stay, and what cannot be told is not guessed. */
static void a_file_written_by_another_keeps_its_lines(void **state)
{
	struct desk d;
	struct err err = ERR_INIT;
	struct str text = STR_INIT;
	struct undone undone;

	(void)state;
	set_up(&d, "");
	assert_true(reader_mute(d.reader, "封闭", &err));
	assert_true(config_save_view(d.paths.subscriptions, "别处", "桥", &err));
	undo(&d);
	add_file(&text, d.paths.subscriptions);
	assert_null(strstr(text.data, "封闭"));
	assert_non_null(strstr(text.data, "[view 别处]"));
	assert_true(reader_pause(d.reader, reader_source_handle(d.reader, d.reader->config->sources), true,
	                         &err));
	str_clear(&text);
	assert_true(path_read(d.paths.subscriptions, &text, SIZE_MAX, &err));
	assert_true(path_write(d.paths.subscriptions, slice_of("# anew\n"), 0, &err));
	for (int again = 0; again < 2; again++) {
		err_clear(&err);
		assert_false(reader_undo(d.reader, &undone, &err));
		assert_non_null(strstr(err.text, "cannot be undone"));
		assert_int_equal(reader_undo_count(d.reader), 1);
	}
	/* it stays: when what is in its way is gone it is taken back */
	assert_true(path_write(d.paths.subscriptions, str_slice(&text), 0, &err));
	undo(&d);
	assert_int_equal(reader_undo_count(d.reader), 0);
	str_release(&text);
	tear_down(&d);
}

static void only_so_many_steps_are_kept(void **state)
{
	struct desk d;
	int64_t id = 5;
	int undone = 0;

	(void)state;
	set_up(&d, "");
	for (int i = 0; i < UNDO_STEPS_MOST + 7; i++)
		assert_int_equal(reader_mark_starred(d.reader, &id, 1, i % 2 == 0), 1);
	settle(&d);
	assert_int_equal(reader_undo_count(d.reader), UNDO_STEPS_MOST);
	while (reader_undo(d.reader, &(struct undone){ 0 }, &(struct err)ERR_INIT))
		undone++;
	settle(&d);
	assert_int_equal(undone, UNDO_STEPS_MOST);
	assert_int_equal(ask(&d.box, "SELECT is_starred FROM item WHERE id = 5"), 1);
	tear_down(&d);
}

static void numbers_are_packed(void **state)
{
	int64_t numbers[] = { 7, 0, 127, 128, 300, 1LL << 62, 299, 5000000000 };
	int64_t sorted[] = { 0, 7, 127, 128, 299, 300, 5000000000, 1LL << 62 };
	struct packed p;
	int64_t *all;

	(void)state;
	packed_init(&p, numbers, 8);
	all = packed_numbers(&p);
	assert_int_equal(p.n, 8);
	assert_memory_equal(all, sorted, sizeof sorted);
	free(all);
	packed_release(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(everything_comes_back),
		cmocka_unit_test(a_tag_stays_away),
		cmocka_unit_test(what_is_under_way_is_undone_in_order),
		cmocka_unit_test(a_list_is_read_without_being_loaded),
		cmocka_unit_test(a_copy_that_came_meanwhile_comes_along),
		cmocka_unit_test(a_file_written_by_another_keeps_its_lines),
		cmocka_unit_test(only_so_many_steps_are_kept),
		cmocka_unit_test(numbers_are_packed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
