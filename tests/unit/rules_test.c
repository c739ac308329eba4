/* Rules: what they make of a row, of the store when they change, of hot lists; muting and back. */
#include "unit.h"
#include "folder.h"

#include "base/array.h"
#include "base/clock.h"
#include "base/path.h"
#include "reader/reader.h"
#include "worker/rules.h"

#include <unistd.h>

#define NOW 1795356000

static struct config *config_of(const char *text)
{
	struct config *c = config_of_text(slice_of(text), "config");

	for (size_t i = 0; i < c->n_problems; i++)
		fail_msg("%d: %s", c->problems[i].line, c->problems[i].text);
	return c;
}

/* --- one row ------------------------------------------------------------------------------------------ */

static void a_row_under_rules(void **state)
{
	static const char config[] =
		"[rule 桥]\nmatch = 通车\nmatch = +Bridge\ntag = 桥 与 路, 要闻\n"
		"[rule 再]\nmatch = +\"桥 与 路\" !=晚报\nmute = on\n" /* builds on the one before */
		"[rule 己]\nmatch = +己\ntag = 己\n"                  /* holds itself up by nothing */
		"[rule 星]\nmatch = 雪\nstar = on\n"
		"[alert 雪]\nmatch = 雪\n[alert 桥]\nmatch = 桥\n"
		"[tags]\nrename = bridge = 桥梁\nhide = 广告\n";
	static const struct {
		const char *title, *source, *tag;
		bool is_new, is_first;
		const char *tags;
		bool muted, star;
		size_t alerts;
	} rows[] = {
		{ "空格桥通车", "日报", NULL, true, false, "桥 与 路|要闻", true, false, 0 },
		{ "空格桥通车", "晚报", NULL, true, false, "桥 与 路|要闻", false, false, 1 },
		{ "空格桥通车", "晚报", NULL, true, true, "桥 与 路|要闻", false, false, 0 },
		{ "河边", "晚报", "桥梁", false, false, "桥 与 路|要闻", false, false, 0 },
		{ "河边", "晚报", "己", false, false, "己", false, false, 0 },
		{ "初雪", "日报", NULL, true, false, "", false, true, 1 },
		{ "初雪", "日报", NULL, false, false, "", false, false, 0 },
	};
	struct config *c = config_of(config);
	struct rules *r = rules_new(c, NOW);
	struct str known = STR_INIT;

	(void)state;
	rules_print(r, &known);
	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
		const char *tags[] = { rows[i].tag };
		struct judged j = { .item = { .title = rows[i].title, .source = rows[i].source,
			                      .tags = tags, .n_tags = rows[i].tag != NULL,
			                      .sort_time = NOW },
			            .is_new = rows[i].is_new, .is_first = rows[i].is_first };
		struct verdict v = { 0 };
		struct arena a = ARENA_INIT;
		struct str got = STR_INIT;

		rules_judge(r, known.data, &j, &a, &v);
		for (size_t k = 0; k < v.n_tags; k++)
			str_printf(&got, "%s%s", k ? "|" : "", v.tags[k]);
		assert_string_equal(got.data, rows[i].tags);
		assert_int_equal(v.is_muted, rows[i].muted);
		assert_int_equal(v.star, rows[i].star);
		assert_int_equal(v.n_alerts, rows[i].alerts);
		v = (struct verdict){ 0 };
		rules_judge(r, "", &j, &a, &v); /* a rule that is new stars old articles too */
		assert_int_equal(v.star, strstr(rows[i].title, "雪") != NULL);
		str_release(&got);
		arena_release(&a);
	}
	str_release(&known);
	rules_free(r);
	config_free(c);
}

