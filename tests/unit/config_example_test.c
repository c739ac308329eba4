/*
 * What is written about the configuration agrees with the program: config.example, haowai(5) and
 * the catalogue. GENERATE=1 writes the end of config.example, the catalogue commented, anew.
 */
#include "unit.h"

#include "base/path.h"
#include "base/url.h"
#include "config/config.h"
#include "config/parts.h"

static const char heading[] = "# === Real sources";

static char *read_file(const char *path)
{
	struct str text = STR_INIT;
	struct err err = ERR_INIT;

	if (!path_read(path, &text, 4 << 20, &err))
		fail_msg("%s", err.text);
	return str_take(&text);
}

static void no_problems(const struct config *c)
{
	for (size_t i = 0; i < c->n_problems; i++)
		print_message("%s:%d: %s\n", c->problems[i].file, c->problems[i].line,
		              c->problems[i].text);
	assert_int_equal(c->n_problems, 0);
}

/* The text without line breaks and comment signs, in lower case: to find a wrapped sentence. */
static char *flat(const char *text)
{
	struct str out = STR_INIT;

	for (const char *p = text; *p; p++) {
		bool blank = ascii_is_space((unsigned char)*p) || *p == '#';

		if (!blank)
			str_add_char(&out, (char)ascii_lower((unsigned char)*p));
		else if (out.len && out.data[out.len - 1] != ' ')
			str_add_char(&out, ' ');
	}
	return str_take(&out);
}

static void example_shows_every_option(void **state)
{
	char *text = read_file("config.example"), *words = flat(text);
	const struct option_info *infos;
	size_t n = options_list(&infos);
	struct str line = STR_INIT;

	(void)state;
	for (size_t i = 0; i < n; i++) {
		char *help = flat(infos[i].help), *at;

		str_clear(&line);
		str_printf(&line, "\n%s =%s%s\n", infos[i].name, *infos[i].def ? " " : "",
		           infos[i].def);
		at = strstr(text, line.data);
		if (!at || strstr(at + 1, line.data))
			fail_msg("config.example should hold once:%s", line.data);
		str_clear(&line);
		str_printf(&line, "%s", help);
		if (!strstr(words, help))
			fail_msg("config.example should say of %s: %s", infos[i].name,
			         infos[i].help);
		free(help);
	}
	str_release(&line);
	free(words);
	free(text);
}

static void example_is_the_defaults(void **state)
{
	struct config *c = config_load("config.example", NULL);
	const struct option_info *infos;
	struct options fresh;
	char a[256], b[256];

	(void)state;
	no_problems(c);
	assert_false(c->has_sources);
	options_init(&fresh);
	for (size_t i = 0, n = options_list(&infos); i < n; i++) {
		options_get(&c->options, infos[i].name, a, sizeof a);
		options_get(&fresh, infos[i].name, b, sizeof b);
		assert_string_equal(a, b);
	}
	config_free(c);
}

/* The catalogue as config.example has it: "# " before every line but headings and blank ones. */
static char *commented_catalogue(void)
{
	struct slice rest = catalogue_text();
	struct str out = STR_INIT;

	while (rest.len) {
		struct slice line = slice_next(&rest, '\n');

		if (line.len && !slice_begins(line, "## "))
			str_add(&out, "# ");
		str_add_slice(&out, line);
		str_add_char(&out, '\n');
	}
	return str_take(&out);
}

static void example_ends_with_the_catalogue(void **state)
{
	char *text = read_file("config.example"), *want = commented_catalogue();
	char *at = strstr(text, heading), *have;
	struct str whole = STR_INIT;

	(void)state;
	assert_non_null(at);
	have = strstr(at, "\n\n");
	assert_non_null(have);
	have += 2;
	if (getenv("GENERATE")) {
		str_append(&whole, text, (size_t)(have - text));
		str_add(&whole, want);
		assert_true(path_write("config.example", str_slice(&whole), 0, NULL));
		str_release(&whole);
	} else {
		assert_string_equal(have, want);
	}
	free(text);
	free(want);
}

static void the_catalogue_part_loads_uncommented(void **state)
{
	char *text = read_file("config.example");
	struct slice rest = slice_of(strstr(strstr(text, heading), "\n\n"));
	struct str plain = STR_INIT;
	size_t n[5] = { 0 };
	struct config *c;

	(void)state;
	while (rest.len) {
		struct slice line = slice_next(&rest, '\n');

		if (slice_begins(line, "# "))
			line = slice_make(line.data + 2, line.len - 2);
		str_add_slice(&plain, line);
		str_add_char(&plain, '\n');
	}
	c = config_of_text(str_slice(&plain), "config.example");
	no_problems(c);
	for (size_t i = 0; i < c->n_sources; i++) {
		const struct source *s = &c->sources[i];

		if (s->is_builtin)
			continue;
		assert_non_null(s->language);
		n[0]++;
		n[1] += !strncmp(s->language, "zh", 2);
		n[2] += !strcmp(s->language, "ja");
		n[3] += !strcmp(s->language, "ko");
		n[4] += !strcmp(s->language, "en");
	}
	assert_true(n[0] >= 60);
	for (size_t i = 1; i < ARRAY_LENGTH(n); i++)
		assert_true(n[i] >= 6);
	assert_int_equal(n[0], n[1] + n[2] + n[3] + n[4]);
	config_free(c);
	str_release(&plain);
	free(text);
}

