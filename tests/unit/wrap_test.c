#include "unit.h"

#include "text/wrap.h"

/* What the rows below ask for beside measure and hang. */
enum ask {
	PLAIN = 1,      /* exactly the source */
	RAGGED = 2,     /* no justification */
	FULL = 4,       /* all of it */
	CORNER = 8,
	PADDED = 16,
	SPACED = 32,    /* autospace on */
	DOTS = 64,      /* punct = full */
	VERSE = 128,
	PRE = 256,
	HEADLINE = 512,
	INDENT = 1024,  /* 4 cells */
	ORPHANS = 2048, /* not mended */
	NONE = 4096,    /* level */
};

struct row {
	int measure, hang;
	enum lang lang;
	int ask;
	const char *text, *lines; /* lines end with "|" where another follows */
};

static void options_of(struct wrap_options *o, const struct row *r)
{
	wrap_options_init(o, &width_profile_default, r->measure);
	o->hang = r->hang;
	o->lang = r->lang;
	if (r->ask & PLAIN) {
		o->punct = PUNCT_ASIS;
		o->quotes = QUOTES_TIGHT;
		o->autospace = WRAP_OFF;
		o->justify = JUSTIFY_OFF;
	}
	if (r->ask & RAGGED)
		o->justify = JUSTIFY_OFF;
	if (r->ask & FULL)
		o->justify = JUSTIFY_FULL;
	if (r->ask & (CORNER | PADDED))
		o->quotes = r->ask & CORNER ? QUOTES_CORNER : QUOTES_FULL;
	if (r->ask & SPACED)
		o->autospace = WRAP_ON;
	if (r->ask & DOTS)
		o->punct = PUNCT_FULL;
	if (r->ask & NONE)
		o->level = WRAP_NONE;
	o->verse = r->ask & VERSE;
	o->preformatted = r->ask & PRE;
	o->headline = r->ask & HEADLINE;
	o->orphan = !(r->ask & ORPHANS);
	o->indent_first = r->ask & INDENT ? 4 : 0;
	o->indent_rest = r->ask & VERSE ? 4 : 0;
}

static void check(const struct row *rows, size_t n)
{
	struct str out;

	str_init(&out);
	for (size_t i = 0; i < n; i++) {
		struct wrap_options o;
		struct wrap_line line;
		struct wrap *w;

		options_of(&o, &rows[i]);
		w = wrap_new(rows[i].text, strlen(rows[i].text), &o);
		str_clear(&out);
		for (size_t at = 0; wrap_line(w, at, &line); at = line.next) {
			if (at)
				str_add_char(&out, '|');
			wrap_line_text(w, &line, &out);
		}
		wrap_free(w);
		assert_string_equal(out.data, rows[i].lines);
	}
	str_release(&out);
}

#define CHECK(rows) check(rows, ARRAY_LENGTH(rows))

static void keeps_marks_with_their_words(void **state)
{
	static const struct row rows[] = {
		{ 10, 0, LANG_ZH, 0, "中国人说，很好。", "中国人说，|很好。" },
		{ 8, 0, LANG_ZH, 0, "中国人说，很好。", "中国人|说，|很好。" },
		{ 8, 0, LANG_ZH, PLAIN, "他说《好》字", "他说|《好》字" },
		{ 12, 0, LANG_ZH, PLAIN, "他说：“好。”我也说好。", "他说：“好。”|我也说好。" },
		{ 8, 0, LANG_OTHER, 0, "hello world", "hello|world" },
		{ 6, 0, LANG_OTHER, 0, "abcdefghij", "abcdef|ghij" },
		{ 16, 0, LANG_KO, 0, "이것은 아주아주아주아주아주아주긴낱말입니다 네",
		  "이것은 아주아주|아주아주아주아주|긴낱말입니다 네" },
		{ 20, 0, LANG_KO, 0, "격자시 기상대는 오늘 첫눈을 알렸다", "격자시 기상대는 오늘|첫눈을 알렸다" },
		{ 20, 2, LANG_ZH, PLAIN, "看https://gezi.example/a/very/long/path/to/some/page.html吧",
		  "看https://gezi.|example/a/very/long/|path/to/some/page.|html吧" },
		{ 6, 0, LANG_ZH, NONE, "一二三，四五六七", "一二三|，四五|六七" },
	};

	(void)state;
	CHECK(rows);
}

