/* What the program changes: the subscriptions file, and what loading makes of both files. */
#include "unit.h"

#include <sys/stat.h>
#include <unistd.h>

#include "base/path.h"
#include "config/config.h"

struct place {
	char folder[64];
	char config[96], subscriptions[96];
	struct config *c;
};

static int make_place(void **state)
{
	struct place *p = calloc(1, sizeof *p);

	snprintf(p->folder, sizeof p->folder, "/tmp/haowai-config-XXXXXX");
	if (!mkdtemp(p->folder))
		return -1;
	snprintf(p->config, sizeof p->config, "%s/config", p->folder);
	snprintf(p->subscriptions, sizeof p->subscriptions, "%s/subscriptions", p->folder);
	*state = p;
	return 0;
}

static int remove_place(void **state)
{
	static const char *const names[] = { "config",          "subscriptions",
		                             "subscriptions.1", "subscriptions.2",
		                             "subscriptions.3", "subscriptions.4",
		                             "subscriptions.5" };
	struct place *p = *state;
	char path[128];

	for (size_t i = 0; i < ARRAY_LENGTH(names); i++) {
		snprintf(path, sizeof path, "%s/%s", p->folder, names[i]);
		chmod(path, 0600);
		unlink(path);
	}
	rmdir(p->folder);
	config_free(p->c);
	free(p);
	return 0;
}

static void write_file(const char *path, const char *text)
{
	struct err err = ERR_INIT;

	assert_true(path_write(path, slice_of(text), 0, &err));
}

static char *read_file(const char *path)
{
	struct str text = STR_INIT;
	struct err err = ERR_INIT;

	assert_true(path_read(path, &text, 1 << 20, &err));
	return str_take(&text);
}

static void load(struct place *p)
{
	config_free(p->c);
	p->c = config_load(p->config, p->subscriptions);
	for (size_t i = 0; i < p->c->n_problems; i++)
		print_message("%s:%d: %s\n", p->c->problems[i].file, p->c->problems[i].line,
		              p->c->problems[i].text);
	assert_int_equal(p->c->n_problems, 0);
}

/* The first of that name, or NULL; the built-in ones do not count. */
static const struct source *find(const struct place *p, const char *name)
{
	for (size_t i = 0; i < p->c->n_sources; i++)
		if (!p->c->sources[i].is_builtin && !strcmp(p->c->sources[i].name, name))
			return &p->c->sources[i];
	return NULL;
}

static size_t count(const struct place *p)
{
	return p->c->n_sources - 3;
}

