#include "store_fixture.h"
#include "store/db.h"

enum { SOURCES = 5, ITEMS = 400 };

/* A store of made-up articles: times that meet, a third read, some starred, old ones and new ones. */
static int fill(void **state)
{
	struct box *b;

	box_open(state);
	b = *state;
	store_begin(b->s, &b->err);
	for (int k = 0; k < SOURCES; k++) {
		char name[16];
		struct source source = source_named(name);
		struct line lines[ITEMS / SOURCES];
		char text[ITEMS / SOURCES][3][40];

		snprintf(name, sizeof name, "报%d", (k * 7) % SOURCES);
		for (int i = 0; i < ITEMS / SOURCES; i++) {
			int n = i * SOURCES + k;

			snprintf(text[i][0], 40, "%d", n);
			snprintf(text[i][1], 40, "https://n.example/%d", n);
			snprintf(text[i][2], 40, "题%d", (n * 37) % 100);
			lines[i] = (struct line){ text[i][0], text[i][1], text[i][2], "文", NULL,
				                  NOW - (n * 131) % 50 * 1000 };
			lines[i].tags = n % 3 ? n % 4 ? "要闻" : "交通 民生" : NULL;
		}
		save_lines(b, &source, lines, ARRAY_LENGTH(lines), NOW + k * 86400);
	}
	for (int64_t id = 1; id <= ITEMS; id += 3)
		store_mark_read(b->s, &id, 1, true, &b->err);
	for (int64_t id = 5; id <= ITEMS; id += 20)
		store_mark_starred(b->s, &id, 1, true, &b->err);
	store_commit(b->s, &b->err);
	return 0;
}

static const int64_t two_sources[] = { 4, 2 };
static int64_t all_sources[100];

/* What a list may ask, beside the same in SQL. */
static const struct {
	const char *name;
	struct item_query q;
	const char *where, *order;
} queries[] = {
	{ "all", { 0 }, "1", "sort_time DESC, id DESC" },
	{ "oldest", { .order = ORDER_OLDEST }, "1", "sort_time, id" },
	{ "unread", { .unread_only = true }, "is_read = 0", "sort_time DESC, id DESC" },
	{ "starred", { .starred_only = true }, "is_starred = 1", "sort_time DESC, id DESC" },
	{ "source", { .source_id = 3 }, "source_id = 3", "sort_time DESC, id DESC" },
	{ "source, unread, oldest", { .source_id = 3, .unread_only = true, .order = ORDER_OLDEST },
	  "source_id = 3 AND is_read = 0", "sort_time, id" },
	{ "two sources", { .source_ids = two_sources, .n_source_ids = 2 }, "source_id IN (4, 2)",
	  "sort_time DESC, id DESC" },
	{ "many sources", { .source_ids = all_sources, .n_source_ids = 100, .unread_only = true },
	  "source_id IN (1, 3, 5) AND is_read = 0", "sort_time DESC, id DESC" },
	{ "tag", { .tag = "要闻" }, "tags LIKE '%要闻%'", "sort_time DESC, id DESC" },
	{ "tag of a source, unread", { .tag = "民生", .source_id = 2, .unread_only = true },
	  "tags LIKE '%民生%' AND source_id = 2 AND is_read = 0", "sort_time DESC, id DESC" },
	{ "tag, starred", { .tag = "要闻", .starred_only = true },
	  "tags LIKE '%要闻%' AND is_starred = 1", "sort_time DESC, id DESC" },
	{ "no such tag", { .tag = "无" }, "0", "id" },
	{ "without one source", { .hide_source_id = 1 }, "source_id <> 1", "sort_time DESC, id DESC" },
	{ "tag without one source", { .tag = "要闻", .hide_source_id = 1 },
	  "tags LIKE '%要闻%' AND source_id <> 1", "sort_time DESC, id DESC" },
	{ "since", { .since = NOW - 9000 }, "sort_time >= 1795347000", "sort_time DESC, id DESC" },
	{ "fetched since", { .fetched_since = NOW + 2 * 86400 }, "fetched >= 1795528800",
	  "sort_time DESC, id DESC" },
	{ "fetched since, tag, starred",
	  { .fetched_since = NOW + 86400, .tag = "要闻", .starred_only = true },
	  "fetched >= 1795442400 AND tags LIKE '%要闻%' AND is_starred = 1", "sort_time DESC, id DESC" },
	{ "by source", { .order = ORDER_SOURCE, .unread_only = true }, "is_read = 0",
	  "(SELECT name FROM source s WHERE s.id = source_id), sort_time DESC, id DESC" },
	{ "by title", { .order = ORDER_TITLE, .source_id = 2 }, "source_id = 2",
	  "title, sort_time DESC, id DESC" },
};