/* Push-in, then hanging, then push-out. */
static void hangs_and_pushes_in(void **state)
{
	static const struct row rows[] = {
		{ 8, 1, LANG_ZH, 0, "中国人说，很好啊。", "中国人|说，很|好啊。" },
		{ 8, 2, LANG_ZH, 0, "中国人说，很好啊。", "中国人说，|很好啊。" },
		{ 9, 1, LANG_ZH, RAGGED, "中国人说，很好啊。", "中国人说，|很好啊。" },
		{ 9, 1, LANG_ZH, RAGGED, "中国人（们）很好啊。", "中国人|（们）很|好啊。" },
		{ 11, 1, LANG_ZH, RAGGED, "中国人（们）很好啊。", "中国人（们）|很好啊。" },
		{ 8, 2, LANG_ZH_HANT, 0, "中國人說，很好啊。", "中國人|說，很|好啊。" },
		{ 8, 2, LANG_JA, 0, "雪が降る。冬です。", "雪が降る。|冬です。" },
		{ 8, 2, LANG_JA, 0, "雪が降る！冬です。", "雪が降|る！冬|です。" },
		{ 18, 2, LANG_ZH, SPACED, "我们用GridText排版，很好看的", "我们用 GridText 排|版，很好看的" },
		{ 20, 2, LANG_ZH, SPACED, "我们用GridText排版，很好看的", "我们用GridText排版，|很好看的" },
		{ 12, 2, LANG_ZH, PLAIN, "他说：“好。”我也说好。", "他说：“好。”|我也说好。" },
	};

	(void)state;
	CHECK(rows);
}

static void mends_last_lines(void **state)
{
	static const struct row rows[] = {
		{ 8, 0, LANG_ZH, 0, "一二三四五六七八九", "一二三四|五六七|八九" },
		{ 8, 0, LANG_ZH, ORPHANS, "一二三四五六七八九", "一二三四|五六七八|九" },
		{ 16, 0, LANG_ZH, 0, "一二三四五六七八九。", "一二三四五六七|八九。" },
		{ 16, 2, LANG_ZH, 0, "一二三四五六七八。", "一二三四五六七八。" },
		{ 12, 0, LANG_ZH, 0, "一二三四12345.6七", "一二三四|12345.6七" },
		{ 20, 0, LANG_KO, 0, "격자시 기상대는 오늘 것", "격자시 기상대는|오늘 것" },
		{ 8, 0, LANG_ZH, 0, "一", "一" },
	};

	(void)state;
	CHECK(rows);
}

/* Display only: the glyphs still name the source's bytes. */
static void draws_marks_full_width(void **state)
{
	static const struct row rows[] = {
		{ 40, 0, LANG_ZH, RAGGED, "我们说,今天:好?很好!对;是", "我们说，今天：好？很好！对；是" },
		{ 40, 0, LANG_ZH, PLAIN, "我们说,今天:好?", "我们说,今天:好?" },
		{ 40, 0, LANG_OTHER, 0, "we say 好,so", "we say 好,so" },
		{ 40, 0, LANG_ZH, 0, "责任编辑: 张", "责任编辑：张" },
		{ 40, 0, LANG_ZH, 0, "新增6+73,在本市", "新增6+73，在本市" },
		{ 40, 0, LANG_ZH, 0, "比分3:2,约5.2万,1,234元", "比分3:2，约5.2万，1,234元" },
		{ 40, 0, LANG_ZH, 0, "见https://a.example/?a,b:c;d!e好",
		  "见 https://a.example/?a,b:c;d!e 好" },
		{ 40, 0, LANG_ZH, 0, "他说\"好的\"就走--再见(真的)", "他说 “好的” 就走——再见（真的）" },
		{ 40, 0, LANG_ZH, 0, "再见(ok)吧(2022年)", "再见(ok)吧(2022年)" },
		{ 40, 0, LANG_ZH, 0, "执行'a, b: c'就好,对吧", "执行'a, b: c'就好，对吧" },
		{ 40, 0, LANG_ZH, 0, "他说'好'字", "他说 ‘好’ 字" },
		{ 40, 0, LANG_ZH, 0, "只有一个\"引号,好", "只有一个\"引号，好" },
		{ 40, 0, LANG_JA, 0, "雪,雨:風", "雪，雨：風" },
		{ 40, 0, LANG_ZH, DOTS, "等等...好⸺对", "等等……好——对" },
		{ 40, 0, LANG_ZH, 0, "等等...好⸺对", "等等...好⸺对" },
		{ 40, 0, LANG_ZH, 0, "气温-3℃,\"光标河\"结冰", "气温-3℃，“光标河” 结冰" },
	};

	(void)state;
	CHECK(rows);
}

