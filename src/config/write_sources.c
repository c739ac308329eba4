/*
 * What the screen writes of sources: subscribed to, renamed, paused, unsubscribed.
 */
#include "base/i18n.h"
#include "base/url.h"
#include "config/parts.h"
#include "config/subscriptions.h"
#include "text/clean.h"

#include <stdlib.h>
#include <string.h>

/* The lines of a new section. A whole one (a catalogue entry's) may be given a name of the user's.
 */
static void new_section(struct str *out, const char *url, const char *name, const char *group,
                        const char *more)
{
	struct slice rest = slice_trim(slice_of(more)), line;
	const char *kind = slice_begins(rest, "[hot ") ? "hot" : "feed";

	if (slice_begins(rest, "[")) {
		line = slice_next(&rest, '\n');
		if (name && *name)
			config_add_header(out, kind, name);
		else
			str_printf(out, "%.*s\n", (int)line.len, line.data);
	} else {
		char *label = url_host_label(url);

		config_add_header(out, "feed", name && *name ? name : *label ? label : url);
		config_add_line(out, "url", url);
		if (group && *group)
			config_add_line(out, "group", group);
		free(label);
	}
	while (rest.len) {
		line = slice_trim(slice_next(&rest, '\n'));
		if (line.len)
			str_printf(out, "%.*s\n", (int)line.len, line.data);
	}
}

/* "ithome.com/rss" is what people type. */
static char *with_scheme(const char *url)
{
	struct str whole = STR_INIT;

	if (url && *url && !strstr(url, "://"))
		str_add(&whole, "https://");
	str_add(&whole, url ? url : "");
	return str_take(&whole);
}

bool config_subscribe(const char *subscriptions_path, const char *url, const char *name,
                      const char *group, const char *more_lines, struct err *err)
{
	struct subscriptions s;
	struct str text = STR_INIT;
	char *key;
	char *whole = with_scheme(url);
	bool ok = true;

	new_section(&text, whole, name, group, more_lines);
	key = config_key_of(text.data);
	if (!*key) {
		ok = err_set(err,
		             _("%s cannot be subscribed to; http, https and file addresses can"),
		             whole);
	} else if ((ok = subscriptions_open(&s, subscriptions_path, err))) {
		subscriptions_note(&s, key, "unsubscribed", NULL);
		if (subscriptions_find_source(&s, key) == s.n) {
			struct piece *p = subscriptions_add(&s, slice_of("feed"), slice_of(""));

			str_add_slice(&p->text, str_slice(&text));
		}
		ok = subscriptions_write(&s, err);
	}
	free(key);
	free(whole);
	str_release(&text);
	return ok;
}

bool config_unsubscribe(const char *subscriptions_path, const struct source *source,
                        struct err *err)
{
	struct subscriptions s;
	bool found;
	size_t i;

	if (!subscriptions_open(&s, subscriptions_path, err))
		return false;
	i = subscriptions_find_source(&s, source->key);
	found = i < s.n;
	if (found)
		subscriptions_remove(&s, i);
	/* What stands in the user's file is not ours to take out: it is noted. */
	if (!found || !text_same(source->file, subscriptions_path)) {
		subscriptions_note(&s, source->key, "unsubscribed", "on");
	} else {
		i = subscriptions_find(&s, "source", source->key);
		if (i < s.n)
			subscriptions_remove(&s, i);
	}
	return subscriptions_write(&s, err);
}

bool config_rename(const char *subscriptions_path, const struct source *source, const char *name,
                   struct err *err)
{
	struct subscriptions s;

	if (!subscriptions_open(&s, subscriptions_path, err))
		return false;
	subscriptions_note(&s, source->key, "name", name && *name ? name : NULL);
	return subscriptions_write(&s, err);
}

bool config_pause(const char *subscriptions_path, const struct source *source, bool paused,
                  struct err *err)
{
	struct subscriptions s;

	if (!subscriptions_open(&s, subscriptions_path, err))
		return false;
	subscriptions_note(&s, source->key, "paused", paused ? "on" : "off");
	return subscriptions_write(&s, err);
}
