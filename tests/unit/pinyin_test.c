/* Finding text by how it is read. */
#include "unit.h"

#include "text/fold.h"
#include "text/pinyin.h"

struct row {
	const char *text, *typed;
	const char *hit; /* what is marked first; NULL: nothing */
};

static void check(const struct row *rows, size_t n, size_t least)
{
	for (size_t i = 0; i < n; i++) {
		struct text_range range[8];
		size_t found = pinyin_find(slice_of(rows[i].text), slice_of(rows[i].typed), least,
		                           range, 8);
		struct str folded = STR_INIT, typed = STR_INIT;
		struct pinyin_query q;
		bool sounds;

		if (!rows[i].hit != !found)
			fail_msg("%s in %s: %zu hits", rows[i].typed, rows[i].text, found);
		if (found) {
			size_t len = range[0].end - range[0].start;
			if (len != strlen(rows[i].hit) ||
			    memcmp(rows[i].text + range[0].start, rows[i].hit, len) != 0)
				fail_msg("%s in %s: marks %.*s, not %s", rows[i].typed,
				         rows[i].text, (int)len, rows[i].text + range[0].start,
				         rows[i].hit);
		}
		/* the fast scan says the same */
		text_fold(&folded, slice_of(rows[i].text));
		text_fold(&typed, slice_of(rows[i].typed));
		sounds = pinyin_query_init(&q, str_slice(&typed)) && q.reach >= least &&
		         pinyin_matches(&q, str_slice(&folded));
		if (sounds != (rows[i].hit && !strstr(folded.data, typed.data)))
			fail_msg("%s in %s: the scan says %d", rows[i].typed, rows[i].text, sounds);
		str_release(&folded);
		str_release(&typed);
	}
}

static void han(void **state)
{
	static const struct row rows[] = {
		{ "抗疫进行时", "kyjxs", "抗疫进行时" },
		{ "抗疫进行时", "kyjhs", "抗疫进行时" },
		{ "重庆银行", "cqyh", "重庆银行" },
		{ "重庆银行", "zqyh", "重庆银行" },
		{ "重庆银行", "cqyx", "重庆银行" },
		{ "重慶銀行", "cqyh", "重慶銀行" },
		{ "抗疫进行时", "kangyi", "抗疫" },
		{ "抗疫进行时", "kyjinxs", "抗疫进行时" },
		{ "重庆银行", "chongqing", "重庆" },
		{ "重庆银行", "zhongqing", "重庆" },
		{ "重庆银行", "chongqingyinhang", "重庆银行" },
		{ "重庆银行", "chqyh", "重庆银行" },
		{ "重庆银行", "chongq", "重庆" },
		{ "重庆银行", "chon", "重" },
		{ "重庆银行", "qyh", "庆银行" },
		{ "中央银行", "cqyh", NULL },
		{ "重庆银行", "cqyhx", NULL },
		{ "绿色旅行", "lvse", "绿色" },
		{ "女儿", "nver", "女儿" },
		{ "战略", "zhanlve", "战略" },
		{ "战略", "zhanlue", "战略" },
		{ "西安", "xian", "西安" },
		{ "新5G网络", "5gwl", "5G网络" },
		{ "新5G网络", "x5gw", "新5G网" },
		{ "国产大飞机C919首飞", "fjc919sf", "飞机C919首飞" },
		{ "国产大飞机C919首飞", "c919", "C919" },
		{ "格子城：“初雪”落下", "gzccx", "格子城：“初雪" },
		{ "二〇二六年", "elel", "二〇二六" },
		{ "重庆银行", "重qyh", "重庆银行" },
		{ "重庆银行", "cq银行", "重庆银行" },
		{ "重庆\n银行", "cqyh", NULL },
		{ "乾隆皇帝", "qlhd", "乾隆皇帝" },
		{ "長城", "cch", "長城" },
		{ "長城", "chc", "長城" },
		{ "长乐未央", "clwy", "长乐未央" },
		{ "长乐未央", "zywy", "长乐未央" },
		/* what stands there is not a sound */
		{ "Ping Pong", "pingpong", NULL },
		{ "Ping Pong", "pong", "Pong" },
		/* not from the middle of a word of letters */
		{ "iPhone新品", "exp", NULL },
		{ "iPhone新品", "iphonexp", "iPhone新品" },
		{ "重庆银行", "123", NULL },
		{ "重庆银行", "c q", NULL },
		{ "", "abc", NULL },
	};

	(void)state;
	check(rows, ARRAY_LENGTH(rows), 3);
}

