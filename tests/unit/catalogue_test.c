/* The catalogue: every entry loads by itself, is whole, and is subscribed to as it is printed. */
#include "unit.h"

#include <unistd.h>
#include "base/err.h"
#include "base/path.h"
#include "base/url.h"
#include "config/config.h"
#include "config/parts.h"

static const struct catalogue_entry *entries;
static size_t n_entries;
static struct arena arena;

static int read_catalogue(void **state)
{
	(void)state;
	n_entries = catalogue_entries(&arena, &entries);
	return n_entries ? 0 : -1;
}

static int release_catalogue(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

/* The one source that is not of the first edition, which every configuration has. */
static const struct source *only_source(const struct config *c, const char *name)
{
	const struct source *found = NULL;

	if (c->n_problems)
		fail_msg("%s: line %d: %s", name, c->problems[0].line, c->problems[0].text);
	for (size_t i = 0; i < c->n_sources; i++) {
		if (c->sources[i].is_builtin)
			continue;
		if (found)
			fail_msg("%s makes more than one source", name);
		found = &c->sources[i];
	}
	if (!found || found->problem)
		fail_msg("%s: %s", name, found ? found->problem : "no source");
	return found;
}

static void every_entry_is_whole(void **state)
{
	(void)state;
	assert_true(n_entries >= 100);
	for (size_t i = 0; i < n_entries; i++) {
		const struct catalogue_entry *e = &entries[i];
		struct config *c = config_of_text(slice_of(e->config), "entry");
		const struct source *s = only_source(c, e->name);

		assert_string_equal(s->name, e->name);
		assert_int_equal(s->kind, e->kind);
		if (!e->url || !url_is_web(e->url))
			fail_msg("%s has no address", e->name);
		assert_string_equal(s->url, e->url);
		if (!e->language || !*e->language)
			fail_msg("%s has no language", e->name);
		assert_true(e->section && *e->section);
		/* what is shown beside a name must be short enough to be read there */
		assert_true(!e->note || strlen(e->note) < 100);
		config_free(c);
	}
}

static void no_name_or_address_stands_twice(void **state)
{
	struct config *c = config_of_text(catalogue_text(), "catalogue");

	(void)state;
	assert_int_equal(c->n_problems, 0);
	for (size_t i = 0; i < n_entries; i++)
		for (size_t k = 0; k < i; k++)
			if (!strcmp(entries[i].url, entries[k].url) ||
			    (entries[i].kind == entries[k].kind &&
			     !strcmp(entries[i].name, entries[k].name)))
				fail_msg("%s and %s", entries[i].name, entries[k].name);
	config_free(c);
}

/* A section is one block: what belongs together is not found in two places. */
static void sections_stand_once(void **state)
{
	(void)state;
	for (size_t i = 1; i < n_entries; i++) {
		if (!strcmp(entries[i].section, entries[i - 1].section))
			continue;
		for (size_t k = 0; k < i; k++)
			assert_string_not_equal(entries[k].section, entries[i].section);
	}
}

static bool same_list(const struct text_list *a, const struct text_list *b)
{
	bool same = a->n == b->n;

	for (size_t i = 0; same && i < a->n; i++)
		same = !strcmp(a->v[i], b->v[i]);
	return same;
}

/* Subscribing writes the mapping too: what is loaded then is what the catalogue says. */
static void subscribing_keeps_the_mapping(void **state)
{
	char dir[] = "/tmp/haowai-catalogue-XXXXXX";
	char *path;

	(void)state;
	assert_non_null(mkdtemp(dir));
	path = path_join(dir, "subscriptions");
	for (size_t i = 0; i < n_entries; i += 7) {
		const struct catalogue_entry *e = &entries[i];
		struct config *made = config_of_text(slice_of(e->config), "entry"), *c;
		const struct source *want = only_source(made, e->name), *got;
		struct err err = ERR_INIT;

		unlink(path);
		if (!config_subscribe(path, e->url, e->name, NULL, e->config, &err))
			fail_msg("%s: %s", e->name, err.text);
		c = config_load("/nonexistent", path);
		got = only_source(c, e->name);
		assert_string_equal(got->key, want->key);
		assert_string_equal(got->name, want->name);
		assert_int_equal(got->kind, want->kind);
		assert_true(same_list(&got->map.items, &want->map.items));
		assert_true(same_list(&got->map.title, &want->map.title));
		assert_true(same_list(&got->map.link, &want->map.link));
		assert_true(same_list(&got->header, &want->header));
		config_free(c);
		config_free(made);
	}
	for (int i = 0; i <= 5; i++) {
		char copy[96];

		snprintf(copy, sizeof copy, i ? "%s.%d" : "%s", path, i);
		unlink(copy);
	}
	rmdir(dir);
	free(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_entry_is_whole),
		cmocka_unit_test(no_name_or_address_stands_twice),
		cmocka_unit_test(sections_stand_once),
		cmocka_unit_test(subscribing_keeps_the_mapping),
	};

	return cmocka_run_group_tests(tests, read_catalogue, release_catalogue);
}
