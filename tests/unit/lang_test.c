#include "unit.h"

#include "text/lang.h"

static void reads_tags(void **state)
{
	static const struct {
		const char *tag;
		enum lang lang;
	} cases[] = {
		{ NULL, LANG_UNKNOWN },      { "", LANG_UNKNOWN },        { "zh", LANG_ZH },
		{ "zh-CN", LANG_ZH },        { "zh_CN.UTF-8", LANG_ZH },  { "ZH-cn", LANG_ZH },
		{ "zh-Hans-TW", LANG_ZH },   { "zh-TW", LANG_ZH_HANT },   { "zh_HK.UTF-8", LANG_ZH_HANT },
		{ "zh-Hant", LANG_ZH_HANT }, { "zh-Hant-CN", LANG_ZH_HANT }, { "ja", LANG_JA },
		{ "ja_JP.eucJP", LANG_JA },  { "ko-KR", LANG_KO },        { "en", LANG_OTHER },
		{ "en-US", LANG_OTHER },     { "de", LANG_OTHER },        { "C", LANG_UNKNOWN },
		{ "C.UTF-8", LANG_UNKNOWN }, { "POSIX", LANG_UNKNOWN },   { "cy", LANG_OTHER },
		{ "kok", LANG_OTHER },       { "jam", LANG_OTHER },       { "zha", LANG_OTHER },
		{ "und", LANG_UNKNOWN },     { "*", LANG_UNKNOWN },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++)
		if (lang_of_tag(cases[i].tag) != cases[i].lang)
			fail_msg("%s is %s", cases[i].tag, lang_tag(lang_of_tag(cases[i].tag)));
}

static void tags_come_back(void **state)
{
	(void)state;
	for (enum lang l = LANG_UNKNOWN; l <= LANG_OTHER; l++)
		assert_int_equal(lang_of_tag(lang_tag(l)), l);
}

static void detects(void **state)
{
	static const struct {
		const char *text;
		enum lang lang;
	} cases[] = {
		{ "", LANG_UNKNOWN },
		{ "12:30 3.5% ——", LANG_UNKNOWN },
		{ "The bridge opens tonight", LANG_OTHER },
		{ "Мост открыт", LANG_OTHER },
		{ "空格桥全线通车：一路按空格，可由头条走到文末", LANG_ZH },
		{ "空格橋全線通車，讀者可由頭條走到文末", LANG_ZH_HANT },
		{ "今日天气", LANG_ZH },
		{ "中文", LANG_ZH },
		{ "新款 iPhone Pro Max 发布", LANG_ZH },
		{ "The word 号外 means an extra edition, printed when something happens", LANG_OTHER },
		{ "橋がきょう開通した", LANG_JA },
		{ "桟橋の改修完了", LANG_JA },
		{ "市役所、新庁舎へ移転決定", LANG_JA },
		{ "ｶﾅ表記", LANG_JA },
		{ "这家叫“优の品”的店开张了，市民排队进店看热闹", LANG_ZH },
		{ "다리가 오늘 열렸다", LANG_KO },
		{ "市 신청사 이전 확정", LANG_KO },
		{ "“안녕”是韩语的你好，记者在桥头听见有人这样说", LANG_ZH },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++)
		if (lang_detect(slice_of(cases[i].text)) != cases[i].lang)
			fail_msg("%s: %s", cases[i].text, lang_tag(lang_detect(slice_of(cases[i].text))));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_tags),
		cmocka_unit_test(tags_come_back),
		cmocka_unit_test(detects),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
