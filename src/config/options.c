#include "config/options.h"

#include <assert.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/proc.h"
#include "base/span.h"
#include "base/str.h"
#include "base/url.h"
#include "config/nearest.h"

enum option_kind { KIND_INT, KIND_SECONDS, KIND_BOOL, KIND_WORD, KIND_TEXT };

struct option_row {
	enum option_kind kind;
	size_t offset;
	int min, max;
};

#define SECONDS_VALUES N_("a time such as 30s, 10m, 2h, 90d, 1w, or 0")
#define FIELD(f) offsetof(struct options, f)

static const struct option_info infos[] = {
#define OPTION_INT(f, name, def, min, max, unit, help) { name, def, #min "–" #max unit, help },
#define OPTION_SECONDS(f, name, def, min, max, help) { name, def, SECONDS_VALUES, help },
#define OPTION_BOOL(f, name, def, help) { name, def, "on|off", help },
#define OPTION_WORD(f, name, words, def, help) { name, def, words, help },
#define OPTION_TEXT(f, name, def, help) { name, def, "", help },
#include "config/options.def"
#undef OPTION_INT
#undef OPTION_SECONDS
#undef OPTION_BOOL
#undef OPTION_WORD
#undef OPTION_TEXT
};

static const struct option_row rows[] = {
#define OPTION_INT(f, name, def, min, max, unit, help) { KIND_INT, FIELD(f), min, max },
#define OPTION_SECONDS(f, name, def, min, max, help) { KIND_SECONDS, FIELD(f), min, max },
#define OPTION_BOOL(f, name, def, help) { KIND_BOOL, FIELD(f), 0, 1 },
#define OPTION_WORD(f, name, words, def, help) { KIND_WORD, FIELD(f), 0, 0 },
#define OPTION_TEXT(f, name, def, help) { KIND_TEXT, FIELD(f), 0, 0 },
#include "config/options.def"
#undef OPTION_INT
#undef OPTION_SECONDS
#undef OPTION_BOOL
#undef OPTION_WORD
#undef OPTION_TEXT
};

static int *int_at(struct options *o, size_t offset)
{
	return (int *)(void *)((char *)o + offset);
}

/* --- values ----------------------------------------------------------------------------------- */

static bool parse_int(const char *text, int *value)
{
	char *end;
	long n;

	if (!ascii_is_digit((unsigned char)*text) && *text != '-')
		return false;
	n = strtol(text, &end, 10);
	if (*end || end == text || n < INT_MIN || n > INT_MAX)
		return false;
	*value = (int)n;
	return true;
}

/* Index of value in "a|b|c", -1 when it is none of them. */
static int word_index(const char *words, const char *value)
{
	struct slice rest = slice_of(words);

	for (int i = 0; rest.len; i++)
		if (slice_is_nocase(slice_next(&rest, '|'), value))
			return i;
	return -1;
}

static struct slice word_at(const char *words, int index)
{
	struct slice rest = slice_of(words), word;

	do
		word = slice_next(&rest, '|');
	while (index-- > 0);
	return word;
}

static int parse_bool(const char *value)
{
	static const char on[] = "on|yes|true|1|开", off[] = "off|no|false|0|关";

	if (word_index(on, value) >= 0)
		return 1;
	return word_index(off, value) >= 0 ? 0 : -1;
}

static bool set_int(int *field, const struct option_row *row, const struct option_info *info,
                    const char *value, struct err *err)
{
	int n;

	if (!parse_int(value, &n) || n < row->min || n > row->max)
		return err_set(err, _("%s takes a number from %d to %d, not “%s”"), info->name,
		               row->min, row->max, value);
	*field = n;
	return true;
}

static bool set_seconds(int *field, const struct option_row *row, const struct option_info *info,
                        const char *value, struct err *err)
{
	char least[32], most[32];
	int n;

	if (!span_read(value, &n))
		return err_set(err, _("%s takes a time such as 30s, 10m, 2h or 90d, not “%s”"),
		               info->name, value);
	if (n >= row->min && n <= row->max) {
		*field = n;
		return true;
	}
	span_write(row->min < 0 ? 0 : row->min, least, sizeof least);
	span_write(row->max, most, sizeof most);
	return err_set(err, _("%s takes a time from %s to %s, not “%s”"), info->name, least, most,
	               value);
}

static bool set_word(int *field, const struct option_info *info, const char *value, struct err *err)
{
	int index = word_index(info->values, value);

	if (index < 0)
		return err_set(err, _("%s takes one of %s, not “%s”"), info->name, info->values,
		               value);
	*field = index;
	return true;
}

/* --- commands --------------------------------------------------------------------------------- */

/* %u must stand by itself: inside quotes it would be part of a longer word that the command may
 * take apart again, and behind -c a shell would run the address. */
static bool command_is_safe(const char *command, struct err *err)
{
	for (const char *p = strchr(command, '%'); p; p = strchr(p + 1, '%')) {
		if (p[1] != 'u' && p[1] != 's')
			continue;
		if ((p > command && !ascii_is_space((unsigned char)p[-1])) ||
		    (p[2] && !ascii_is_space((unsigned char)p[2])))
			return err_set(err, _("browser: %%u must be a word of its own, without "
			                      "quotes, as in “firefox %%u”; not “%s”"),
			               command);
	}
	return true;
}

/* %s is how $BROWSER says it. */
static bool is_address_word(const char *word)
{
	return !strcmp(word, "%u") || !strcmp(word, "%s");
}

