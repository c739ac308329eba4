/*
 * Many small feeds, one a line, with what must be read out of them: the files
 * NAME.cases in tests/data/formats.
 *
 *     frame NAME FEED        the feed that stands round what follows; $ is the place of the case
 *     at PATH                where the paths of the cases begin ("entries.0.")
 *     base URL, type TYPE, zone ZONE, language TAG, encode CHARSET   "none" takes it back
 *     in NAME                from here on, cases are put into that frame; "none": they are whole
 *     CASE => PATH = VALUE && PATH = VALUE
 *
 * A path leads through the JSON of `haowai parse`; "null" is what is not there, "#" behind a path the
 * number of its members. \n \t \\ \xHH \uHHHH are understood everywhere, \xHH as a byte. A line that
 * begins with # is a comment. With GENERATE=1 what is wrong is only listed.
 */
#include "cli/json_feed.h"
#include "feed/parse.h"

#include <dirent.h>
#include <iconv.h>
#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "base/array.h"
#include "base/clock.h"
#include "base/path.h"
#include "text/utf8.h"

enum { NOW = 1795334400, FRAMES = 64 }; /* 2026-11-22 16:00 +08:00 */


struct run {
	struct {
		char *name, *feed;
	} frames[FRAMES];
	size_t n_frames, n_cases, n_wrong;
	const char *frame;               /* NULL: cases are whole feeds */
	char *at, *base, *type, *zone, *language, *encode;
	const char *file;
	size_t line;
};

/* --- text ------------------------------------------------------------------------------------- */

static unsigned hex(const char *p, int n)
{
	char digits[9] = "";

	memcpy(digits, p, (size_t)n);
	return (unsigned)strtoul(digits, NULL, 16);
}

/* \n, \t, \\, \xHH and \uHHHH in place. Returns the length: a \x00 may be in it. */
static size_t unescape(char *text, size_t len)
{
	size_t n = 0;

	for (size_t i = 0; i < len; i++) {
		if (text[i] != '\\' || i + 1 == len) {
			text[n++] = text[i];
			continue;
		}
		i++;
		if (text[i] == 'x' && i + 2 < len) {
			text[n++] = (char)hex(text + i + 1, 2);
			i += 2;
		} else if (text[i] == 'u' && i + 4 < len) {
			unsigned cp = hex(text + i + 1, 4);
			n += utf8_encode(cp, text + n);
			i += 4;
		} else {
			text[n++] = text[i] == 'n' ? '\n' : text[i] == 't' ? '\t' : text[i];
		}
	}
	text[n] = '\0';
	return n;
}

static void encode(const char *charset, struct str *feed)
{
	iconv_t cd = iconv_open(charset, "UTF-8");
	size_t left = feed->len, room = feed->len * 5 + 16, size = room;
	char *in = feed->data, *out = malloc(room), *to = out;

	assert_true(cd != (iconv_t)-1);
	assert_true(iconv(cd, &in, &left, &to, &room) != (size_t)-1);
	assert_true(iconv(cd, NULL, NULL, &to, &room) != (size_t)-1);
	str_clear(feed);
	str_append(feed, out, size - room);
	free(out);
	iconv_close(cd);
}

/* --- one case --------------------------------------------------------------------------------- */

static json_t *parse(const struct run *r, struct slice bytes)
{
	struct feed_hints hints = { .fetched = NOW,
		                    .base = r->base,
		                    .content_type = r->type,
		                    .timezone = r->zone,
		                    .language = r->language };
	struct feed feed;
	struct err err = { { 0 } };
	json_t *root = NULL;
	char *text = NULL;
	size_t n = 0;

	if (feed_parse(bytes, &hints, &feed, &err)) {
		FILE *to = open_memstream(&text, &n);
		assert_true(feed_write_json(&feed, to));
		fclose(to);
		root = json_loads(text, 0, NULL);
		assert_non_null(root);
		free(text);
	}
	feed_release(&feed);
	return root ? root : json_pack("{ss}", "error", err.text);
}

/* The value at a path as text: null for none; the caller frees it. */
static char *value_at(const json_t *root, const char *path)
{
	const json_t *at = root;
	struct slice rest = slice_of(path);
	char number[32];

	while (rest.len && at) {
		struct slice part = slice_next(&rest, '.');
		char *key = strndup(part.data, part.len);
		if (!strcmp(key, "#")) {
			snprintf(number, sizeof number, "%zu",
			         json_is_array(at) ? json_array_size(at) : json_object_size(at));
			free(key);
			return strdup(number);
		}
		at = json_is_array(at) ? json_array_get(at, (size_t)atoi(key))
		                       : json_object_get(at, key);
		free(key);
	}
	return json_is_string(at) ? strdup(json_string_value(at))
	       : at               ? json_dumps(at, JSON_ENCODE_ANY | JSON_COMPACT)
	                          : strdup("null");
}