static void kana(void **state)
{
	static const struct row rows[] = {
		{ "とうきょうの空", "toukyou", "とうきょう" },
		{ "とうきょうの空", "tokyo", "とうきょ" },
		{ "トーキョー", "tokyo", "トーキョ" },
		{ "おおさか", "osaka", "おおさか" },
		{ "おおさか", "oosaka", "おおさか" },
		{ "しんぶん", "shinbun", "しんぶん" },
		{ "しんぶん", "sinbun", "しんぶん" },
		{ "しんぶん", "shimbun", "しんぶん" },
		{ "ニッポン", "nippon", "ニッポン" },
		{ "マッチ", "matchi", "マッチ" },
		{ "マッチ", "macchi", "マッチ" },
		{ "チャンス", "chansu", "チャンス" },
		{ "チャンス", "tyansu", "チャンス" },
		{ "ジャズ", "jazu", "ジャズ" },
		{ "ジャズ", "zyazu", "ジャズ" },
		{ "ファン", "fan", "ファン" },
		{ "パーティー", "pati", "パーティ" },
		{ "ウィキ", "wiki", "ウィキ" },
		{ "ニュース", "nyusu", "ニュース" },
		{ "ﾆｭｰｽ", "nyuusu", "ﾆｭｰｽ" },
		{ "つなみ", "tsunami", "つなみ" },
		{ "つなみ", "tunami", "つなみ" },
		{ "つなみ", "tnm", NULL },
		{ "新しいニュース", "xnyusu", NULL },
	};

	(void)state;
	check(rows, ARRAY_LENGTH(rows), 3);
}

static void hangul(void **state)
{
	static const struct row rows[] = {
		{ "오늘 서울 날씨", "ㅅㅇ", "서울" },
		{ "오늘 서울 날씨", "ㅅㅇㄴㅆ", "서울 날씨" },
		{ "오늘 서울 날씨", "서ㅇ", "서울" },
		{ "오늘 서울 날씨", "ㅆㅇ", NULL },
		{ "오늘 서울 날씨", "seoul", "서울" },
		{ "한국어", "hanguk", "한국" },
		{ "한국어", "hankuk", NULL },
		{ "라면", "lamyeon", "라면" },
		{ "라면", "ramyeon", "라면" },
		{ "서울", "서울", "서울" },
	};

	(void)state;
	check(rows, ARRAY_LENGTH(rows), 3);
}

/* Two letters find names, not headlines. */
static void short_ones(void **state)
{
	static const struct row names[] = {
		{ "科技", "kj", "科技" }, { "科技", "k", NULL }, { "科技", "ke", "科" },
		{ "键盘", "jp", "键盘" },
	};
	static const struct row titles[] = {
		{ "科技", "kj", NULL }, { "科技", "kj", NULL }, { "AI 科技", "ai", "AI" },
	};

	(void)state;
	check(names, ARRAY_LENGTH(names), PINYIN_LEAST_NAME);
	check(titles, ARRAY_LENGTH(titles), PINYIN_LEAST_TITLE);
}

/* The longer query finds nothing that the shorter one did not: lists may narrow step by step. */
static void longer_is_narrower(void **state)
{
	static const char *const texts[] = { "抗疫进行时", "重庆银行C919", "しんぶんニュース", "서울 날씨",
		                             "长乐未央，乾隆" };
	static const char *const typed[] = { "kangyijinxs", "chongqyhc919", "shinbunnyusu", "seoulnal",
		                             "changlwyqianlong", "zhqyh", "ㅅㅇㄴㅆ" };

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(typed); i++)
		for (size_t k = 0; k < ARRAY_LENGTH(texts); k++) {
			bool before = true;

			for (size_t n = 1; n <= strlen(typed[i]); n++) {
				struct text_range range;
				struct str folded = STR_INIT;
				struct pinyin_query q;
				bool now;

				text_fold(&folded, slice_of(texts[k]));
				if (!pinyin_query_init(&q, slice_make(typed[i], n))) {
					str_release(&folded);
					continue;
				}
				now = pinyin_matches(&q, str_slice(&folded));
				assert_int_equal(now, pinyin_next(&q, str_slice(&folded), 0, &range));
				if (now && !before)
					fail_msg("%.*s in %s", (int)n, typed[i], texts[k]);
				before = now;
				str_release(&folded);
			}
		}
}

static void fits(void **state)
{
	static const struct {
		const char *name, *typed;
		enum pinyin_fit fit;
	} rows[] = {
		{ "科技", "科技", PINYIN_SAME },     { "科技", "科", PINYIN_BEGINS },
		{ "科技", "技", PINYIN_WITHIN },     { "科技", "kj", PINYIN_SOUND_BEGINS },
		{ "新科技", "kj", PINYIN_SOUND },    { "AI", "ai", PINYIN_SAME },
		{ "科技", "jk", PINYIN_NONE },       { "科技", "", PINYIN_BEGINS },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++)
		assert_int_equal(pinyin_fit(rows[i].name, slice_of(rows[i].typed)), rows[i].fit);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(han),        cmocka_unit_test(kana),
		cmocka_unit_test(hangul),     cmocka_unit_test(short_ones),
		cmocka_unit_test(longer_is_narrower), cmocka_unit_test(fits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
