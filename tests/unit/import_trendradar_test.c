/* Keyword files of TrendRadar: the rules that are made of them hold for the titles that its own rules
 * hold for. The reference knows words, no regular expressions; those have rows of their own. */
#include "unit.h"

#include "base/mem.h"
#include "filter/filter.h"
#include "share/import_trendradar.h"

enum { GROUPS = 16, WORDS = 16, LINE = 200 };

struct group {
	char any[WORDS][LINE], must[WORDS][LINE];
	size_t n_any, n_must;
};

struct reference {
	struct group groups[GROUPS];
	char barred[WORDS * 2][LINE];
	size_t n, n_barred;
};

static void lower(char *out, const char *text, size_t n)
{
	size_t i = 0;

	for (; i < n && i < LINE - 1; i++)
		out[i] = (char)ascii_lower((unsigned char)text[i]);
	out[i] = '\0';
}

static void take_line(struct reference *r, struct group *g, struct slice line, bool in_global)
{
	const char *arrow = slice_find(line, "=>", 2);
	struct slice word = slice_trim(arrow ? slice_make(line.data, (size_t)(arrow - line.data)) : line);
	char sign = word.data[0];

	if (sign == '#' || sign == '@' || (in_global && (sign == '!' || sign == '+')))
		return;
	if (in_global)
		lower(r->barred[r->n_barred++], word.data, word.len);
	else if (sign == '!')
		lower(r->barred[r->n_barred++], word.data + 1, word.len - 1);
	else if (sign == '+')
		lower(g->must[g->n_must++], word.data + 1, word.len - 1);
	else
		lower(g->any[g->n_any++], word.data, word.len);
}

static void read_reference(const char *text, struct reference *r)
{
	struct slice rest = slice_of(text);
	bool in_global = false;

	memset(r, 0, sizeof *r);
	while (rest.len || r->groups[r->n].n_any || r->groups[r->n].n_must) {
		struct slice line = slice_trim(slice_next(&rest, '\n'));
		struct group *g = &r->groups[r->n];

		if (slice_is(line, "[GLOBAL_FILTER]"))
			in_global = true;
		else if (slice_is(line, "[WORD_GROUPS]"))
			in_global = false;
		else if (line.len && line.data[0] != '[')
			take_line(r, g, line, in_global);
		if (!line.len && (g->n_any || g->n_must))
			r->n++;
	}
}

/* Bit i: group i holds for the title. */
static unsigned expected(const struct reference *r, const char *title)
{
	char low[LINE];
	unsigned bits = 0;

	lower(low, title, strlen(title));
	for (size_t i = 0; i < r->n_barred; i++)
		if (strstr(low, r->barred[i]))
			return 0;
	for (size_t i = 0; i < r->n; i++) {
		const struct group *g = &r->groups[i];
		size_t any = 0, must = 0;

		for (size_t k = 0; k < g->n_any; k++)
			any += strstr(low, g->any[k]) != NULL;
		for (size_t k = 0; k < g->n_must; k++)
			must += strstr(low, g->must[k]) != NULL;
		if ((any || !g->n_any) && must == g->n_must)
			bits |= 1u << i;
	}
	return bits;
}

static unsigned by_rules(const char *config, const char *title)
{
	struct slice rest = slice_of(config);
	struct item item = { .title = title, .source = "", .published = 1, .sort_time = 1 };
	unsigned bits = 0, n = 0;

	while (rest.len) {
		struct slice line = slice_next(&rest, '\n');
		struct err err = ERR_INIT;
		struct filter *f;
		char *text;

		if (!slice_begins(line, "match = "))
			continue;
		text = xstrndup(line.data + 8, line.len - 8);
		f = filter_parse(text, NULL, &err);
		if (err.text[0])
			fail_msg("%s: %s", text, err.text);
		bits |= filter_matches_item(f, &item) ? 1u << n : 0;
		n++;
		filter_free(f);
		free(text);
	}
	return bits;
}