/* Ids asked of the file in plain SQL. */
static size_t ask_ids(struct box *b, const char *where, const char *order, int64_t *out)
{
	sqlite3 *db;
	sqlite3_stmt *st;
	char sql[500];
	size_t n = 0;

	snprintf(sql, sizeof sql, "SELECT id FROM item WHERE %s ORDER BY %s", where, order);
	assert_int_equal(sqlite3_open_v2(b->path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
	sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &st, NULL), SQLITE_OK);
	while (sqlite3_step(st) == SQLITE_ROW && n < ITEMS)
		out[n++] = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	sqlite3_close(db);
	return n;
}

static void check_rows(struct box *b, size_t i, const struct item_query *q, const int64_t *want,
                       size_t n)
{
	struct arena a = ARENA_INIT;
	struct item *rows;
	int64_t got = store_items(b->s, q, &a, &rows, &b->err);

	if (got != (int64_t)n)
		fail_msg("%s (limit %d, offset %d): %d rows, not %zu", queries[i].name, (int)q->limit,
		         (int)q->offset, (int)got, n);
	for (size_t k = 0; k < n; k++)
		if (rows[k].id != want[k])
			fail_msg("%s: row %zu is %d, not %d", queries[i].name, k, (int)rows[k].id,
			         (int)want[k]);
	arena_release(&a);
}

static void lists_agree_with_sql(void **state)
{
	struct box *b = *state;
	int64_t want[ITEMS], *ids;

	for (int i = 0; i < 100; i++)
		all_sources[i] = i < 3 ? 2 * i + 1 : 1000 + i;
	for (size_t i = 0; i < ARRAY_LENGTH(queries); i++) {
		struct item_query q = queries[i].q;
		size_t n = ask_ids(b, queries[i].where, queries[i].order, want);

		if (strcmp(queries[i].where, "0"))
			assert_true(n > 3);
		check_rows(b, i, &q, want, n);
		assert_int_equal(store_items_count(b->s, &q), n);
		assert_int_equal(store_item_ids(b->s, &q, &ids, &b->err), n);
		assert_memory_equal(ids, want, n * sizeof *ids);
		free(ids);
		q.limit = 7;
		check_rows(b, i, &q, want, n < 7 ? n : 7);
		q.offset = 5;
		check_rows(b, i, &q, n > 5 ? want + 5 : want, n < 5 ? 0 : n < 12 ? n - 5 : 7);
		q.offset = 1000;
		check_rows(b, i, &q, want, 0);
	}
}

/* Page after page, each from where the last ended. */
static void pages_meet(void **state)
{
	struct box *b = *state;
	int64_t want[ITEMS];

	for (size_t i = 0; i < ARRAY_LENGTH(queries); i++) {
		struct item_query q = queries[i].q;
		size_t n = ask_ids(b, queries[i].where, queries[i].order, want), at = 0;

		if (q.order > ORDER_OLDEST)
			continue;
		q.limit = 9;
		while (at < n) {
			struct arena a = ARENA_INIT;
			struct item *rows;
			int64_t got = store_items(b->s, &q, &a, &rows, &b->err);

			assert_true(got > 0);
			for (int64_t k = 0; k < got; k++)
				assert_int_equal(rows[k].id, want[at++]);
			q.after_time = rows[got - 1].sort_time;
			q.after_id = rows[got - 1].id;
			arena_release(&a);
		}
		assert_int_equal(at, n);
	}
}

