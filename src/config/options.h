/*
 * Options: one line each in options.def gives the struct, the parser, the default, the help and the
 * manual's and config.example's check. Pure; any thread.
 */
#ifndef CONFIG_OPTIONS_H
#define CONFIG_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include "base/err.h"
#include "base/i18n.h"

/* Values: integers (sizes, seconds), booleans, words from a set (index into it), text. */
struct options {
#define OPTION_INT(field, name, def, min, max, unit, help) int field;
#define OPTION_SECONDS(field, name, def, min, max, help) int field;
#define OPTION_BOOL(field, name, def, help) bool field;
#define OPTION_WORD(field, name, words, def, help) int field;
#define OPTION_TEXT(field, name, def, help) const char *field;
#include "config/options.def"
#undef OPTION_INT
#undef OPTION_SECONDS
#undef OPTION_BOOL
#undef OPTION_WORD
#undef OPTION_TEXT
};

struct option_info {
	const char *name;     /* "keep-for" */
	const char *def;      /* as it is written: "90d" */
	const char *values;   /* "auto|on|off", "1–32", "seconds" … for help */
	const char *help;     /* msgid */
};

void options_init(struct options *o);
/* Set one by its written name and value; text is borrowed (arena of the configuration). False with
 * a sentence that names the values that are possible. */
bool options_set(struct options *o, const char *name, const char *value, struct err *err);
/* The value as it would be written; into a static-free buffer of the caller. */
void options_get(const struct options *o, const char *name, char *out, size_t size);
size_t options_list(const struct option_info **out);
/* The name nearest to a mistyped one, or NULL. */
const char *options_nearest(const char *name);

/* The argument list of `browser = command` for an address: %u, a word of its own, stands for it,
 * and comes last where it is not written. NULL with a sentence when the command or the address will
 * not do (only http and https are opened); free with proc_words_free(). No shell is ever involved.
 */
char **options_command(const char *command, const char *url, struct err *err);

#endif