static bool is_run_flag(const char *word)
{
	size_t n = strlen(word);

	return n >= 2 && word[0] == '-' && word[1] != '-' && word[n - 1] == 'c';
}

static bool words_are_safe(char **words, const char *command, struct err *err)
{
	size_t n = 0;

	while (words[n])
		n++;
	if (!n)
		return err_set(err,
		               _("browser: no command is named; write for example “firefox %%u”"));
	for (size_t i = 1; i <= n; i++)
		if ((!words[i] || is_address_word(words[i])) && is_run_flag(words[i - 1]))
			return err_set(err, _("browser: behind %s the address would be run as a "
			                      "command; name the browser itself, as in “firefox "
			                      "%%u”; not “%s”"),
			               words[i - 1], command);
	if (is_address_word(words[0]))
		return err_set(err, _("browser: the command must begin with a program, as in "
		                      "“firefox %%u”; not “%s”"),
		               command);
	return true;
}

static char **command_words(const char *command, struct err *err)
{
	char **words;

	if (!command_is_safe(command, err))
		return NULL;
	words = proc_words(command, err);
	if (words && !words_are_safe(words, command, err)) {
		proc_words_free(words);
		return NULL;
	}
	return words;
}

char **options_command(const char *command, const char *url, struct err *err)
{
	char **words;
	bool put = false;
	size_t n = 0;

	if (!url_is_web(url)) {
		err_set(err, _("%s is no http or https address; it is not opened"), url);
		return NULL;
	}
	words = command_words(command, err);
	if (!words)
		return NULL;
	for (; words[n]; n++) {
		if (!is_address_word(words[n]))
			continue;
		free(words[n]);
		words[n] = xstrdup(url);
		put = true;
	}
	if (!put) {
		words = xreallocarray(words, n + 2, sizeof *words);
		words[n] = xstrdup(url);
		words[n + 1] = NULL;
	}
	return words;
}

/* Texts that have a form of their own. */
static bool text_is_good(const struct option_info *info, const char *value, struct err *err)
{
	char **words;

	if (!strcmp(info->name, "browser") && *value) {
		words = command_words(value, err);
		proc_words_free(words);
		return words != NULL;
	}
	if (!strcmp(info->name, "proxy") && *value && !strstr(value, "://"))
		return err_set(err, _("proxy takes an address such as http://127.0.0.1:8080 or "
		                      "socks5h://127.0.0.1:1080, not “%s”"),
		               value);
	return true;
}

/* --- the table -------------------------------------------------------------------------------- */

static int find(const char *name)
{
	for (size_t i = 0; i < ARRAY_LENGTH(infos); i++)
		if (!strcmp(infos[i].name, name))
			return (int)i;
	return -1;
}

bool options_set(struct options *o, const char *name, const char *value, struct err *err)
{
	const struct option_info *info;
	const struct option_row *row;
	const char *near = NULL;
	int i = find(name), b;

	if (i < 0) {
		near = options_nearest(name);
		if (near)
			return err_set(err, _("there is no option %s; did you mean %s?"), name,
			               near);
		return err_set(err, _("there is no option %s; haowai(5) lists them all"), name);
	}
	info = &infos[i];
	row = &rows[i];
	switch (row->kind) {
	case KIND_INT:
		return set_int(int_at(o, row->offset), row, info, value, err);
	case KIND_SECONDS:
		return set_seconds(int_at(o, row->offset), row, info, value, err);
	case KIND_WORD:
		return set_word(int_at(o, row->offset), info, value, err);
	case KIND_BOOL:
		b = parse_bool(value);
		if (b < 0)
			return err_set(err, _("%s takes on or off, not “%s”"), name, value);
		*(bool *)((char *)o + row->offset) = b;
		return true;
	case KIND_TEXT:
		if (!text_is_good(info, value, err))
			return false;
		*(const char **)(void *)((char *)o + row->offset) = value;
		return true;
	}
	return false;
}

void options_init(struct options *o)
{
	struct err err = ERR_INIT;
	bool good;

	memset(o, 0, sizeof *o);
	for (size_t i = 0; i < ARRAY_LENGTH(infos); i++) {
		good = options_set(o, infos[i].name, infos[i].def, &err);
		assert(good);
		(void)good;
	}
}

void options_get(const struct options *o, const char *name, char *out, size_t size)
{
	const char *base = (const char *)o;
	int i = find(name);
	struct slice word;

	assert(size);
	*out = '\0';
	if (i < 0)
		return;
	base += rows[i].offset;
	switch (rows[i].kind) {
	case KIND_INT:
		snprintf(out, size, "%d", *(const int *)(const void *)base);
		break;
	case KIND_SECONDS:
		span_write(*(const int *)(const void *)base, out, size);
		break;
	case KIND_WORD:
		word = word_at(infos[i].values, *(const int *)(const void *)base);
		snprintf(out, size, "%.*s", (int)word.len, word.data);
		break;
	case KIND_BOOL:
		snprintf(out, size, "%s", *(const bool *)base ? "on" : "off");
		break;
	case KIND_TEXT:
		snprintf(out, size, "%s", *(const char *const *)(const void *)base);
		break;
	}
}

size_t options_list(const struct option_info **out)
{
	*out = infos;
	return ARRAY_LENGTH(infos);
}

const char *options_nearest(const char *name)
{
	const char *names[ARRAY_LENGTH(infos)];

	for (size_t i = 0; i < ARRAY_LENGTH(infos); i++)
		names[i] = infos[i].name;
	return nearest_name(name, names, ARRAY_LENGTH(names));
}
