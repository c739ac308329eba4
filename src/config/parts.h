/*
 * Loading a configuration: what the files config_*.c share. Not for others.
 */
#ifndef CONFIG_PARTS_H
#define CONFIG_PARTS_H

#include "config/config.h"
#include "config/scan.h"

enum {
	CONFIG_BYTES_MAX = 16 * 1024 * 1024,
	CONFIG_PROBLEMS_MAX = 500,
	CONFIG_COPIES = 5,   /* former states of the program's file that are kept */
};

/* The folder is locked, not the file in it: writing replaces that. A descriptor to close, or below 0. */
int config_lock_folder(const char *path);

/* Where the text at hand comes from. */
enum config_origin { ORIGIN_USER, ORIGIN_PROGRAM, ORIGIN_BUILTIN };

/* A source or page in the making, with what was written of it. */
struct source_draft {
	struct source source;
	uint64_t written;    /* one bit a row of the key table */
	const char *base;    /* of a preset: what a short address stands against */
};

/* What the program has noted about a source, by its key. */
enum { CHANGE_NONE, CHANGE_OFF, CHANGE_ON };

struct source_change {
	const char *key, *name;
	bool unsubscribed;
	int paused;          /* CHANGE_NONE: as the configuration says */
};

struct config_loader;

/* A kind of section: what happens at its line, at a key in it, at its end. begin returns false when
 * the section is left out (its keys are then passed over). */
struct config_section {
	const char *name;
	bool is_named;
	bool (*begin)(struct config_loader *l, const struct config_scanned *line);
	void (*key)(struct config_loader *l, const struct config_scanned *line);
	void (*end)(struct config_loader *l);
};

struct config_loader {
	struct config *c;
	struct arena *arena;          /* c's */
	enum config_origin origin;
	const char *file;             /* as problems name it */
	const struct config_section *section; /* NULL: passed over */
	const char *section_name;     /* "feed" */
	const char *name;             /* the NAME behind it, or NULL */
	int section_line;
	bool said_encoding;

	struct source_draft draft;    /* of the [feed], [hot] or [preset] at hand */
	struct page_rule page;
	uint64_t page_written;
	struct config_view *view;     /* until the next is pushed */
	struct source_change *change;
	struct config_rule rule;      /* of the [rule] at hand */
	struct config_alert alert;
	uint64_t rule_written;

	/* Growing; given to c at the end. */
	struct source *sources;
	size_t n_sources, cap_sources;
	enum config_origin *origins;  /* of each source */
	size_t n_origins, cap_origins;
	struct page_rule *pages;
	size_t n_pages, cap_pages;
	struct config_view *views;
	size_t n_views, cap_views;
	struct config_rule *rules;
	size_t n_rules, cap_rules;
	struct config_alert *alerts;
	size_t n_alerts, cap_alerts;
	struct tag_pair *pairs;
	size_t n_pairs, cap_pairs;
	struct text_list pin;
	struct config_line *lines;
	size_t n_lines, cap_lines;
	struct config_problem *problems;
	size_t n_problems, cap_problems;
	struct source_draft *presets; /* source.name is the preset's */
	size_t n_presets, cap_presets;
	struct source_change *changes;
	size_t n_changes, cap_changes;
	/* What 20,000 sources would else be looked through for, each time; names stand in c. */
	struct by_hash by_key;         /* sources */
	struct by_hash stems;          /* names that were taken, with the number to try next */
	int *next_number;
	size_t n_next_number, cap_next_number;
};