static void adds_and_takes_away(void **state)
{
	struct place *p = *state;
	struct err err = ERR_INIT;
	struct stat st;

	assert_true(config_subscribe(p->subscriptions, "https://a.example/rss", "格子城报", "国内",
	                             "every = 10m\ntag = 时政\n", &err));
	assert_true(config_subscribe(p->subscriptions, "b.example/feed", NULL, NULL, NULL, &err));
	load(p);
	assert_int_equal(count(p), 2);
	assert_true(p->c->has_sources);
	assert_string_equal(find(p, "格子城报")->group, "国内");
	assert_int_equal(find(p, "格子城报")->every_s, 600);
	assert_string_equal(find(p, "b.example")->url, "https://b.example/feed");
	assert_int_equal(stat(p->subscriptions, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);

	/* the same again is no second one */
	assert_true(
		config_subscribe(p->subscriptions, "http://A.example/rss", "x", NULL, NULL, &err));
	load(p);
	assert_int_equal(count(p), 2);

	assert_true(config_unsubscribe(p->subscriptions, find(p, "格子城报"), &err));
	load(p);
	assert_int_equal(count(p), 1);
	assert_null(find(p, "格子城报"));
	assert_true(config_subscribe(p->subscriptions, "https://a.example/rss", "又来", NULL, NULL,
	                             &err));
	load(p);
	assert_non_null(find(p, "又来"));
	assert_false(
		config_subscribe(p->subscriptions, "ftp://a.example/", NULL, NULL, NULL, &err));
	assert_non_null(strstr(err.text, "http"));
}

static void never_touches_the_users_file(void **state)
{
	static const char own[] = "# mine\n[feed 甲]\nurl = https://a.example/rss\n"
				  "[feed 乙]\nurl = https://b.example/rss\npaused = on\n"
				  "https://c.example/rss 丙类\n";
	struct place *p = *state;
	struct err err = ERR_INIT;
	char *after;

	write_file(p->config, own);
	load(p);
	assert_true(config_rename(p->subscriptions, find(p, "甲"), "甲报 [新]", &err));
	assert_true(config_pause(p->subscriptions, find(p, "甲"), true, &err));
	assert_true(config_pause(p->subscriptions, find(p, "乙"), false, &err));
	assert_true(config_unsubscribe(p->subscriptions, find(p, "c.example"), &err));
	load(p);
	assert_int_equal(count(p), 2);
	assert_null(find(p, "甲"));
	assert_true(find(p, "甲报 [新]")->paused);
	assert_false(find(p, "乙")->paused);
	/* undone again */
	assert_true(config_rename(p->subscriptions, find(p, "甲报 [新]"), "", &err));
	assert_true(config_subscribe(p->subscriptions, "https://c.example/rss", NULL, NULL, NULL,
	                             &err));
	load(p);
	assert_non_null(find(p, "甲"));
	assert_int_equal(count(p), 3);
	assert_string_equal(find(p, "c.example")->tag.v[0], "丙类");
	/* and away for good, though it now stands in both files */
	assert_true(config_unsubscribe(p->subscriptions, find(p, "c.example"), &err));
	load(p);
	assert_int_equal(count(p), 2);
	after = read_file(p->config);
	assert_string_equal(after, own);
	free(after);
}

/* A renamed source keeps its identity, and so what was read of it. */
static void renaming_keeps_the_key(void **state)
{
	struct place *p = *state;
	struct err err = ERR_INIT;
	char *key;

	assert_true(config_subscribe(p->subscriptions, "https://a.example/rss", "甲", NULL, NULL,
	                             &err));
	load(p);
	key = strdup(find(p, "甲")->key);
	assert_true(config_rename(p->subscriptions, find(p, "甲"), "乙", &err));
	load(p);
	assert_string_equal(find(p, "乙")->key, key);
	assert_true(config_unsubscribe(p->subscriptions, find(p, "乙"), &err));
	load(p);
	assert_int_equal(count(p), 0);
	assert_false(p->c->has_sources);
	free(key);
}

static void subscribes_from_the_catalogue(void **state)
{
	struct place *p = *state;
	struct err err = ERR_INIT;
	struct arena a = ARENA_INIT;
	const struct catalogue_entry *e;
	size_t n = catalogue_entries(&a, &e), added = 0;

	/* every write is synced to the disk: some of each section will do */
	for (size_t i = 0; i < n; i += 7, added++)
		assert_true(config_subscribe(p->subscriptions, e[i].url, i ? NULL : "换个名字", NULL,
		                             e[i].config, &err));
	load(p);
	assert_int_equal(count(p), added);
	for (size_t i = 0; i < n; i += 7) {
		const char *name = i ? e[i].name : "换个名字";

		assert_non_null(find(p, name));
		assert_int_equal(find(p, name)->kind, e[i].kind);
		assert_string_equal(find(p, name)->url, e[i].url);
		if (i % 4)
			continue;
		assert_true(config_unsubscribe(p->subscriptions, find(p, name), &err));
		load(p);
		assert_null(find(p, name));
	}
	arena_release(&a);
}

static void saves_views(void **state)
{
	struct place *p = *state;
	struct err err = ERR_INIT;

	write_file(p->config, "[view 科技]\nfilter = +科技\n[view 雪]\nfilter = 雪\n");
	assert_true(config_save_view(p->subscriptions, "科技", "+科技 !:已看", &err));
	assert_true(config_save_view(p->subscriptions, "新的", "\"two words\"", &err));
	assert_true(config_save_view(p->subscriptions, "新的", "\"three words here\"", &err));
	load(p);
	assert_int_equal(p->c->n_views, 3);
	assert_string_equal(p->c->views[0].filter, "+科技 !:已看");
	assert_string_equal(p->c->views[1].filter, "雪");
	assert_string_equal(p->c->views[2].filter, "\"three words here\"");
}

/* Text from outside cannot smuggle in a line of its own. */
static void names_stay_on_their_line(void **state)
{
	struct place *p = *state;
	struct err err = ERR_INIT;

	assert_true(config_subscribe(p->subscriptions, "https://a.example/rss",
	                             "a\n[feed b]\nurl = https://evil.example/", "g\npaused = on",
	                             NULL, &err));
	load(p);
	assert_int_equal(count(p), 1);
	assert_string_equal(p->c->sources[0].url, "https://a.example/rss");
	assert_false(p->c->sources[0].paused);
	assert_true(
		config_rename(p->subscriptions, &p->c->sources[0], "x\nunsubscribed = on", &err));
	load(p);
	assert_int_equal(count(p), 1);
}

static void keeps_five_copies_and_comments(void **state)
{
	struct place *p = *state;
	struct err err = ERR_INIT;
	char path[128], url[64], *text;

	write_file(p->subscriptions,
	           "# kept\n[feed z]\nurl = https://z.example/\n# and this\nbroken line\n");
	for (int i = 0; i < 8; i++) {
		snprintf(url, sizeof url, "https://a%d.example/", i);
		assert_true(config_subscribe(p->subscriptions, url, NULL, NULL, NULL, &err));
	}
	for (int i = 1; i <= 6; i++) {
		snprintf(path, sizeof path, "%s.%d", p->subscriptions, i);
		assert_int_equal(path_exists(path), i <= 5);
	}
	text = read_file(p->subscriptions);
	assert_non_null(strstr(text, "# kept\n"));
	assert_non_null(strstr(text, "# and this\nbroken line\n"));
	assert_non_null(strstr(text, "[feed a7.example]\nurl = https://a7.example/\n"));
	free(text);
}

/* What cannot be read is not written over. */
static void leaves_an_unreadable_file(void **state)
{
	struct place *p = *state;
	struct err err = ERR_INIT;

	assert_int_equal(mkdir(p->subscriptions, 0700), 0);
	assert_false(
		config_subscribe(p->subscriptions, "https://a.example/", NULL, NULL, NULL, &err));
	assert_true(err.text[0]);
	p->c = config_load(p->config, p->subscriptions);
	assert_int_equal(p->c->n_problems, 1);
	assert_int_equal(p->c->problems[0].line, 0);
	rmdir(p->subscriptions);
}

int main(void)
{
#define AT_A_PLACE(f) cmocka_unit_test_setup_teardown(f, make_place, remove_place)
	const struct CMUnitTest tests[] = {
		AT_A_PLACE(adds_and_takes_away),
		AT_A_PLACE(never_touches_the_users_file),
		AT_A_PLACE(renaming_keeps_the_key),
		AT_A_PLACE(subscribes_from_the_catalogue),
		AT_A_PLACE(saves_views),
		AT_A_PLACE(names_stay_on_their_line),
		AT_A_PLACE(keeps_five_copies_and_comments),
		AT_A_PLACE(leaves_an_unreadable_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