static void a_hot_list_under_rules(void **state)
{
	const char *tags[] = { "bridge", "广告" };
	struct hot_entry entries[] = {
		{ .rank = 1, .title = "明星离婚", .list = "茶馆" },
		{ .rank = 2, .title = "空格桥", .list = "茶馆", .tags = tags, .n_tags = 2 },
	};
	struct hot_list list = { .name = "茶馆", .entries = entries, .n_entries = 2 };
	struct config *c = config_of("[rule a]\nmatch = 明星\nmute = on\n[rule b]\nmatch = +桥梁\n"
	                             "tag = 桥\n[tags]\nmerge = bridge, 大桥 -> 桥梁\nhide = 广告\n"
	                             "[alert c]\nmatch = +桥\n[alert d]\nmatch = 明星\n");
	struct rules *r = rules_new(c, NOW);
	struct arena a = ARENA_INIT;
	const char **names;

	(void)state;
	assert_int_equal(rules_alerts_of_hot(r, &entries[0], &a, &names), 0); /* muted */
	assert_int_equal(rules_alerts_of_hot(r, &entries[1], &a, &names), 1);
	assert_string_equal(names[0], "c");
	rules_dress_hot(r, &list, &a);
	assert_int_equal(list.n_entries, 1);
	assert_int_equal(list.entries[0].rank, 2);
	assert_int_equal(list.entries[0].n_tags, 2);
	assert_string_equal(list.entries[0].tags[0], "桥梁");
	assert_string_equal(list.entries[0].tags[1], "桥");
	rules_free(r);
	config_free(c);
	arena_release(&a);
}

static void highlights_what_rules_say(void **state)
{
	struct config *c = config_of("[rule a]\nmatch = =日报 桥 | 初雪\nhighlight = on\n");
	struct rules *r = rules_new(c, NOW);
	struct item item = { .title = "桥上初雪", .source = "日报" };
	struct text_range ranges[4];

	(void)state;
	assert_int_equal(rules_highlight(r, &item, item.title, ranges, 4), 2);
	assert_int_equal(ranges[0].start, 0);
	assert_int_equal(ranges[0].end, 3);
	assert_int_equal(ranges[1].start, 6);
	item.title = "河";
	assert_int_equal(rules_highlight(r, &item, item.title, ranges, 4), 0);
	rules_free(r);
	config_free(c);
}

/* --- a house of its own ------------------------------------------------------------------------------- */

struct house {
	char dir[64];
	struct paths paths;
	struct reader *r;
	struct err err;
};

static const char feed[] =
	"<rss version='2.0'><channel><title>格子城报</title>"
	"<item><title>空格桥通车</title><link>http://a.example/1</link><category>bridge</category></item>"
	"<item><title>明星买菜</title><link>http://a.example/2</link><category>娱乐</category></item>"
	"<item><title>初雪</title><link>http://a.example/3</link></item></channel></rss>";

static void write_file(struct house *h, const char *name, const char *text)
{
	char *path = path_join(h->dir, name);

	assert_true(path_write(path, slice_of(text), 0, &h->err));
	free(path);
}

static void write_config(struct house *h, const char *rules)
{
	struct str text = STR_INIT;

	str_printf(&text, "[feed 报]\nurl = file://%s/feed.xml\n%s", h->dir, rules);
	assert_true(path_write(h->paths.config, str_slice(&text), 0, &h->err));
	str_release(&text);
}

static int open_house(void **state)
{
	struct house *h = calloc(1, sizeof *h);
	struct reader_options o = { .no_worker = true };

	clock_fix(NOW);
	snprintf(h->dir, sizeof h->dir, "/tmp/haowai-rules-XXXXXX");
	assert_non_null(mkdtemp(h->dir));
	assert_true(paths_init(&h->paths, h->dir, NULL, &h->err));
	write_file(h, "feed.xml", feed);
	write_config(h, "");
	o.paths = &h->paths;
	h->r = reader_open(&o, &h->err);
	assert_non_null(h->r);
	*state = h;
	return 0;
}

static int close_house(void **state)
{
	struct house *h = *state;

	reader_close(h->r);
	folder_remove(h->dir);
	paths_release(&h->paths);
	free(h);
	clock_fix(TIME_NONE);
	return 0;
}

static void refresh(struct house *h)
{
	reader_reload(h->r);
	err_clear(&h->err);
	if (!reader_refresh_wait(h->r, NULL, 0, &h->err))
		fail_msg("%s", h->err.text);
}

