#include "reader/edition.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "doc/doc.h"
#include "feed/parse.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* build/edition.c, made from src/reader/edition/ */
extern const char edition_articles[], edition_hot[];
extern const unsigned long edition_articles_size, edition_hot_size;

/* The evening of 22 November 2026 in the town of 格子城: the hot lists are fetched every 20 minutes
 * from 18:00 to 20:40, +08:00. */
enum { HOT_FETCHES = 9, HOT_STEP_S = 20 * 60 };
#define HOT_FIRST    INT64_C(1795341600)
#define EDITION_TIME (HOT_FIRST + (HOT_FETCHES - 1) * HOT_STEP_S)

static const char note_name[] = "edition";

/* Articles in other languages than Chinese: each leads the edition of those who read it. */
static const struct { const char *language, *id; } leads[] = {
	{ "en", "edition-27" }, { "ja", "edition-28" }, { "zh-TW", "edition-29" }, { "ko", "edition-30" },
};

static const char *lead_of(const char *language)
{
	for (size_t i = 0; i < sizeof leads / sizeof *leads; i++)
		if (!strcmp(leads[i].language, language))
			return leads[i].id;
	return "";
}

/* The next {k:ACTION} or {need:ACTION} at or after p; NULL if none. *end: behind it. */
static const char *next_placeholder(const char *p, char action[64], bool *is_key, const char **end)
{
	for (; (p = strchr(p, '{')); p++) {
		const char *close = strchr(p, '}'), *name;

		*is_key = !strncmp(p, "{k:", 3);
		if (!close || (!*is_key && strncmp(p, "{need:", 6)))
			continue;
		name = strchr(p, ':') + 1;
		if (close - name >= 64)
			continue;
		snprintf(action, 64, "%.*s", (int)(close - name), name);
		*end = close + 1;
		return p;
	}
	return NULL;
}

bool edition_fill_keys(struct str *out, const char *text, const char *(*key_of)(const char *action))
{
	bool known = true, is_key;
	char action[64];
	const char *open, *end;

	for (; (open = next_placeholder(text, action, &is_key, &end)); text = end) {
		const char *key = key_of ? key_of(action) : NULL;

		str_append(out, text, (size_t)(open - text));
		if (key && is_key)
			str_add(out, key);
		known = known && key;
	}
	str_add(out, text);
	return known;
}

static bool is_complete(const char *text, const char *(*key_of)(const char *action))
{
	struct str filled = STR_INIT;
	bool known = !text || edition_fill_keys(&filled, text, key_of);

	str_release(&filled);
	return known;
}

/* What decides which articles are there: the text, and which actions exist. Not the language: what has
 * been put up once stays as it is, with its marks. */
static void version_of(const char *(*key_of)(const char *action), char out[32])
{
	uint64_t hash = hash_bytes(HASH_START, edition_articles, edition_articles_size);
	const char *p = edition_articles, *end;
	char action[64];
	bool is_key;

	hash = hash_bytes(hash, edition_hot, edition_hot_size);
	for (; next_placeholder(p, action, &is_key, &end); p = end)
		if (key_of && key_of(action))
			hash = hash_bytes(hash, action, strlen(action));
	snprintf(out, 32, "%016" PRIx64, hash);
}

bool edition_is_installed(struct store *s, const char *(*key_of)(const char *action))
{
	struct arena a = ARENA_INIT;
	char version[32];
	bool same;

	version_of(key_of, version);
	same = text_same(store_note_get(s, note_name, &a), version);
	arena_release(&a);
	return same;
}

/* An edition of another build goes first: but for what the reader has marked. */
static int64_t put_anew(struct store *s, const struct source *source, struct err *err)
{
	int64_t old = store_source_find(s, source->key);

	if (old && !store_source_remove(s, old, err))
		return 0;
	return store_source_put(s, source, err);
}

#define PATH(text) { (const char *[]){ text }, 1 }

/* Keep those whose actions there are. The one that leads is as new as the newest, and stands first: of
 * articles of one time the earlier of a feed does. */
static size_t choose_articles(struct feed *feed, const char *(*key_of)(const char *action))
{
	const char *lead = lead_of(i18n_language());
	size_t kept = 0;

	for (size_t i = 0; i < feed->n_entries; i++) {
		struct feed_entry e = feed->entries[i];
		size_t at = kept;

		if (!is_complete(e.content, key_of) || !is_complete(e.summary, key_of))
			continue;
		if (text_same(e.id, lead)) {
			memmove(feed->entries + 1, feed->entries, kept * sizeof e);
			e.published = EDITION_TIME;
			at = 0;
		}
		feed->entries[at] = e;
		kept++;
	}
	return kept;
}

static bool install_articles(struct store *s, const struct source *source,
                             const char *(*key_of)(const char *action), struct err *err)
{
	struct mapping map = {
		.items = PATH("items"), .id = PATH("id"), .title = PATH("title"),
		.time = PATH("time"), .source = PATH("source"), .author = PATH("author"),
		.tags = PATH("tags"), .summary = PATH("summary"), .content = PATH("html"),
	};
	struct feed_hints hints = { .type = "json", .map = &map, .fetched = EDITION_TIME };
	struct save_result saved;
	struct feed feed;
	int64_t id = put_anew(s, source, err);
	size_t kept;
	bool ok = id && feed_parse(slice_make(edition_articles, edition_articles_size), &hints,
	                           &feed, err);

	if (!ok) {
		if (id)
			feed_release(&feed);
		return false;
	}
	kept = choose_articles(&feed, key_of);
	feed.n_entries = kept;
	ok = store_save_feed(s, id, source, &feed, EDITION_TIME, html_plain, &saved, err);
	feed_release(&feed);
	return ok;
}

/* The file holds {"格子城热榜": [[…], null, …], …}: one list an array of fetches, null a failed one. */
static bool install_hot(struct store *s, const struct source *source, struct err *err)
{
	int64_t id = put_anew(s, source, err);
	bool ok = id != 0;

	for (int i = 0; ok && i < HOT_FETCHES; i++) {
		char items[128];
		struct mapping map = { .items = PATH(items), .title = PATH("title"),
			               .heat = PATH("heat") };
		struct feed_hints hints = { .type = "json", .map = &map, .language = "zh",
			                    .fetched = HOT_FIRST + i * HOT_STEP_S };
		struct feed feed;
		bool changed;

		snprintf(items, sizeof items, "\"%s\"[%d]", source->name, i);
		if (feed_parse(slice_make(edition_hot, edition_hot_size), &hints, &feed, NULL) &&
		    feed.n_entries)
			ok = store_save_hot(s, id, source, &feed, hints.fetched, &changed, err);
		else
			ok = store_hot_missed(s, id, hints.fetched, err);
		feed_release(&feed);
	}
	return ok;
}

bool edition_install(struct store *s, const struct config *config,
                     const char *(*key_of)(const char *action), struct err *err)
{
	char version[32];
	bool ok = true;

	version_of(key_of, version);
	if (!store_begin(s, err))
		return false;
	for (size_t i = 0; ok && i < config->n_sources; i++) {
		const struct source *source = &config->sources[i];

		if (source->is_builtin && source->kind == SOURCE_FEED)
			ok = install_articles(s, source, key_of, err);
		else if (source->is_builtin)
			ok = install_hot(s, source, err);
	}
	if (ok)
		ok = store_note_set(s, note_name, version, err);
	return store_commit(s, ok ? err : NULL) && ok;
}