static void spaces_quotes_and_letters(void **state)
{
	static const struct row rows[] = {
		{ 40, 0, LANG_ZH, 0, "他说“好”和“对”。“嗯”，“‘啊’”", "他说 “好” 和 “对”。“嗯”，“‘啊’”" },
		{ 38, 0, LANG_ZH, 0, "他说“好”和", "他说“好”和" },
		{ 38, 0, LANG_ZH, PADDED, "他说“好”和", "他说 “好” 和" },
		{ 40, 0, LANG_ZH, 0, "“双宽”“单宽”两段", "“双宽” “单宽” 两段" },
		{ 40, 0, LANG_ZH, CORNER, "他说“好”和‘对’", "他说「好」和『对』" },
		{ 40, 0, LANG_ZH, CORNER, "他说\"好\"", "他说「好」" },
		{ 40, 0, LANG_ZH, 0, "用GridText排版", "用 GridText 排版" },
		{ 40, 0, LANG_ZH, 0, "共5.2万个，C919飞机，第7版", "共5.2万个，C919飞机，第7版" },
		{ 40, 0, LANG_ZH, SPACED, "共5.2万个，C919飞机", "共 5.2 万个，C919 飞机" },
		{ 40, 0, LANG_ZH, HEADLINE, "用GridText排版", "用GridText排版" },
		{ 40, 0, LANG_JA, 0, "GridTextの版", "GridTextの版" },
		{ 38, 0, LANG_ZH, 0, "用GridText排版", "用GridText排版" },
	};

	(void)state;
	CHECK(rows);
}

static void justifies(void **state)
{
	static const struct row rows[] = {
		/* one cell that is left goes behind a mark, before Latin, to a blank; two stay */
		{ 13, 2, LANG_ZH, 0, "天气晴朗，万里无云，风平浪静，正好出海打鱼",
		  "天气晴朗， 万|里无云， 风平|浪静， 正好出|海打鱼" },
		{ 13, 2, LANG_ZH, RAGGED, "天气晴朗，万里无云，风平浪静，正好出海打鱼",
		  "天气晴朗，万|里无云，风平|浪静，正好出|海打鱼" },
		{ 17, 0, LANG_ZH, 0, "这一行里用Grid排版的时候剩下一格", "这一行里用Grid 排|版的时候剩下一格" },
		{ 14, 0, LANG_ZH, 0, "一二 三四五六七八九十", "一二  三四五六|七八九十" },
		{ 17, 0, LANG_ZH, FULL, "天气晴朗，万里无云，风平浪静，正好出海打鱼",
		  "天气晴朗， 万里无|云，风平浪静， 正|好出海打鱼" },
		{ 20, 0, LANG_OTHER, FULL, "the quick brown fox jumps over it",
		  "the quick brown  fox|jumps over it" },
		{ 20, 0, LANG_OTHER, 0, "the quick brown fo jumps over it",
		  "the quick brown fo|jumps over it" },
		/* not into a title or quotation that stands on the line */
		{ 17, 0, LANG_ZH, 0, "见《风，雪》与一二三四五六七八", "见《风，雪》与一|二三四五六七八" },
	};

	(void)state;
	CHECK(rows);
}

