/*
 * The configuration: the user's file, the program's subscriptions file beside it, and options.
 *
 * Loading never fails as a whole: every mistake becomes a problem with file, line and what to write
 * instead, and the rest still loads. One thread; a struct config is constant after loading and is
 * replaced whole.
 */
#ifndef CONFIG_CONFIG_H
#define CONFIG_CONFIG_H

#include <stdbool.h>
#include <stddef.h>
#include "config/options.h"
#include "base/arena.h"
#include "base/by_hash.h"
#include "base/err.h"
#include "base/str.h"
#include "model/source.h"
#include "store/tag_map.h"

struct config_problem {
	const char *file;
	int line;
	const char *text;  /* one sentence, with what to write instead */
};

struct config_view {
	const char *name, *filter;
	bool is_followed;        /* a topic: a timeline, not a list */
};

/* `[rule NAME]`: what is to become of articles and hot entries that a filter matches (worker/rules.h). */
struct config_rule {
	const char *name;
	struct text_list match;      /* filters: any of them */
	struct text_list tag;
	bool mute, highlight, star, read;
	const char *file;
	int line;
};

/* `[alert NAME]`: who is told of what is new (worker/alerts.h). */
enum alert_notify { NOTIFY_OFF, NOTIFY_OSC9, NOTIFY_OSC777 };
struct config_alert {
	const char *name;
	struct text_list match;
	bool bell;
	enum alert_notify notify;
	const char *command;         /* words with %title %link %source %name, or NULL */
	int quiet[2];                /* from, to: minutes of the user's day; the same: never quiet */
	const char *file;
	int line;
};

/* `[tags]`: pairs of names, `to` NULL hides. */
struct config_tags {
	struct tag_pair *pairs;
	size_t n_pairs;
	struct text_list pin;        /* these stand first on the shelf, whatever their number */
};

/* `[keys]` and `[extra]` are kept as written with their line, for the part of the program that
 * understands them. */
struct config_line {
	const char *section, *name;  /* "keys", NULL; "rule", "抗疫" */
	const char *key, *value;
	const char *file;
	int line;
};

struct config {
	struct arena arena;
	struct options options;
	struct source *sources;
	size_t n_sources;
	struct page_rule *pages;     /* the user's first, then the built-in ones */
	size_t n_pages;
	struct config_view *views;
	size_t n_views;
	struct config_rule *rules;   /* in the order of the files: one may build on those before it */
	size_t n_rules;
	struct config_alert *alerts;
	size_t n_alerts;
	struct config_tags tags;
	struct config_line *lines;   /* sections kept as written */
	size_t n_lines;
	struct config_problem *problems;
	size_t n_problems;
	bool has_sources;            /* the user has a source of his own */
	struct by_hash names;         /* of sources; a row whose source is called otherwise now is old */
};

/* The lines kept as written of one section ("keys"), in the order of the file; NULL at the end.
 * Start with *at 0. */
const struct config_line *config_next_line(const struct config *c, const char *section, size_t *at);

/* Note a mistake in a line kept as written, found by the part of the program that understands it; only
 * before the configuration is shared. */
void config_complain(struct config *c, const struct config_line *line, const char *text);

/* The source a word of the command line means: its name, else its address, else the only one whose name
 * holds the word. NULL with a sentence when there is none or more than one. */
const struct source *config_find_source(const struct config *c, const char *word, struct err *err);
/* The `[page]` rule for an address, the user's before the built-in ones; NULL if there is none. */
const struct page_rule *config_page_rule(const struct config *c, const char *url);

/* Load both files (either may be missing); the built-in edition's sources are added, hidden when
 * the user has sources of his own. Never NULL; free with config_free(). */
struct config *config_load(const char *config_path, const char *subscriptions_path);
void config_free(struct config *c);
/* The configuration a text makes by itself; `file` names it in problems. */
struct config *config_of_text(struct slice text, const char *file);
/* Call the i-th source by its own title (NULL, empty or blank: as it is), so that names stay
 * unique; only while nobody else reads the configuration. */
void config_take_title(struct config *c, size_t i, const char *title);
/* A configuration of one source, for `haowai FILE|URL` and `haowai fetch`: the user's settings, page
 * rules and keys, and this address in place of his sources and views. config_path may be NULL. */
struct config *config_of_one(const char *url, const char *config_path);

/* Changes the program makes, written to the subscriptions file atomically, last five kept; the
 * caller loads the configuration anew afterwards. A change that is there already is no failure.
 * more_lines (or NULL): further lines `key = value`, or a whole section beginning with its [line]
 * (a catalogue entry's), which then stands for url and group too; a name still wins. */
bool config_subscribe(const char *subscriptions_path, const char *url, const char *name,
                      const char *group, const char *more_lines, struct err *err);
bool config_unsubscribe(const char *subscriptions_path, const struct source *s, struct err *err);
bool config_rename(const char *subscriptions_path, const struct source *s, const char *name,
                   struct err *err);
bool config_pause(const char *subscriptions_path, const struct source *s, bool paused,
                  struct err *err);
/* Append a source as a section that makes it again, without what may be secret or run something
 * (header, header-env, auth-command, cookie-file, proxy); or only its lines without address, group
 * and constant tags. */
void config_write_source(const struct source *s, struct str *out);
void config_source_lines(const struct source *s, struct str *out);
/* The same of a view, and of all rules, alerts (without their commands), [extra] and [tags]
 * (config/sections.c). */
void config_write_view(const struct config_view *v, struct str *out);
void config_write_settings(const struct config *c, struct str *out);
struct config_added {
	size_t n_added, n_there;
};
/* Add all sections of a text at once: sources that `now` (what is loaded) does not have yet; views,
 * rules and the like in place of those of their name. Lines before the first section do not count. */
bool config_add_text(const char *subscriptions_path, const struct config *now, struct slice text,
                     struct config_added *out, struct err *err);
/* The source that a section's lines would make, if c has it already; else NULL. */
const struct source *config_find_section(const struct config *c, const char *section_text);
/* Save a view under a name, replacing one of that name. */
/* Follow a topic: a view with `follow = on`; and no longer: it is taken out of the subscriptions file. */
bool config_follow(const char *subscriptions_path, const char *name, const char *filter,
                   struct err *err);
bool config_unfollow(const char *subscriptions_path, const char *name, struct err *err);
bool config_save_view(const char *subscriptions_path, const char *name, const char *filter,
                      struct err *err);

/* What is muted on the screen: lines of one [rule muted]. `on` false takes the line out again; the rule
 * goes with its last one. */
bool config_mute(const char *subscriptions_path, const char *filter, bool on, struct err *err);
bool config_is_muted(const struct config *c, const char *filter);

/* The catalogue of real sources and the built-in presets, as configuration text compiled in. */
struct catalogue_entry {
	const char *section;     /* 综合, 科技, 日本語, English … */
	const char *name, *url, *language;
	const char *note;        /* "久未更新" and the like, or NULL */
	const char *config;      /* its lines, as they would stand in a file */
	enum source_kind kind;
};
/* All of it in the arena, in the order of its sections. */
size_t catalogue_entries(struct arena *arena, const struct catalogue_entry **out);
/* The text itself, as config.example ends with it (there commented). */
struct slice catalogue_text(void);

#endif