static void a_row_has_everything(void **state)
{
	struct box *b = *state;
	struct source source = source_named("标签");
	struct feed f;
	struct line line = { "1", "https://n.example/9999?utm_source=x", "题", "正文", "a b", NOW - 5 };
	struct save_result r;
	struct arena a = ARENA_INIT;
	struct article article;
	int64_t id;

	feed_from_lines(&f, &line, 1);
	f.entries[0].summary = "<p>摘要\n两行</p>";
	f.entries[0].author = "记者";
	f.entries[0].editor = "编辑";
	f.entries[0].source_title = "转载社";
	f.entries[0].language = "zh";
	f.entries[0].comments = "https://n.example/c";
	f.entries[0].updated = NOW - 2;
	assert_true(store_save_feed(b->s, store_source_put(b->s, &source, &b->err), &source, &f, NOW, NULL,
	                            &r, &b->err));
	id = store_article_by_link(b->s, "http://n.example/9999#x");
	assert_true(id > 0);
	assert_true(store_article(b->s, id, &a, &article, &b->err));
	assert_string_equal(article.item.title, "题");
	assert_string_equal(article.item.source, "转载社");
	assert_string_equal(article.item.author, "记者");
	assert_string_equal(article.item.summary, "<p>摘要 两行</p>");
	assert_string_equal(article.item.language, "zh");
	assert_string_equal(article.item.link, line.link);
	assert_string_equal(article.base, line.link);
	assert_string_equal(article.body, "正文");
	assert_string_equal(article.editor, "编辑");
	assert_string_equal(article.comments, "https://n.example/c");
	assert_int_equal(article.updated, NOW - 2);
	assert_int_equal(article.item.n_tags, 2);
	assert_true(article.item.has_body);
	assert_false(store_article(b->s, 99999, &a, &article, &b->err));
	assert_string_not_equal(b->err.text, "");
	feed_release(&f);
	arena_release(&a);
}

static void pages_and_related(void **state)
{
	struct box *b = *state;
	const char *tags[] = { "二十大" };
	struct related_item related[] = {
		{ .title = "题", .link = "https://n.example/7", .time = NOW, .tags = tags, .n_tags = 1 },
		{ .title = "别处", .link = "https://o.example/1", .time = TIME_NONE },
	};
	struct article page = { .body = "<p>全文</p>", .editor = "责编", .related = related,
		                .n_related = 2, .updated = TIME_NONE };
	struct arena a = ARENA_INIT;
	struct article got;
	int64_t seventh = store_article_by_link(b->s, "https://n.example/7");

	page.item.published = TIME_NONE;
	store_mark_read(b->s, &seventh, 1, true, &b->err);
	assert_true(store_save_page(b->s, 1, &page, NOW, NULL, &b->err));
	assert_true(store_article(b->s, 1, &a, &got, &b->err));
	assert_string_equal(got.body, "<p>全文</p>");
	assert_string_equal(got.editor, "责编");
	assert_string_equal(store_feed_body(b->s, 1, &a), "文");
	assert_int_equal(got.n_related, 2);
	assert_int_equal(got.related[0].item, seventh);
	assert_true(got.related[0].is_read);
	assert_string_equal(got.related[0].tags[0], "二十大");
	assert_int_equal(got.related[1].item, 0);
	assert_int_equal(got.related[1].time, TIME_NONE);
	/* a second page without a body or a list leaves what there is */
	page = (struct article){ .updated = TIME_NONE };
	page.item.published = TIME_NONE;
	assert_true(store_save_page(b->s, 1, &page, NOW, NULL, &b->err));
	assert_true(store_article(b->s, 1, &a, &got, &b->err));
	assert_string_equal(got.body, "<p>全文</p>");
	assert_int_equal(got.n_related, 2);
	assert_false(store_save_page(b->s, 99999, &page, NOW, NULL, &b->err));
	arena_release(&a);
}