static void keeps_lines_of_verse_and_code(void **state)
{
	static const struct row rows[] = {
		{ 30, 2, LANG_ZH, VERSE, "在黑底上点名：\n“到。”“到。”“到——”\n风把夜翻到下一页，我把自己退回，又往前，只一格。",
		  "在黑底上点名：|“到。”“到。”“到——”|风把夜翻到下一页，我把自己退回，|    又往前，只一格。" },
		{ 20, 2, LANG_OTHER, PRE, "int main(void)\n{\n\treturn 0;  // 长的注释写在这里\n\n}\n",
		  "int main(void)|{|        return 0;|// 长的注释写在这里||}" },
		{ 10, 2, LANG_OTHER, PRE, "  a  b\tc", "  a  b  c" },
		{ 4, 0, LANG_OTHER, PRE, "abcdefghij", "abcd|efgh|ij" },
	};

	(void)state;
	CHECK(rows);
}

static void reads_blanks_as_they_are_meant(void **state)
{
	static const struct row rows[] = {
		{ 60, 0, LANG_ZH, 0, "标题在这里\n第二行接着\nand English\nhere",
		  "标题在这里第二行接着 and English here" },
		{ 60, 0, LANG_ZH, 0, "　　开头的空格", "开头的空格" },
		{ 60, 0, LANG_ZH, 0, "a\tb", "a b" },
		{ 8, 0, LANG_ZH, 0, "中国\u00a0人民\u00a0", "中国|人民" },
		{ 6, 0, LANG_OTHER, 0, "C\u00a0language", "C\u00a0lang|uage" },
		{ 8, 0, LANG_OTHER, 0, "a super\u00adcali word", "a super-|cali|word" },
		{ 20, 0, LANG_OTHER, 0, "a super\u00adcali word", "a supercali word" },
		{ 3, 0, LANG_ZH, 0, "ab\u200bcd", "ab|cd" },
		{ 60, 0, LANG_ZH, 0, "中\u2060国", "中国" },
		{ 60, 0, LANG_ZH, 0, "", "" },
		{ 60, 0, LANG_ZH, 0, "   ", "" },
		{ 10, 0, LANG_ZH, INDENT, "一二三四五六", "    一二三|四五六" },
	};

	(void)state;
	CHECK(rows);
}

static void breaks_headlines_by_sense(void **state)
{
	static const struct row rows[] = {
		{ 24, 0, LANG_ZH, HEADLINE, "黑龙江:跳起摸高 加速奔跑", "黑龙江：跳起摸高|加速奔跑" },
		{ 40, 0, LANG_ZH, HEADLINE, "黑龙江:跳起摸高 加速奔跑", "黑龙江：跳起摸高 加速奔跑" },
		{ 24, 0, LANG_ZH, HEADLINE, "《换行图》修复完成，六米长卷首次全幅展出",
		  "《换行图》修复完成，|六米长卷首次全幅展出" },
		{ 24, 0, LANG_ZH, HEADLINE, "“退一步，按U就行”——专访管桥人", "“退一步，按U就行”|——专访管桥人" },
		{ 24, 0, LANG_ZH, HEADLINE, "34字一行最好读？等宽大学公布实验", "34字一行最好读？|等宽大学公布实验" },
		{ 30, 0, LANG_ZH, HEADLINE, "一二三四五六七八九十一二三四五六", "一二三四五六七八|九十一二三四五六" },
		{ 24, 0, LANG_JA, HEADLINE, "改行埠頭の渡し船、雪でも定時　夜便は満席",
		  "改行埠頭の渡し船、|雪でも定時　夜便は満席" },
		{ 24, 0, LANG_OTHER, HEADLINE, "Cursor River Adds a Late Boat for Night Readers",
		  "Cursor River Adds a Late|Boat for Night Readers" },
		{ 24, 0, LANG_KO, HEADLINE, "격자시에 첫눈 1~3㎝…빈칸교 정상 통행",
		  "격자시에 첫눈|1~3㎝…빈칸교 정상 통행" },
	};

	(void)state;
	CHECK(rows);
}

/* --- long paragraphs ------------------------------------------------------------------------- */

static char *long_text(size_t bytes)
{
	static const char *const parts[] = {
		"今晨初雪落在空格桥上，行人放慢了脚步。", "“慢一点，”管桥人说，“桥会等你。”",
		"11月22日的票价是1,200元，", "格子城的人习惯了，一行一行地走，", "hello world, ",
	};
	struct str s = STR_INIT;
	uint32_t seed = 7;

	while (s.len < bytes) {
		seed = seed * 1664525u + 1013904223u;
		str_add(&s, parts[(seed >> 16) % ARRAY_LENGTH(parts)]);
	}
	return str_take(&s);
}