static bool fits(const struct run *r, const json_t *root, char *want, const char *input)
{
	char *sign = strstr(want, " ="), *value, *got;
	struct str path = STR_INIT;
	size_t n;
	bool ok;

	assert_non_null(sign);
	*sign = '\0';
	value = sign + 2 + (sign[2] == ' ');
	n = unescape(value, strlen(value));
	if (strncmp(want, "/", 1))
		str_add(&path, r->at ? r->at : "");
	str_add(&path, want + (*want == '/'));
	/* Of nothing, the number of members is 0. */
	got = value_at(root, path.data);
	if (!strcmp(got, "null") && !strcmp(value, "0") && strchr(path.data, '#')) {
		free(got);
		got = strdup("0");
	}
	ok = strlen(got) == n && !strcmp(got, value);
	if (!ok)
		printf("%s:%zu: %s\n  %s is \"%s\", not \"%s\"\n", r->file, r->line, input,
		       path.data, got, value);
	free(got);
	str_release(&path);
	return ok;
}

static const char *frame_feed(const struct run *r)
{
	for (size_t i = 0; r->frame && i < r->n_frames; i++)
		if (!strcmp(r->frames[i].name, r->frame))
			return r->frames[i].feed;
	assert_null(r->frame);
	return "$";
}

static void run_case(struct run *r, char *line)
{
	char *arrow = strstr(line, " => "), *wants;
	const char *frame = frame_feed(r), *place = strchr(frame, '$');
	struct str feed = STR_INIT;
	struct slice input;
	json_t *root;
	bool ok = true;

	if (!arrow)
		fail_msg("%s:%zu: neither a case nor a word that is known", r->file, r->line);
	*arrow = '\0';
	wants = arrow + 4;
	input = slice_make(xstrdup(line), 0);
	input.len = unescape((char *)input.data, strlen(input.data));
	str_append(&feed, frame, (size_t)(place - frame));
	str_add_slice(&feed, input);
	str_add(&feed, place + 1);
	if (r->encode)
		encode(r->encode, &feed);
	root = parse(r, str_slice(&feed));
	for (char *next; wants; wants = next) {
		next = strstr(wants, " && ");
		if (next) {
			*next = '\0';
			next += 4;
		}
		ok &= fits(r, root, wants, line);
	}
	r->n_cases++;
	r->n_wrong += !ok;
	json_decref(root);
	free((char *)input.data);
	str_release(&feed);
}

/* --- a file ----------------------------------------------------------------------------------- */

static char *none_or(char *value)
{
	return !value || !strcmp(value, "none") ? NULL : value;
}

static bool run_word(struct run *r, char *line)
{
	struct {
		const char *word;
		char **to;
	} words[] = { { "at ", &r->at },     { "base ", &r->base },         { "type ", &r->type },
		      { "zone ", &r->zone }, { "language ", &r->language }, { "encode ", &r->encode } };

	if (!strncmp(line, "frame ", 6)) {
		char *name = line + 6, *blank = strchr(name, ' ');
		*blank = '\0';
		assert_true(r->n_frames < FRAMES);
		assert_non_null(strchr(blank + 1, '$'));
		unescape(blank + 1, strlen(blank + 1));
		r->frames[r->n_frames].name = name;
		r->frames[r->n_frames++].feed = blank + 1;
		return true;
	}
	if (!strncmp(line, "in ", 3)) {
		r->frame = none_or(line + 3);
		return true;
	}
	for (size_t i = 0; i < ARRAY_LENGTH(words); i++) {
		if (!strncmp(line, words[i].word, strlen(words[i].word))) {
			*words[i].to = none_or(line + strlen(words[i].word));
			return true;
		}
	}
	return false;
}

static void run_file(struct run *r, const char *path)
{
	struct str text = STR_INIT;

	*r = (struct run){ .n_cases = r->n_cases, .n_wrong = r->n_wrong, .file = path };
	assert_true(path_read(path, &text, 1 << 20, NULL));
	for (char *line = text.data, *end; (end = strchr(line, '\n')); line = end + 1) {
		*end = '\0';
		r->line++;
		if (*line && *line != '#' && !run_word(r, line))
			run_case(r, line);
	}
	str_release(&text);
}

static int is_cases(const struct dirent *e)
{
	const char *dot = strrchr(e->d_name, '.');

	return dot && !strcmp(dot, ".cases");
}

static void cases_give_what_they_must(void **state)
{
	static const char folder[] = "tests/data/formats";
	struct run *r = xcalloc(1, sizeof *r);
	struct dirent **names;
	int n = scandir(folder, &names, is_cases, alphasort);

	(void)state;
	assert_true(n > 0);
	for (int i = 0; i < n; i++) {
		char path[512];
		snprintf(path, sizeof path, "%s/%s", folder, names[i]->d_name);
		run_file(r, path);
		free(names[i]);
	}
	free(names);
	printf("%zu cases, %zu wrong\n", r->n_cases, r->n_wrong);
	if (!getenv("GENERATE"))
		assert_int_equal(r->n_wrong, 0);
	assert_true(r->n_cases >= 600);
	free(r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cases_give_what_they_must),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