/* What a feed breaks off is completed by its page, if that begins like it. */
static void headlines_that_break_off(void **state)
{
	static const struct {
		const char *of_feed, *of_page, *kept;
	} rows[] = {
		{ "渡口夜班加船，两岸…", "渡口夜班加船，两岸往返十分钟", "渡口夜班加船，两岸往返十分钟" },
		{ "渡口夜班加船，两岸...", "渡口夜班加船，两岸往返", "渡口夜班加船，两岸往返" },
		{ "渡口夜班加船，两岸……", "早市豆腐降价，豆浆不变", "渡口夜班加船，两岸……" },
		{ "渡口夜班加船", "渡口夜班加船，两岸往返", "渡口夜班加船" },
		{ "渡口…", "渡口夜班加船", "渡口…" },
		{ "渡口夜班加船……", NULL, "渡口夜班加船……" },
	};
	struct box *b = *state;
	struct source source = source_named("断题报");
	struct arena a = ARENA_INIT;
	struct article got;

	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
		char link[40];
		struct line line = { NULL, link, rows[i].of_feed, "文", NULL, NOW };
		struct article page = { .body = "<p>全文</p>", .updated = TIME_NONE };
		int64_t id;

		snprintf(link, sizeof link, "https://cut.example/%zu", i);
		line.id = link;
		save_lines(b, &source, &line, 1, NOW);
		id = store_article_by_link(b->s, link);
		page.item.title = rows[i].of_page;
		page.item.published = TIME_NONE;
		assert_true(store_save_page(b->s, id, &page, NOW, NULL, &b->err));
		assert_true(store_article(b->s, id, &a, &got, &b->err));
		assert_string_equal(got.item.title, rows[i].kept);
	}
	arena_release(&a);
}

/* --- folded text ------------------------------------------------------------------------------------- */

struct hunt {
	const char *needle;
	size_t rows, articles, hits;
	int64_t first_hit;
};

static bool hunt_row(void *opaque, const struct text_row *row)
{
	struct hunt *h = opaque;
	const char *p = row->text;

	h->rows++;
	h->articles += row->n;
	assert_true(row->n > 0);
	while ((p = memmem(p, row->len - (size_t)(p - row->text), h->needle, strlen(h->needle)))) {
		struct text_entry e;

		text_row_entry(row, text_row_find(row, (size_t)(p - row->text)), &e);
		if (!h->hits++)
			h->first_hit = e.item_id;
		assert_true(e.text.data <= p && p < e.text.data + e.text.len);
		p++;
	}
	return true;
}

static struct hunt hunt_for(struct box *b, const char *needle)
{
	struct hunt h = { .needle = needle };
	int64_t first, last;

	if (store_text_bounds(b->s, &first, &last))
		assert_true(store_text_scan(b->s, first, last, hunt_row, &h, &b->err));
	return h;
}

static void text_is_kept_in_step(void **state)
{
	struct box *b = *state;
	struct source source = source_named("长文");
	struct line line = { "1", NULL, "长题", NULL, NULL, 0 };
	char *text = xmalloc(60001);
	struct hunt h = hunt_for(b, "题");

	assert_int_equal(h.articles, ITEMS);
	assert_int_equal(h.hits, ITEMS);
	assert_true(h.rows <= SOURCES * 2); /* many to a row */
	assert_int_equal(hunt_for(b, "没有这句").hits, 0);
	memset(text, 'x', 60000);
	memcpy(text + 59990, "needle", 6);
	text[60000] = '\0';
	line.text = text;
	save_lines(b, &source, &line, 1, NOW); /* longer than a page of the file */
	h = hunt_for(b, "needle");
	assert_int_equal(h.hits, 1);
	assert_int_equal(h.first_hit, ITEMS + 1);
	line.text = "短了";
	save_lines(b, &source, &line, 1, NOW);
	assert_int_equal(hunt_for(b, "needle").hits, 0);
	assert_int_equal(hunt_for(b, "短了").first_hit, ITEMS + 1);
	assert_int_equal(hunt_for(b, "题").articles, ITEMS + 1);
	free(text);
}

/* --- plans ---------------------------------------------------------------------------------------------- */

/* Statements that may read a whole table: small ones, or what is asked once for a filter. */
static const char *const may_scan[] = {
	"FROM source", "UPDATE source SET n_items = (", "UPDATE tag SET n_items = (", "FROM tag WHERE n_items > 0",
	"DELETE FROM tag", "is_changed FROM item ORDER BY id DESC", "sqlite_schema", "FROM text WHERE",
	"FROM copy",
};