/* Titles of a place, narrowed, with their tags: "题(标签 标签) 题". */
static void assert_list(struct house *h, enum place_kind kind, const char *filter, const char *want)
{
	struct place place = { .kind = kind };
	struct str got = STR_INIT;

	assert_true(reader_list_open(h->r, &place, &h->err));
	reader_list_filter(h->r, filter, &h->err);
	for (size_t i = 0; i < reader_list_count(h->r); i++) {
		const struct item *item = reader_list_row(h->r, i);

		str_printf(&got, "%s%s", i ? " " : "", item->title);
		for (size_t k = 0; k < item->n_tags; k++)
			str_printf(&got, "%s%s", k ? "," : "(", item->tags[k]);
		if (item->n_tags)
			str_add_char(&got, ')');
	}
	assert_string_equal(got.data, want);
	str_release(&got);
}

static void the_store_follows_the_rules(void **state)
{
	struct house *h = *state;

	refresh(h);
	assert_list(h, PLACE_ALL, "", "空格桥通车(bridge) 明星买菜(娱乐) 初雪");
	write_config(h, "[rule a]\nmatch = 桥\ntag = 路\n[rule b]\nmatch = +娱乐\nmute = on\n"
	                "[tags]\nrename = bridge = 桥梁\n");
	refresh(h); /* nothing new is fetched */
	assert_list(h, PLACE_ALL, "", "空格桥通车(桥梁,路) 初雪");
	assert_list(h, PLACE_ALL, "+桥梁", "空格桥通车(桥梁,路)");
	assert_list(h, PLACE_ALL, "+bridge", "空格桥通车(桥梁,路)");
	assert_list(h, PLACE_MUTED, "", "明星买菜(娱乐)");
	assert_list(h, PLACE_ALL, ":muted", "明星买菜(娱乐)");
	assert_list(h, PLACE_UNREAD, ":屏蔽 买菜", "明星买菜(娱乐)");
	assert_true(reader_has_muted(h->r));
	assert_int_equal(reader_unread(h->r), 2);
	write_config(h, "[rule a]\nmatch = 雪\ntag = 路\n");
	refresh(h);
	assert_list(h, PLACE_ALL, "", "空格桥通车(bridge) 明星买菜(娱乐) 初雪(路)");
	assert_int_equal(reader_unread(h->r), 3);
}

static void muting_can_be_taken_back(void **state)
{
	struct house *h = *state;
	struct str term = STR_INIT;

	refresh(h);
	assert_true(reader_mute(h->r, "明星", &h->err));
	assert_false(reader_mute(h->r, "明星", &h->err));
	reader_filter_term(&term, '+', "bridge road");
	assert_string_equal(term.data, "+\"bridge road\"");
	assert_true(reader_mute(h->r, term.data, &h->err));
	assert_true(reader_mute(h->r, "+bridge", &h->err));
	refresh(h);
	assert_list(h, PLACE_ALL, "", "初雪");
	assert_true(reader_unmute(h->r, "明星", &h->err));
	assert_true(reader_unmute(h->r, term.data, &h->err));
	refresh(h);
	assert_list(h, PLACE_ALL, "", "明星买菜(娱乐) 初雪");
	assert_true(reader_unmute(h->r, "+bridge", &h->err));
	assert_int_equal(reader_config(h->r)->n_rules, 0);
	refresh(h);
	assert_list(h, PLACE_ALL, "", "空格桥通车(bridge) 明星买菜(娱乐) 初雪");
	assert_false(reader_mute(h->r, " ", &h->err));
	assert_false(reader_mute(h->r, "@10", &h->err)); /* what cannot be understood is not written */
	str_release(&term);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_row_under_rules),
		cmocka_unit_test(a_hot_list_under_rules),
		cmocka_unit_test(highlights_what_rules_say),
		cmocka_unit_test_setup_teardown(the_store_follows_the_rules, open_house, close_house),
		cmocka_unit_test_setup_teardown(muting_can_be_taken_back, open_house, close_house),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