static const char *const titles[] = {
	"华为发布新手机", "鸿蒙手机抽奖", "华为手机广告", "鸿蒙系统", "手机", "C++ 火箭升空", "AI 与 ai",
	"称“双减”一年", "双减一年", "他说\"好\"", "a|b 之争", "5-3=2", "a/b 测试", "（快讯）股市", "股市 快讯",
	"@某人", "#话题#", "50%", "[置顶]要闻", "芯片", "光刻机", "芯片广告", "NBA 总决赛", "x.y", "xzy", "１２３",
};

static const char *const files[] = {
	"华为\n鸿蒙\n+手机\n",
	"华为\n+手机\n!广告\n\n鸿蒙\n\n手机\n",
	"[GLOBAL_FILTER]\n抽奖\n\n广告\n!鸿蒙\n+手机\n\n[WORD_GROUPS]\n手机\n\n鸿蒙\n!系统\n",
	"[WORD_GROUPS]\n[航天]\nC++ 火箭\n@3\n\nAI => 智能\nNBA => 篮球\n",
	"手机\n\n[GLOBAL_FILTER]\n华为\n",
	"“双减”\n\n\"好\"\n\na|b\n\n5-3=2\n\na/b\n",
	"（快讯）\n\n+股市\n+快讯\n\n50%\n\nx.y\n\n#注\n某人\n",
	"芯片\n光刻\n@10\n\n+芯片\n!“双减”\n",
	"\n\n\nnba\n   \nai\n\t\n双减\n+一年\n!说\"\n",
};

static void rules_hold_for_the_same_titles(void **state)
{
	static struct reference r;

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(files); i++) {
		struct import out;
		struct err err = ERR_INIT;

		import_init(&out);
		read_reference(files[i], &r);
		if (!import_trendradar(slice_of(files[i]), &out, &err))
			fail_msg("file %zu: %s", i, err.text);
		assert_int_equal(out.n_others, r.n);
		for (size_t k = 0; k < ARRAY_LENGTH(titles); k++) {
			unsigned want = expected(&r, titles[k]), got = by_rules(out.text.data, titles[k]);

			if (want != got)
				fail_msg("file %zu, %s: %x, not %x\n%s", i, titles[k], got, want,
				         out.text.data);
		}
		import_release(&out);
	}
}

static const struct {
	const char *word, *title;
	bool matches;
} regexes[] = {
	{ "/芯片|光刻/", "光刻机", true },      { "/^AI/i", "ai 来了", true },
	{ "/^AI/", "谈 AI", false },            { "/a/b/", "a/b 测试", true },
	{ "/a\\/b/", "a/b 测试", true },        { "/a/b/", "ab 测试", false },
	{ "/“.减”/ => 教育", "称“双减”一年", true }, { "/\\bEV\\b/i => 电动", "the EV one", true },
	{ "/x y/", "x y", true },               { "/5G|6G/", "6g 网络", true },
};

static void regular_expressions(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(regexes); i++) {
		struct import out;
		struct err err = ERR_INIT;

		import_init(&out);
		assert_true(import_trendradar(slice_of(regexes[i].word), &out, &err));
		if (by_rules(out.text.data, regexes[i].title) != (regexes[i].matches ? 1 : 0))
			fail_msg("%s, %s: %s", regexes[i].word, regexes[i].title, out.text.data);
		import_release(&out);
	}
}

static void what_has_no_counterpart_is_said(void **state)
{
	static const char text[] = "手机\n@10\n/(/\n\n华为\n@5\n";
	struct import out;
	struct err err = ERR_INIT;

	(void)state;
	import_init(&out);
	assert_true(import_trendradar(slice_of(text), &out, &err));
	assert_int_equal(out.n_refused, 2);
	assert_non_null(strstr(out.refused.data, "@10"));
	assert_non_null(strstr(out.refused.data, "/(/"));
	assert_int_equal(by_rules(out.text.data, "新手机"), 1);
	import_release(&out);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(rules_hold_for_the_same_titles),
		cmocka_unit_test(regular_expressions),
		cmocka_unit_test(what_has_no_counterpart_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
