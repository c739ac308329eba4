#include "unit.h"

#include "text/scan.h"
#include "text/tailor.h"
#include "text/wrap.h"

enum { RULES = 21 };

/* One row of tests/data/breaks.txt. */
struct row {
	int rule;
	struct wrap_options o;
	enum lang lang;
	char text[256];
	char marks[256]; /* for each byte of text: the mark before it, 0 none */
};

static void set_how(struct row *r, const char *how)
{
	wrap_options_init(&r->o, &width_profile_default, strstr(how, "narrow") ? 30 : 60);
	r->o.punct = PUNCT_ASIS;
	if (strncmp(how, "none", 4) == 0)
		r->o.level = WRAP_NONE;
	else if (strncmp(how, "gb", 2) == 0)
		r->o.level = WRAP_GB;
	else if (strncmp(how, "strict", 6) == 0)
		r->o.level = WRAP_STRICT;
}

static const struct {
	const char *sign;
	char mark;
} signs[] = { { "|", '|' }, { "¦", '/' }, { "‖", '#' } };

static void set_text(struct row *r, const char *p)
{
	size_t n = 0;

	memset(r->marks, 0, sizeof r->marks);
	while (*p) {
		bool is_sign = false;

		for (size_t i = 0; i < ARRAY_LENGTH(signs) && !is_sign; i++) {
			size_t len = strlen(signs[i].sign);

			if (strncmp(p, signs[i].sign, len) == 0) {
				r->marks[n] = signs[i].mark;
				p += len;
				is_sign = true;
			}
		}
		if (!is_sign)
			r->text[n++] = *p++;
	}
	r->text[n] = '\0';
}

static bool read_row(char *line, struct row *r)
{
	char lang[32], *how;
	int at;

	line[strcspn(line, "\n")] = '\0';
	if (sscanf(line, "T%d %31s %n", &r->rule, lang, &at) < 2)
		return false;
	how = strchr(lang, '/');
	if (how)
		*how++ = '\0';
	set_how(r, how ? how : "");
	r->lang = lang_of_tag(lang);
	set_text(r, line + at);
	return true;
}

/* Whether the row's text breaks as the row says, with `without` left out. */
static bool holds(struct row *r, uint32_t without, bool say)
{
	static const char of_bond[BOND_COUNT] = { '|', '/', '#' };
	struct scan s;
	bool ok = true;

	r->o.without = without;
	scan_init(&s, &r->o, r->lang);
	scan_text(&s, r->text, strlen(r->text));
	for (size_t i = 1; i < s.n; i++) {
		size_t at = s.units[i].at;

		if (of_bond[s.units[i].bond] != r->marks[at]) {
			if (say)
				print_message("T%d %s: before byte %zu\n", r->rule, r->text, at);
			ok = false;
		}
	}
	scan_release(&s);
	return ok;
}

static void breaks_where_it_should(void **state)
{
	FILE *f = fopen("tests/data/breaks.txt", "r");
	int rows[RULES] = { 0 }, fail_without[RULES] = { 0 }, total = 0, wrong = 0;
	char line[512];

	(void)state;
	assert_non_null(f);
	while (fgets(line, sizeof line, f)) {
		struct row r;

		if (!read_row(line, &r))
			continue;
		assert_in_range(r.rule, 1, RULES - 1);
		rows[r.rule]++;
		total++;
		wrong += !holds(&r, 0, true);
		fail_without[r.rule] += !holds(&r, RULE(r.rule), false);
	}
	fclose(f);
	print_message("%d strings\n", total);
	assert_int_equal(wrong, 0);
	assert_true(total >= 300);
	for (int i = 1; i < RULES; i++) {
		assert_true(rows[i] >= 15);
		/* T13 is part of the standard: nothing to leave out */
		assert_true(i == 13 || fail_without[i] >= 3);
	}
}

/* --- hard texts ------------------------------------------------------------------------------ */

struct hard {
	char text[2048];
	enum lang lang;
};

/* What is asked about a place that a pattern ("a|b") names. */
struct question {
	void (*ask)(const struct hard *h, size_t at, const char *pattern, void *opaque);
	void *opaque;
};