/* Lines of the examples by hand: a section, a key, an address behind "# ". */
static bool is_example(struct slice line)
{
	const char *sign;

	if (slice_begins(line, "[") || slice_begins(line, "https://"))
		return true;
	sign = slice_find(line, " = ", 3);
	for (const char *p = line.data; sign && p < sign; p++)
		if (!ascii_is_alpha((unsigned char)*p) && *p != '-')
			return false;
	return sign != NULL;
}

static void the_examples_load_uncommented(void **state)
{
	char *text = read_file("config.example");
	const char *start = strstr(text, "# --- Sources by hand"), *end = strstr(text, heading);
	struct slice rest = slice_make(start, (size_t)(end - start));
	struct str plain = STR_INIT;
	struct config *c;

	(void)state;
	assert_non_null(start);
	while (rest.len) {
		struct slice line = slice_next(&rest, '\n');

		if (slice_begins(line, "# ") && is_example(slice_make(line.data + 2, line.len - 2)))
			str_append(&plain, line.data + 2, line.len - 2);
		str_add_char(&plain, '\n');
	}
	c = config_of_text(str_slice(&plain), "config.example");
	no_problems(c);
	assert_true(c->n_sources >= 5 + 3);
	assert_int_equal(c->n_views, 2);
	assert_true(c->views[1].is_followed);
	config_free(c);
	str_release(&plain);
	free(text);
}

static void catalogue_is_whole(void **state)
{
	struct arena a = ARENA_INIT;
	const struct catalogue_entry *e;
	size_t n = catalogue_entries(&a, &e), hot = 0, noted = 0;

	(void)state;
	assert_true(n >= 60);
	for (size_t i = 0; i < n; i++) {
		assert_true(url_is_web(e[i].url));
		assert_true(e[i].section[0] && e[i].name[0] && e[i].language[0]);
		assert_true(strchr(e[i].config, '[') == e[i].config);
		assert_non_null(strstr(e[i].config, e[i].name));
		assert_null(strstr(e[i].config, "\n\n"));
		hot += e[i].kind == SOURCE_HOT;
		noted += e[i].note != NULL;
		for (size_t k = 0; k < i; k++)
			if (e[k].kind == e[i].kind && !strcmp(e[k].url, e[i].url))
				fail_msg("%s and %s have one address", e[k].name, e[i].name);
	}
	assert_true(hot >= 10 && noted >= 5);
	arena_release(&a);
}

/* A name at the start of an item, or behind a comma in one: ".It Cm title , link No = …". */
static bool manual_lists(const char *manual, const char *name)
{
	struct slice rest = slice_of(manual);
	struct str behind = STR_INIT;
	bool found = false;

	str_printf(&behind, " %s ", name);
	while (rest.len && !found) {
		struct slice line = slice_next(&rest, '\n');
		struct str padded = STR_INIT;

		str_printf(&padded, "%.*s ", (int)line.len, line.data);
		if (slice_begins(line, ".It Cm") || slice_begins(line, ".Cm"))
			found = strstr(padded.data, behind.data) != NULL;
		str_release(&padded);
	}
	str_release(&behind);
	return found;
}

static void manual_knows_all(void **state)
{
	static const char *const keys[] = {
		"url",     "preset",  "group",  "tag",     "language", "every",   "keep-for",
		"keep",    "skip",    "paused", "hidden",  "type",     "items",   "title",
		"link",    "id",      "time",   "updated", "author",   "source",  "summary",
		"content", "image",   "tags",   "heat",    "rank",     "drop",    "strip-query",
		"remove",  "extract", "sort",   "limit",   "timezone", "skip-first", "fulltext",
		"header",  "method",  "body",   "proxy",   "base",     "editor",  "next",
		"related", "header-env", "related-title", "related-link", "related-time",
		"related-tags", "filter", "bind", "keep-items", "dailyhot", "newsnow", "tophub",
		"rsshub",
	};
	char *manual = read_file("man/haowai.5");
	const struct option_info *infos;
	struct str line = STR_INIT;

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(keys); i++)
		if (!manual_lists(manual, keys[i]))
			fail_msg("haowai(5) should list %s", keys[i]);
	for (size_t i = 0, n = options_list(&infos); i < n; i++) {
		str_clear(&line);
		str_printf(&line, ".It Cm %s No =", infos[i].name);
		if (!strstr(manual, line.data))
			fail_msg("haowai(5) should describe %s", infos[i].name);
		if (*infos[i].def) {
			str_clear(&line);
			str_printf(&line, "Default:\n.Ql %s .\n", infos[i].def);
			assert_non_null(strstr(manual, line.data));
		}
	}
	str_release(&line);
	free(manual);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(example_shows_every_option),
		cmocka_unit_test(example_is_the_defaults),
		cmocka_unit_test(example_ends_with_the_catalogue),
		cmocka_unit_test(the_catalogue_part_loads_uncommented),
		cmocka_unit_test(the_examples_load_uncommented),
		cmocka_unit_test(catalogue_is_whole),
		cmocka_unit_test(manual_knows_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
