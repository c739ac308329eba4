/* Options: what may be written, what is said about what may not, and commands without a shell. */
#include "unit.h"

#include "base/array.h"
#include "base/proc.h"
#include "base/span.h"
#include "config/nearest.h"
#include "config/options.h"
#include "doc/layout.h"
#include "text/wrap.h"

static void test_defaults(void **state)
{
	const struct option_info *infos;
	struct options o;
	char now[256];

	(void)state;
	options_init(&o);
	for (size_t i = 0, n = options_list(&infos); i < n; i++) {
		options_get(&o, infos[i].name, now, sizeof now);
		assert_string_equal(now, infos[i].def);
		assert_true(strlen(infos[i].help) > 10);
	}
	assert_int_equal(o.keep_for, 90 * 86400);
	assert_int_equal(o.measure, 68);
	assert_true(o.orphan);
	assert_string_equal(o.proxy, "");
}

/* The words of an option stand in the order of the enumeration that reads them. */
static void test_words_are_enums(void **state)
{
	static const struct {
		const char *name, *value;
		size_t offset;
		int number;
	} rows[] = {
		{ "punct", "auto", offsetof(struct options, punct), PUNCT_AUTO },
		{ "punct", "asis", offsetof(struct options, punct), PUNCT_ASIS },
		{ "punct", "full", offsetof(struct options, punct), PUNCT_FULL },
		{ "quotes", "auto", offsetof(struct options, quotes), QUOTES_AUTO },
		{ "quotes", "tight", offsetof(struct options, quotes), QUOTES_TIGHT },
		{ "quotes", "full", offsetof(struct options, quotes), QUOTES_FULL },
		{ "quotes", "corner", offsetof(struct options, quotes), QUOTES_CORNER },
		{ "autospace", "auto", offsetof(struct options, autospace), WRAP_AUTO },
		{ "autospace", "off", offsetof(struct options, autospace), WRAP_OFF },
		{ "autospace", "on", offsetof(struct options, autospace), WRAP_ON },
		{ "justify", "off", offsetof(struct options, justify), JUSTIFY_OFF },
		{ "justify", "gaps", offsetof(struct options, justify), JUSTIFY_GAPS },
		{ "justify", "full", offsetof(struct options, justify), JUSTIFY_FULL },
		{ "level", "none", offsetof(struct options, level), WRAP_NONE },
		{ "level", "basic", offsetof(struct options, level), WRAP_BASIC },
		{ "level", "gb", offsetof(struct options, level), WRAP_GB },
		{ "level", "strict", offsetof(struct options, level), WRAP_STRICT },
		{ "paragraph", "auto", offsetof(struct options, paragraph), PARAGRAPH_AUTO },
		{ "paragraph", "indent", offsetof(struct options, paragraph), PARAGRAPH_INDENT },
		{ "paragraph", "blank", offsetof(struct options, paragraph), PARAGRAPH_BLANK },
	};
	struct options o;

	(void)state;
	options_init(&o);
	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
		assert_true(options_set(&o, rows[i].name, rows[i].value, NULL));
		assert_int_equal(*(int *)(void *)((char *)&o + rows[i].offset), rows[i].number);
	}
}

static void test_values(void **state)
{
	static const struct {
		const char *name, *value, *now; /* now NULL: refused */
		const char *said;
	} rows[] = {
		{ "every", "10m", "10m", NULL },
		{ "every", "120m", "2h", NULL },
		{ "every", "1w", "7d", NULL },
		{ "every", "0", "0", NULL },
		{ "every", "10", NULL, "10m" },
		{ "every", "10 m", NULL, "10m" },
		{ "every", "forever", NULL, "0" },
		{ "every", "99999999999999999999d", NULL, "not" },
		{ "every", "-5m", NULL, "not" },
		{ "keep-for", "forever", "forever", NULL },
		{ "keep-for", "12h", "12h", NULL },
		{ "measure", "72", "72", NULL },
		{ "measure", "15", NULL, "16 to 200" },
		{ "measure", "wide", NULL, "16 to 200" },
		{ "measure", "", NULL, "16 to 200" },
		{ "measure", "72x", NULL, "16 to 200" },
		{ "orphan", "off", "off", NULL },
		{ "orphan", "Yes", "on", NULL },
		{ "orphan", "maybe", NULL, "on or off" },
		{ "justify", "FULL", "full", NULL },
		{ "justify", "both", NULL, "off|gaps|full" },
		{ "proxy", "socks5h://127.0.0.1:1080", "socks5h://127.0.0.1:1080", NULL },
		{ "proxy", "127.0.0.1:1080", NULL, "http://" },
		{ "mesure", "70", NULL, "did you mean measure?" },
		{ "keep_for", "70d", NULL, "did you mean keep-for?" },
		{ "qqqqqq", "1", NULL, "haowai(5)" },
	};
	struct options o;

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
		struct err err = ERR_INIT;
		char now[256];
		bool ok;

		options_init(&o);
		ok = options_set(&o, rows[i].name, rows[i].value, &err);
		if (ok != (rows[i].now != NULL))
			fail_msg("%s = %s: %s", rows[i].name, rows[i].value, err.text);
		options_get(&o, rows[i].name, now, sizeof now);
		if (ok)
			assert_string_equal(now, rows[i].now);
		else if (!strstr(err.text, rows[i].said))
			fail_msg("%s = %s: %s", rows[i].name, rows[i].value, err.text);
	}
}