static void each_place(const struct hard *h, const char *pattern, const struct question *q)
{
	const char *bar = strchr(pattern, '|');
	char bare[128];
	int found = 0;

	assert_non_null(bar);
	snprintf(bare, sizeof bare, "%.*s%s", (int)(bar - pattern), pattern, bar + 1);
	for (const char *p = strstr(h->text, bare); p; p = strstr(p + 1, bare)) {
		size_t at = (size_t)(p - h->text) + (size_t)(bar - pattern);

		found++;
		if (at > 0 && at < strlen(h->text))
			q->ask(h, at, pattern, q->opaque);
	}
	if (!found)
		print_message("not in the text: %s\n", pattern);
	assert_true(found > 0);
}

/* The starts of all lines but the first. */
struct breaks {
	size_t at[256];
	size_t n;
	int measure;
};

static void fit_text(const struct hard *h, const struct wrap_options *o, struct breaks *b)
{
	struct wrap *w = wrap_new(h->text, strlen(h->text), o);
	struct wrap_line line;

	b->n = 0;
	b->measure = o->measure;
	for (size_t at = 0; wrap_line(w, at, &line) && b->n < ARRAY_LENGTH(b->at); at = line.next)
		b->at[b->n++] = line.next;
	wrap_free(w);
}

static void is_no_break(const struct hard *h, size_t at, const char *pattern, void *opaque)
{
	const struct breaks *b = opaque;

	(void)h;
	for (size_t i = 0; i + 1 < b->n; i++) {
		if (b->at[i] == at)
			print_message("at %d cells a line ends at %s\n", b->measure, pattern);
		assert_int_not_equal(b->at[i], at);
	}
}

static void is_open(const struct hard *h, size_t at, const char *pattern, void *opaque)
{
	struct wrap_options o;
	struct scan s;
	bool open = false;

	(void)opaque;
	wrap_options_init(&o, &width_profile_default, 60);
	scan_init(&s, &o, h->lang);
	scan_text(&s, h->text, strlen(h->text));
	for (size_t i = 0; i < s.n; i++)
		open |= s.units[i].at == at && s.units[i].bond <= BOND_LIGHT;
	scan_release(&s);
	if (!open)
		print_message("not open: %s\n", pattern);
	assert_true(open);
}

static void each_pattern(const struct hard *h, const char *patterns, const struct question *q)
{
	char *save = NULL, copy[1024];

	snprintf(copy, sizeof copy, "%s", patterns);
	for (char *p = strtok_r(copy, " ", &save); p; p = strtok_r(NULL, " ", &save)) {
		for (char *blank = strchr(p, '_'); blank; blank = strchr(blank, '_'))
			*blank = ' ';
		each_place(h, p, q);
	}
}

/* Set the text at every width, plain and as pages show it, hanging or not: look at its breaks. */
static void at_every_width(const struct hard *h, const char *kind, char *patterns)
{
	int from = strcmp(kind, "rather") == 0 ? 30 : strcmp(kind, "strict") == 0 ? 40 : 24;

	for (int measure = from; measure <= 100; measure++)
		for (int how = 0; how < 4; how++) {
			struct wrap_options o;
			struct breaks b;

			wrap_options_init(&o, &width_profile_default, measure);
			o.lang = h->lang;
			o.hang = how & 1 ? 2 : 0;
			if (how & 2) {
				o.punct = PUNCT_ASIS;
				o.quotes = QUOTES_TIGHT;
				o.autospace = WRAP_OFF;
				o.justify = JUSTIFY_OFF;
			}
			fit_text(h, &o, &b);
			each_pattern(h, patterns, &(struct question){ is_no_break, &b });
		}
}

static void sets_hard_texts(void **state)
{
	FILE *f = fopen("tests/data/hard.txt", "r");
	char line[4096], word[16];
	struct hard h = { "", LANG_UNKNOWN };
	int asked = 0;

	(void)state;
	assert_non_null(f);
	while (fgets(line, sizeof line, f)) {
		char *rest = strchr(line, ' ');

		line[strcspn(line, "\n")] = '\0';
		if (line[0] == '#' || !rest)
			continue;
		snprintf(word, sizeof word, "%.*s", (int)(rest - line), line);
		rest++;
		if (strcmp(word, "open") == 0) {
			each_pattern(&h, rest, &(struct question){ is_open, NULL });
		} else if (strcmp(word, "no") == 0 || strcmp(word, "rather") == 0 ||
		           strcmp(word, "strict") == 0) {
			at_every_width(&h, word, rest);
		} else {
			h.lang = lang_of_tag(word);
			snprintf(h.text, sizeof h.text, "%s", rest);
		}
		asked++;
	}
	fclose(f);
	assert_true(asked > 15);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(breaks_where_it_should),
		cmocka_unit_test(sets_hard_texts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
