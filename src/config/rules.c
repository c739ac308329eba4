/* [rule NAME], [alert NAME], [tags]. */
#include "config/parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/i18n.h"
#include "base/proc.h"

/* --- values ----------------------------------------------------------------------------------- */

/* What parts the names of tags, which may hold blanks. */
static size_t comma_at(const char *p)
{
	static const char *const commas[] = { ",", "，", "、" };

	for (size_t i = 0; i < ARRAY_LENGTH(commas); i++)
		if (!strncmp(p, commas[i], strlen(commas[i])))
			return strlen(commas[i]);
	return 0;
}

/* Tags parted by commas. */
static void add_tags(struct config_loader *l, struct text_list *list, struct slice text)
{
	while (text.len) {
		size_t n = 0, comma = 0;
		const char *name;

		while (n < text.len && !(comma = comma_at(text.data + n)))
			n++;
		name = config_keep_name(l, slice_make(text.data, n));
		if (*name)
			text_list_add(l->arena, list, name);
		n += comma;
		text = slice_make(text.data + n, text.len - n);
	}
}

static bool set_tags(struct config_loader *l, void *field, const char *value, struct err *err)
{
	(void)err;
	add_tags(l, field, slice_of(value));
	return true;
}

static bool set_notify(struct config_loader *l, void *field, const char *value, struct err *err)
{
	static const char *const words[] = { "off", "osc9", "osc777" };

	(void)l;
	for (size_t i = 0; i < ARRAY_LENGTH(words); i++)
		if (!ascii_compare_nocase(value, words[i])) {
			*(enum alert_notify *)field = (enum alert_notify)i;
			return true;
		}
	return err_set(err, _("takes osc9, osc777 or off, not “%s”"), value);
}

static bool set_alert_command(struct config_loader *l, void *field, const char *value, struct err *err)
{
	struct err own = ERR_INIT;
	char **words = proc_words(value, &own);
	bool empty = words && !words[0];

	(void)l;
	proc_words_free(words);
	if (!words)
		return err_set(err, "%s", own.text);
	*(const char **)field = empty ? NULL : value;
	return true;
}

/* "7:05" in minutes; *p moves behind it. */
static int clock_time(const char **p)
{
	char *end;
	long hour = strtol(*p, &end, 10), minute = 0;

	if (end == *p || hour < 0 || hour > 24)
		return -1;
	if (*end == ':') {
		*p = end + 1;
		minute = strtol(*p, &end, 10);
		if (end != *p + 2 || minute < 0 || minute > 59)
			return -1;
	}
	*p = end;
	return (int)(hour * 60 + minute) % (24 * 60);
}

/* 23:00-07:00, over midnight or not. */
static bool set_quiet(struct config_loader *l, void *field, const char *value, struct err *err)
{
	const char *p = value;
	int *minutes = field, from = clock_time(&p), to = -1;

	(void)l;
	p += strspn(p, " ");
	if (from >= 0 && *p == '-') {
		p += 1 + strspn(p + 1, " ");
		to = clock_time(&p);
	}
	if (to < 0 || *p)
		return err_set(err, _("takes hours such as 23:00-07:00, not “%s”"), value);
	minutes[0] = from;
	minutes[1] = to;
	return true;
}

/* --- [rule NAME] ------------------------------------------------------------------------------ */

#define RULE_KEY(name, field, set, list, filter)                                                   \
	{ name, offsetof(struct config_rule, field), sizeof(((struct config_rule *)0)->field),     \
	  set, list, filter }

static const struct config_key rule_keys[] = {
	RULE_KEY("match", match, set_filter_list, true, true),
	RULE_KEY("tag", tag, set_tags, true, false),
	RULE_KEY("mute", mute, set_bool, false, false),
	RULE_KEY("highlight", highlight, set_bool, false, false),
	RULE_KEY("star", star, set_bool, false, false),
	RULE_KEY("read", read, set_bool, false, false),
};

static bool begin_rule(struct config_loader *l, const struct config_scanned *line)
{
	l->rule = (struct config_rule){ .name = l->name, .file = l->file, .line = line->line };
	l->rule_written = 0;
	return true;
}

static void key_rule(struct config_loader *l, const struct config_scanned *line)
{
	config_set_key(l, rule_keys, ARRAY_LENGTH(rule_keys), &l->rule, &l->rule_written, line);
}