static bool is_allowed(const char *sql)
{
	for (size_t i = 0; i < ARRAY_LENGTH(may_scan); i++)
		if (strstr(sql, may_scan[i]))
			return true;
	return false;
}

static void check_plan(struct store *s, const char *sql)
{
	struct str explain = STR_INIT;
	sqlite3_stmt *st;

	str_printf(&explain, "EXPLAIN QUERY PLAN %s", sql);
	assert_int_equal(sqlite3_prepare_v2(s->db, explain.data, -1, &st, NULL), SQLITE_OK);
	while (sqlite3_step(st) == SQLITE_ROW) {
		const char *step = (const char *)sqlite3_column_text(st, 3);

		if (!strncmp(step, "SCAN", 4) && strncmp(step, "SCAN CONSTANT", 13) &&
		    !strstr(step, "SUBQUERY") && strncmp(step, "SCAN (", 6) && !is_allowed(sql))
			fail_msg("%s\n%s", sql, step);
		if (!strncmp(step, "USE TEMP B-TREE FOR ORDER BY", 28) && strstr(sql, "INDEXED BY") &&
		    !strstr(sql, "item_seen") && !strstr(sql, "rank = 0 ORDER BY"))
			fail_msg("%s\n%s", sql, step);
	}
	sqlite3_finalize(st);
	str_release(&explain);
}

/* Everything that was asked in this test is asked again, of the planner. */
static void no_statement_reads_it_all(void **state)
{
	struct box *b = *state;
	struct retention rule = { 0, 86400, 10 };
	struct source source = source_named("报1"), hot = source_named("热");
	struct line line = { "new", "https://n.example/new", "新", "文", "要闻", NOW };
	struct feed f;
	struct arena a = ARENA_INIT;
	struct tag_count *tags;
	struct hot_list *lists;
	struct hot_sighting *seen;
	struct source_state *sources;
	struct item_version *versions;
	int64_t id = 1, hot_id;
	bool more, changed;

	lists_agree_with_sql(state);
	pages_and_related(state);
	text_is_kept_in_step(state);
	err_clear(&b->err);
	store_tag_add(b->s, &id, 1, "新", &b->err);
	store_tag_remove(b->s, &id, 1, "新", &b->err);
	store_mark_read(b->s, &id, 1, false, &b->err);
	store_tags(b->s, &a, 1, &tags);
	store_sources(b->s, &a, &sources);
	store_versions(b->s, 1, &a, &versions);
	feed_from_lines(&f, &line, 1);
	hot_id = store_source_put(b->s, &hot, &b->err);
	store_save_hot(b->s, hot_id, &hot, &f, NOW, &changed, &b->err);
	store_hot_missed(b->s, hot_id, NOW + 1, &b->err);
	store_hot(b->s, &hot_id, 1, true, &a, &lists);
	store_hot_history(b->s, lists->entries[0].id, &a, &seen);
	feed_release(&f);
	save_lines(b, &source, &line, 1, NOW);
	line.text = "改";
	save_lines(b, &source, &line, 1, NOW + 40 * 86400);
	store_purge(b->s, &rule, 1, NOW + 5 * 86400, 1000, &more, &b->err);
	assert_string_equal(b->err.text, "");
	assert_true(b->s->n_statements > 60);
	for (size_t i = 0; i < STATEMENT_SLOTS; i++)
		if (b->s->statements[i].sql && strncmp(b->s->statements[i].sql, "PRAGMA", 6))
			check_plan(b->s, b->s->statements[i].sql);
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(lists_agree_with_sql, fill, box_close),
		cmocka_unit_test_setup_teardown(pages_meet, fill, box_close),
		cmocka_unit_test_setup_teardown(a_row_has_everything, fill, box_close),
		cmocka_unit_test_setup_teardown(pages_and_related, fill, box_close),
		cmocka_unit_test_setup_teardown(headlines_that_break_off, fill, box_close),
		cmocka_unit_test_setup_teardown(text_is_kept_in_step, fill, box_close),
		cmocka_unit_test_setup_teardown(no_statement_reads_it_all, fill, box_close),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