static void test_seconds(void **state)
{
	static const int all[] = { -1,    0,     1,     59,     60,      61,        3600,
		                   86399, 86400, 90000, 604800, 7776000, 2147483647 };

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(all); i++) {
		char text[32];
		int back = 12345;

		span_write(all[i], text, sizeof text);
		assert_true(span_read(text, &back));
		assert_int_equal(back, all[i]);
	}
}

/* TRUST §1.1: an address never becomes part of a command. */
static void test_bad_browsers(void **state)
{
	static const char *const bad[] = {
		"sh -c 'firefox %u'", "sh -c \"firefox %u\"", "firefox '%u'",     "firefox \"%u\"",
		"firefox --new=%u",   "firefox %u%u",         "sh -c %u",         "env bash -lc %u",
		"sh -c",              "%u",                   "firefox 'open %u", "  ",
		"firefox \\%u",      "firefox --url=%s",
	};
	struct options o;

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(bad); i++) {
		struct err err = ERR_INIT;

		options_init(&o);
		if (options_set(&o, "browser", bad[i], &err) || !err.text[0])
			fail_msg("“%s” was taken", bad[i]);
		assert_string_equal(o.browser, "");
		assert_null(options_command(bad[i], "https://example.com/", &err));
	}
}

static void test_commands(void **state)
{
	static const char url[] = "https://example.com/?q=$(reboot)&x='; ls";
	static const struct {
		const char *command, *words[6];
	} rows[] = {
		{ "firefox %u", { "firefox", url } },
		{ "firefox", { "firefox", url } },
		{ "  w3m   -T \"text html\" %u -o x", { "w3m", "-T", "text html", url, "-o" } },
		{ "two %u %u", { "two", url, url } },
		{ "lynx %s", { "lynx", url } },
		{ "'/opt/my browser/run' %u", { "/opt/my browser/run", url } },
	};
	static const char *const never[] = { "javascript:alert(1)", "file:///etc/passwd", "-x",
		                             "haowai:edition", "" };
	struct err err = ERR_INIT;

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
		char **words = options_command(rows[i].command, url, &err);

		assert_non_null(words);
		for (size_t k = 0; rows[i].words[k]; k++)
			assert_string_equal(words[k], rows[i].words[k]);
		proc_words_free(words);
	}
	for (size_t i = 0; i < ARRAY_LENGTH(never); i++)
		assert_null(options_command("firefox %u", never[i], &err));
}

static void test_nearest(void **state)
{
	static const char *const names[] = { "items", "title", "link", "time", "tags", "tag",
		                             "heat", "keep-for" };
	static const struct {
		const char *word, *near;
	} rows[] = {
		{ "itms", "items" },   { "tiem", "time" },     { "titel", "title" },
		{ "Link", "link" },    { "tga", "tag" },       { "keep_fro", "keep-for" },
		{ "zzz", NULL },       { "", NULL },           { "x", NULL },
		{ "linkedlist", NULL }, { "hea", "heat" },
		{ "a-word-that-is-much-longer-than-any-name-there-could-be", NULL },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
		const char *near = nearest_name(rows[i].word, names, ARRAY_LENGTH(names));

		if (rows[i].near)
			assert_string_equal(near ? near : "none", rows[i].near);
		else
			assert_null(near);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_defaults),     cmocka_unit_test(test_words_are_enums),
		cmocka_unit_test(test_values),       cmocka_unit_test(test_seconds),
		cmocka_unit_test(test_bad_browsers), cmocka_unit_test(test_commands),
		cmocka_unit_test(test_nearest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