static void end_rule(struct config_loader *l)
{
	const struct config_rule *r = &l->rule;

	if (!r->match.n)
		config_problem(l, r->line, _("[rule %s] needs match = and what it is about"), r->name);
	else if (!r->tag.n && !r->mute && !r->highlight && !r->star && !r->read)
		config_problem(l, r->line,
		               _("[rule %s] does nothing; add tag =, mute = on, highlight = on, "
		                 "star = on or read = on"),
		               r->name);
	else
		ARRAY_PUSH(l->rules, l->n_rules, l->cap_rules) = *r;
}

const struct config_section config_rule_section = { "rule", true, begin_rule, key_rule, end_rule };

/* --- [alert NAME] ----------------------------------------------------------------------------- */

#define ALERT_KEY(name, field, set, list, filter)                                                  \
	{ name, offsetof(struct config_alert, field), sizeof(((struct config_alert *)0)->field),   \
	  set, list, filter }

static const struct config_key alert_keys[] = {
	ALERT_KEY("match", match, set_filter_list, true, true),
	ALERT_KEY("bell", bell, set_bool, false, false),
	ALERT_KEY("notify", notify, set_notify, false, false),
	ALERT_KEY("command", command, set_alert_command, false, true),
	ALERT_KEY("quiet", quiet, set_quiet, false, false),
};

static bool begin_alert(struct config_loader *l, const struct config_scanned *line)
{
	l->alert = (struct config_alert){ .name = l->name, .file = l->file, .line = line->line };
	l->rule_written = 0;
	return true;
}

static void key_alert(struct config_loader *l, const struct config_scanned *line)
{
	config_set_key(l, alert_keys, ARRAY_LENGTH(alert_keys), &l->alert, &l->rule_written, line);
}

static void end_alert(struct config_loader *l)
{
	if (l->alert.match.n)
		ARRAY_PUSH(l->alerts, l->n_alerts, l->cap_alerts) = l->alert;
	else
		config_problem(l, l->alert.line, _("[alert %s] needs match = and what it is about"),
		               l->alert.name);
}

const struct config_section config_alert_section = { "alert", true, begin_alert, key_alert,
	                                             end_alert };

/* --- [tags] ----------------------------------------------------------------------------------- */

static void add_pairs(struct config_loader *l, struct slice from, const char *to)
{
	struct text_list names = { NULL, 0 };

	add_tags(l, &names, from);
	for (size_t i = 0; i < names.n; i++)
		ARRAY_PUSH(l->pairs, l->n_pairs, l->cap_pairs) = (struct tag_pair){ names.v[i], to };
}

/* `A = B`, or `A, B -> C`: whichever sign is written, both keys take both. */
static bool add_renaming(struct config_loader *l, struct slice value)
{
	static const char *const signs[] = { "->", "→", "=>", "＝", "=" };

	for (size_t i = 0; i < ARRAY_LENGTH(signs); i++) {
		const char *at = slice_find(value, signs[i], strlen(signs[i]));
		size_t before;
		const char *to;

		if (!at)
			continue;
		before = (size_t)(at - value.data) + strlen(signs[i]);
		to = config_keep_name(l, slice_make(value.data + before, value.len - before));
		if (!*to || at == value.data)
			return false;
		add_pairs(l, slice_make(value.data, (size_t)(at - value.data)), to);
		return true;
	}
	return false;
}

static bool begin_tags(struct config_loader *l, const struct config_scanned *line)
{
	(void)l;
	(void)line;
	return true;
}

static void key_tags(struct config_loader *l, const struct config_scanned *line)
{
	if (slice_is(line->key, "rename") || slice_is(line->key, "merge")) {
		if (!add_renaming(l, line->value))
			config_problem(l, line->line,
			               _("%s takes the old names and the new one: rename = A = B, "
			                 "merge = A, B -> C"),
			               config_keep(l, line->key));
	} else if (slice_is(line->key, "hide")) {
		add_pairs(l, line->unquoted, NULL);
	} else if (slice_is(line->key, "pin")) {
		add_tags(l, &l->pin, line->unquoted);
	} else {
		config_problem(l, line->line,
		               _("unknown key %s in [tags]; there are rename, merge, hide and pin"),
		               config_keep(l, line->key));
	}
}

static void end_tags(struct config_loader *l)
{
	(void)l;
}

const struct config_section config_tags_section = { "tags", false, begin_tags, key_tags, end_tags };
