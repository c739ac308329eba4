/*
 * check, as far as rules are concerned: what each rule and alert matches in what is stored, and which
 * names of [tags] no tag has.
 */
#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "cli/cli.h"
#include "cli/json_rows.h"
#include "text/fold.h"
#include "worker/rules.h"

#include <stdlib.h>
#include <string.h>

/* Names compared as tags are. */
struct names {
	const char **v; /* folded */
	size_t n, cap;
	struct arena arena;
};

struct checking {
	const struct rules *rules;
	const struct config *config;
	struct rules_tally articles, entries;
	struct names of_articles, of_entries;
	struct json_rows *rows;
};

/* --- counting ------------------------------------------------------------------------------------------ */

static void tally_init(struct rules_tally *t, const struct config *c)
{
	t->rules = xcalloc(c->n_rules + 1, sizeof *t->rules);
	t->alerts = xcalloc(c->n_alerts + 1, sizeof *t->alerts);
}

static void tally_release(struct rules_tally *t)
{
	free(t->rules);
	free(t->alerts);
}

static bool count_item(void *opaque, const struct item *item)
{
	struct checking *k = opaque;

	rules_tally_item(k->rules, item, &k->articles);
	return true;
}

static void add_name(struct names *names, const char *name)
{
	struct str folded = STR_INIT;

	text_fold(&folded, slice_of(name));
	if (names->n == names->cap) {
		names->cap = names->cap * 2 + 64;
		names->v = xreallocarray(names->v, names->cap, sizeof *names->v);
	}
	names->v[names->n++] = arena_strndup(&names->arena, folded.data, folded.len);
	str_release(&folded);
}

static size_t count_name(const struct names *names, const char *name)
{
	struct str folded = STR_INIT;
	size_t found = 0;

	text_fold(&folded, slice_of(name));
	for (size_t i = 0; i < names->n; i++)
		found += !strcmp(names->v[i], folded.data);
	str_release(&folded);
	return found;
}

static void names_release(struct names *names)
{
	free(names->v);
	arena_release(&names->arena);
}

static void count_hot(struct checking *k, struct store *s)
{
	int64_t *ids = xcalloc(k->config->n_sources + 1, sizeof *ids);
	struct arena a = ARENA_INIT;
	struct hot_list *lists;
	size_t n = 0;

	for (size_t i = 0; i < k->config->n_sources; i++)
		if (k->config->sources[i].kind == SOURCE_HOT && !k->config->sources[i].is_builtin)
			ids[n++] = store_source_find(s, k->config->sources[i].key);
	n = store_hot(s, ids, n, false, &a, &lists);
	for (size_t i = 0; i < n; i++)
		for (size_t e = 0; e < lists[i].n_entries; e++) {
			const struct hot_entry *entry = &lists[i].entries[e];

			rules_tally_hot(k->rules, entry, &k->entries);
			for (size_t t = 0; t < entry->n_tags; t++)
				add_name(&k->of_entries, entry->tags[t]);
		}
	arena_release(&a);
	free(ids);
}

static bool count(struct checking *k, const char *path)
{
	struct arena a = ARENA_INIT;
	struct err err = ERR_INIT;
	struct store *s = store_open(path, STORE_READ, &err);
	const char **names;
	size_t n;
	bool ok = s != NULL;

	if (s) {
		store_set_tag_map(s, rules_tag_map(k->rules));
		ok = store_judged_each(s, count_item, k, &err);
		n = store_tag_names(s, &a, &names);
		for (size_t i = 0; i < n; i++)
			add_name(&k->of_articles, names[i]);
		count_hot(k, s);
		store_close(s);
	}
	if (!ok)
		cli_fail(0, err.text);
	arena_release(&a);
	return ok;
}

/* --- saying -------------------------------------------------------------------------------------------- */

static void say(const struct checking *k, const char *kind, const char *name, size_t articles,
                size_t entries)
{
	if (k->rows) {
		json_rows_matched(k->rows, kind, name, articles, entries);
		return;
	}
	cli_print(stdout, "[%s %s]\n", kind, name);
	if (articles || entries)
		cli_print(stdout, _("  articles: %zu, hot entries: %zu\n"), articles, entries);
	else
		cli_print(stdout, "%s\n", _("  matches nothing of what is stored"));
}

/* Only those that no tag has are worth a line. */
static void say_name(const struct checking *k, const char *name)
{
	if (count_name(&k->of_articles, name) || count_name(&k->of_entries, name))
		return;
	if (k->rows)
		json_rows_matched(k->rows, "tag", name, 0, 0);
	else
		cli_print(stdout, _("[tags] no tag is called %s\n"), name);
}

static void say_all(const struct checking *k)
{
	const struct config *c = k->config;

	for (size_t i = 0; i < c->n_rules; i++)
		say(k, "rule", c->rules[i].name, k->articles.rules[i], k->entries.rules[i]);
	for (size_t i = 0; i < c->n_alerts; i++)
		say(k, "alert", c->alerts[i].name, k->articles.alerts[i], k->entries.alerts[i]);
	for (size_t i = 0; i < c->tags.n_pairs; i++)
		say_name(k, c->tags.pairs[i].from);
	for (size_t i = 0; i < c->tags.pin.n; i++)
		say_name(k, c->tags.pin.v[i]);
}

bool cli_check_rules(struct cli *c, const struct config *config, struct json_rows *rows)
{
	struct checking k = { .config = config, .rows = rows };
	char *path = path_join(c->paths.data, "news.db");
	bool ok = true;

	if (config->n_rules || config->n_alerts || config->tags.n_pairs || config->tags.pin.n) {
		struct rules *rules = rules_new(config, clock_now());

		k.rules = rules;
		tally_init(&k.articles, config);
		tally_init(&k.entries, config);
		/* nothing is stored yet: nothing is matched */
		ok = !path_exists(path) || count(&k, path);
		if (ok)
			say_all(&k);
		tally_release(&k.articles);
		tally_release(&k.entries);
		names_release(&k.of_articles);
		names_release(&k.of_entries);
		rules_free(rules);
	}
	free(path);
	return ok;
}