/* Note a mistake; file and line are where it stands. */
void config_problem(struct config_loader *l, int line, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* Copy into the arena, cleaned if it needs that; a name is one line without double blanks. */
const char *config_keep(struct config_loader *l, struct slice text);
const char *config_keep_name(struct config_loader *l, struct slice text);
/* Append to a list in the arena. */
void text_list_add(struct arena *a, struct text_list *list, const char *text);

/* One key of a section: its row in a table, set through set(). */
struct config_key {
	const char *name;
	size_t offset, size;
	bool (*set)(struct config_loader *l, void *field, const char *value, struct err *err);
	bool is_list;   /* may be written more than once */
	bool is_filter; /* its value keeps its quotes: they mean something there */
};
/* Find the line's key in the table and set it in object; notes problems. */
void config_set_key(struct config_loader *l, const struct config_key *keys, size_t n, void *object,
                    uint64_t *written, const struct config_scanned *line);

/* Values (config/values.c). Each sets its field or says what to write instead. */
bool set_text(struct config_loader *l, void *field, const char *value, struct err *err);
bool set_list(struct config_loader *l, void *field, const char *value, struct err *err);
bool set_names(struct config_loader *l, void *field, const char *value, struct err *err);
bool set_seconds(struct config_loader *l, void *field, const char *value, struct err *err);
bool set_count(struct config_loader *l, void *field, const char *value, struct err *err);
bool set_bool(struct config_loader *l, void *field, const char *value, struct err *err);
bool set_zone(struct config_loader *l, void *field, const char *value, struct err *err);
bool set_language(struct config_loader *l, void *field, const char *value, struct err *err);
bool set_group(struct config_loader *l, void *field, const char *value, struct err *err);
bool set_type(struct config_loader *l, void *field, const char *value, struct err *err);
bool set_method(struct config_loader *l, void *field, const char *value, struct err *err);
bool set_header(struct config_loader *l, void *field, const char *value, struct err *err);
bool set_header_env(struct config_loader *l, void *field, const char *value, struct err *err);
bool set_filter(struct config_loader *l, void *field, const char *value, struct err *err);
bool set_filter_list(struct config_loader *l, void *field, const char *value, struct err *err);
bool set_drop(struct config_loader *l, void *field, const char *value, struct err *err);
bool set_css(struct config_loader *l, void *field, const char *value, struct err *err);
bool set_css_list(struct config_loader *l, void *field, const char *value, struct err *err);
bool set_extract(struct config_loader *l, void *field, const char *value, struct err *err);
bool set_command(struct config_loader *l, void *field, const char *value, struct err *err);
bool set_file(struct config_loader *l, void *field, const char *value, struct err *err);
bool set_proxy(struct config_loader *l, void *field, const char *value, struct err *err);

/* Sources (config/source.c). */
extern const struct config_section config_feed, config_hot, config_preset;
/* Rules, alerts and names of tags (config/rules.c). */
extern const struct config_section config_rule_section, config_alert_section, config_tags_section;
/* A line of text to be read again, in quotes when blanks at its ends would be lost (a filter keeps its
 * own quotes); nothing for a value that is NULL, empty, or more than a line (config/source_lines.c). */
void config_write_line(struct str *out, const char *key, const char *value, bool is_filter);
/* Take a source that is complete: check its address, give it its key. */
void config_add_source(struct config_loader *l, struct source_draft *draft);
/* Which source it is (config/source_key.c). Give it its key; false when the very same one is there. */
bool config_settle_key(struct config_loader *l, struct source *s);
/* A name nobody of that kind has yet, made from name. */
const char *config_free_name(struct config_loader *l, enum source_kind kind, const char *name);
/* Take it in among the sources under its name and key. */
void config_push_source(struct config_loader *l, const struct source *s);
/* The source of that kind that is called so among the first n, or (size_t)-1. */
size_t config_find_name(const struct by_hash *names, const struct source *sources, size_t n,
                        enum source_kind kind, const char *name);
uint64_t config_hash_name(enum source_kind kind, const char *name);
/* What may be written in a source's section. */
const struct config_key *config_source_keys(size_t *n);
/* Is key one of a source's? */
bool config_is_source_key(const char *key);

/* A line of newsboat's (config/newsboat.c). */
void config_newsboat(struct config_loader *l, const struct config_scanned *line);

/* Read a text; file is what problems name. */
void config_read_text(struct config_loader *l, struct slice text, enum config_origin origin,
                      const char *file);
/* The presets and the catalogue, as they are compiled in (catalogue.c). */
struct slice catalogue_presets(void);

/* What a text of the program's own file makes, changes not applied. */
struct config *config_of_program(struct slice text);
/* The identity of the source that the lines of a section make, "" when they make none; the caller
 * frees. */
char *config_key_of(const char *section_text);

#endif