/* Any line is found without the ones before it, and is the same. */
static void enters_long_paragraphs_anywhere(void **state)
{
	char *text = long_text(400000);
	size_t len = strlen(text), n = 0, checked = 0, counted;
	struct wrap_options o;
	struct wrap_line line;
	struct wrap *w, *other;

	(void)state;
	wrap_options_init(&o, &width_profile_default, 40);
	o.lang = LANG_ZH;
	w = wrap_new(text, len, &o);
	other = wrap_new(text, len, &o);
	assert_true(wrap_count_guess(w) > 5000);
	for (size_t at = 0; wrap_line(w, at, &line); at = line.next, n++) {
		size_t number;

		assert_true(line.indent + line.cells <= 40 + line.hang);
		if (n % 97 && line.next < len)
			continue;
		checked++;
		assert_int_equal(wrap_line_start(other, line.start + 1, NULL), line.start);
		if (n % 970 == 0) {
			assert_int_equal(wrap_line_start(other, line.end - 1, &number), line.start);
			assert_int_equal(number, n);
		}
	}
	assert_true(checked > 50);
	counted = wrap_count_guess(other);
	while (wrap_count_more(other))
		;
	assert_int_equal(wrap_count(other), n);
	assert_int_equal(wrap_count_guess(other), n);
	assert_true(counted > 0);
	wrap_free(w);
	wrap_free(other);
	free(text);
}

/* Text without any place to break is cut, not lost, and not read twice as often as it is long. */
static void cuts_what_has_no_break(void **state)
{
	size_t len = 300000, n = 0, drawn = 0;
	char *text = malloc(len + 1);
	struct wrap_options o;
	struct wrap_line line;
	struct wrap *w;

	(void)state;
	memset(text, 'x', len);
	text[len] = '\0';
	wrap_options_init(&o, &width_profile_default, 50);
	w = wrap_new(text, len, &o);
	for (size_t at = 0; wrap_line(w, at, &line); at = line.next, n++)
		drawn += line.end - line.start;
	assert_int_equal(drawn, len);
	assert_true(n >= len / 50 && n < len / 50 + 20);
	wrap_free(w);
	free(text);
}

static void names_the_bytes_it_draws(void **state)
{
	struct wrap_options o;
	struct wrap_line line;
	struct wrap_glyph g[16];
	struct wrap *w;

	(void)state;
	wrap_options_init(&o, &width_profile_default, 40);
	o.lang = LANG_ZH;
	w = wrap_new("好, “吗”a", strlen("好, “吗”a"), &o);
	assert_true(wrap_line(w, 0, &line));
	assert_int_equal(wrap_glyphs(w, &line, g, ARRAY_LENGTH(g)), 7);
	assert_int_equal(g[1].at, 3);
	assert_int_equal(g[1].len, 1);
	assert_memory_equal(g[1].draw, "，", 3);
	assert_int_equal(g[1].cells, 2);
	assert_int_equal(g[2].at, 5); /* the blank is part of the comma now */
	assert_int_equal(g[2].x, 4);
	assert_int_equal(g[5].len, 0); /* the cell behind ” */
	assert_int_equal(g[5].at, 14);
	assert_int_equal(wrap_glyphs(w, &line, g, 3), 3);
	wrap_free(w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keeps_marks_with_their_words),
		cmocka_unit_test(hangs_and_pushes_in),
		cmocka_unit_test(mends_last_lines),
		cmocka_unit_test(draws_marks_full_width),
		cmocka_unit_test(spaces_quotes_and_letters),
		cmocka_unit_test(justifies),
		cmocka_unit_test(keeps_lines_of_verse_and_code),
		cmocka_unit_test(reads_blanks_as_they_are_meant),
		cmocka_unit_test(breaks_headlines_by_sense),
		cmocka_unit_test(enters_long_paragraphs_anywhere),
		cmocka_unit_test(cuts_what_has_no_break),
		cmocka_unit_test(names_the_bytes_it_draws),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
