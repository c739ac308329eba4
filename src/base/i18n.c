#include "base/i18n.h"
#include "base/array.h"
#include "base/path.h"
#include "base/str.h"

#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char chosen[16] = "en";

/* Languages with or awaiting a catalogue: how a locale begins, our tag, what gettext looks for. */
static const struct {
	const char *begins, *tag, *catalogue;
} languages[] = {
	{ "zh_TW", "zh-TW", "zh_TW" }, { "zh_HK", "zh-TW", "zh_TW" }, { "zh_Hant", "zh-TW", "zh_TW" },
	{ "zh", "zh", "zh_CN" },       { "ja", "ja", "ja" },           { "ko", "ko", "ko" },
	{ "en", "en", "en" },
};

static const char *wanted_locale(const char *wanted)
{
	static const char *const variables[] = { "LC_ALL", "LC_MESSAGES", "LANG" };

	if (wanted && *wanted && strcmp(wanted, "auto"))
		return wanted;
	for (size_t i = 0; i < ARRAY_LENGTH(variables); i++) {
		const char *value = getenv(variables[i]);
		if (value && *value)
			return value;
	}
	return "en";
}

/* ARRAY_LENGTH(languages) when it is none of them. */
static size_t find_language(const char *locale)
{
	char text[32];

	snprintf(text, sizeof text, "%s", locale);
	for (char *p = text; *p; p++)
		if (*p == '-')
			*p = '_';
	for (size_t i = 0; i < ARRAY_LENGTH(languages); i++) {
		size_t n = strlen(languages[i].begins);

		if (slice_begins_nocase(slice_of(text), languages[i].begins) &&
		    !ascii_is_alpha((unsigned char)text[n]))
			return i;
	}
	return ARRAY_LENGTH(languages);
}

bool i18n_knows(const char *tag)
{
	return find_language(tag) < ARRAY_LENGTH(languages);
}

static size_t language_of(const char *locale)
{
	size_t i = find_language(locale);

	return i < ARRAY_LENGTH(languages) ? i : ARRAY_LENGTH(languages) - 1;
}

static void make_utf8(void)
{
	static const char *const others[] = { "C.UTF-8", "en_US.UTF-8", "zh_CN.UTF-8" };

	setlocale(LC_ALL, "");
	for (size_t i = 0; !i18n_is_utf8() && i < ARRAY_LENGTH(others); i++)
		setlocale(LC_CTYPE, others[i]);
}

/* Under the C locale gettext never translates; C.UTF-8 with LANGUAGE set does. */
static void make_translatable(const char *catalogue)
{
	const char *now = setlocale(LC_MESSAGES, NULL);

	if (!now || !strcmp(now, "C") || !strcmp(now, "POSIX"))
		setlocale(LC_MESSAGES, "C.UTF-8");
	setenv("LANGUAGE", catalogue, 1);
}

static void find_catalogues(const char *catalogue)
{
	char built[4096];
	int n = snprintf(built, sizeof built, "%s/%s/LC_MESSAGES/haowai.mo", BUILD_LOCALEDIR,
	                 catalogue);

	bindtextdomain("haowai", n < (int)sizeof built && path_exists(built) ? BUILD_LOCALEDIR
	                                                                     : LOCALEDIR);
	bind_textdomain_codeset("haowai", "UTF-8");
	textdomain("haowai");
}

const char *i18n_start(const char *wanted)
{
	size_t i = language_of(wanted_locale(wanted));

	make_utf8();
	make_translatable(languages[i].catalogue);
	find_catalogues(languages[i].catalogue);
	snprintf(chosen, sizeof chosen, "%s", languages[i].tag);
	return chosen;
}

const char *i18n_language(void)
{
	return chosen;
}

bool i18n_is_utf8(void)
{
	return !strcmp(nl_langinfo(CODESET), "UTF-8");
}
