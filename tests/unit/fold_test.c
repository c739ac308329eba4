#include "unit.h"

#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>

#include "text/fold.h"
#include "text/utf8.h"

static void check(const char *in, const char *want)
{
	struct str out = STR_INIT;

	str_add(&out, "前");
	text_fold(&out, slice_of(in));
	if (strcmp(out.data + 3, want))
		fail_msg("%s became %s, not %s", in, out.data + 3, want);
	/* what is folded stays as it is */
	str_clear(&out);
	text_fold(&out, slice_of(want));
	assert_string_equal(out.data, want);
	str_release(&out);
}

static void folds(void **state)
{
	static const struct {
		const char *in, *want;
	} cases[] = {
		{ "", "" },
		{ "ASCII Z[`{", "ascii z[`{" },
		/* width */
		{ "ＡＢｃ１２３！？", "abc123!?" },
		{ "（一）：二，三；四", "(一):二,三;四" },
		{ "句。读、号", "句。读、号" },
		{ "ｶﾞｷﾞﾊﾟﾋﾟｳﾞｱｯｰ", "がぎぱぴゔあっー" },
		{ "　空\u00a0格", " 空 格" },
		{ "ￂￃ", "ㅏㅐ" },
		/* kana */
		{ "カタカナ ヴァイオリン ヶ ヽヾ", "かたかな ゔぁいおりん ゖ ゝゞ" },
		{ "か\u3099は\u309aカ\u3099", "がぱが" },
		{ "㌔㍿㋐", "きろ株式会社あ" },
		{ "ア゛", "あ \u3099" },
		/* simplified, traditional, variant shapes */
		{ "發髮发", "发发发" },
		{ "國際新聞：臺灣頭髮", "国际新闻:台湾头发" },
		{ "說説说 裡裏里 週周 爲為为", "说说说 里里里 周周 为为为" },
		{ "乾幹干 後后 麵面 著着 徵征", "乾乾乾 后后 面面 着着 征征" },
		{ "広島 経済 売店", "广岛 经济 卖店" },
		{ "\uf900\U0002f800", "岂丽" },
		/* Latin, Greek, Cyrillic */
		{ "Café ÀÉÎÕÜ Ǽ ễ Ż", "cafe aeiou æ e z" },
		{ "e\u0301 n\u0303", "e n" },
		{ "STRASSE Straße ﬁﬂ Ǆ İ", "strasse strasse fifl dz i" },
		{ "ΆΣΑΣ Йод Ёлка", "άσασ йод ёлка" },
		/* compatibility */
		{ "① Ⅳ ㎡ ℃ № ™ ½ …", "1 iv m2 °c no tm 1/2 ..." },
		{ "𝐀𝟘", "a0" },
		/* signs */
		{ "“don’t”—‘x’ 1–2 −3", "\"don't\"—'x' 1-2 -3" },
		{ "约翰·史密斯 约翰・史密斯 约翰•史密斯", "约翰·史密斯 约翰·史密斯 约翰·史密斯" },
		/* invisible */
		{ "人\u200b民\ufeff\u00ad\u2060\ufe0f\u200d\U000e0041", "人民" },
		/* Hangul */
		{ "한글", "한글" },
		{ "\u1112\u1161\u11ab\u1100\u1173\u11af", "한글" },
		{ "ㅋㅋ ﾡ", "ㅋㅋ ㄱ" },
		{ "\u1112", "\u1112" },
		{ "가\u11a8", "각" },
		{ "각\u11a8", "각\u11a8" },
		/* beyond the BMP, emoji */
		{ "𠮷𪚥 😀👩‍👧", "𠮷𪚥 😀👩👧" },
		{ "\U00010400", "\U00010428" },
		/* broken UTF-8 */
		{ "a\xe4\xbd z\xff", "a\ufffd z\ufffd" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++)
		check(cases[i].in, cases[i].want);
}

static void long_text_is_folded_in_pieces(void **state)
{
	struct str in = STR_INIT, out = STR_INIT, want = STR_INIT;

	(void)state;
	for (int i = 0; i < 5000; i++) {
		str_add(&in, i % 7 ? "國a" : "ﷺｶﾞ");
		str_add(&want, i % 7 ? "国a" : "صلى الله عليه وسلمが");
	}
	text_fold(&out, str_slice(&in));
	assert_string_equal(out.data, want.data);
	str_release(&in);
	str_release(&out);
	str_release(&want);
}

static void maps_back_to_the_source(void **state)
{
	static const char in[] = "aÉ国國㍿ｶﾞ…\u200bz";
	/* folded: a e 国 国 株式会社 が . . . z */
	struct str out = STR_INIT, plain = STR_INIT;
	uint32_t *map = NULL;
	size_t cap = 0;
	static const struct {
		const char *at;
		uint32_t source;
	} places[] = { { "a", 0 },   { "e", 1 },   { "国", 3 },   { "株", 9 }, { "会", 9 },
		       { "社", 9 }, { "が", 12 }, { "...", 18 }, { "z", 24 } };

	(void)state;
	text_fold_mapped(&out, slice_of(in), &map, &cap);
	text_fold(&plain, slice_of(in));
	assert_string_equal(out.data, plain.data);
	for (size_t i = 0; i < ARRAY_LENGTH(places); i++)
		assert_int_equal(map[strstr(out.data, places[i].at) - out.data], places[i].source);
	for (size_t i = 1; i < out.len; i++)
		assert_true(map[i] >= map[i - 1] && map[i] < sizeof in);
	/* the same array again, for another text */
	str_clear(&out);
	text_fold_mapped(&out, slice_of("Ab"), &map, &cap);
	assert_int_equal(map[1], 1);
	free(map);
	str_release(&out);
	str_release(&plain);
}

static void titles_lose_what_only_looks(void **state)
{
	static const struct {
		const char *a, *b;
		bool same;
	} cases[] = {
		{ "“煎饼摊”排队新规", "「煎餅攤」 排隊新規", true },
		{ "打字队3∶2逆转", "打字队 3∶2 逆转！", true },
		{ "31省份新增199+500", "31省份新增 199+501", false },
		{ "《格子》：雪……", "格子-雪", true },
		{ "A|B～C", "a b c", true },
		{ "？！", "……", false },
		{ "？！", "?!", true },
		{ "涨3%", "涨3", true },
		{ "涨$3", "涨¥3", false },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
		struct str a = STR_INIT, b = STR_INIT;

		text_fold_title(&a, slice_of(cases[i].a));
		text_fold_title(&b, slice_of(cases[i].b));
		if (slice_equal(str_slice(&a), str_slice(&b)) != cases[i].same)
			fail_msg("%s → %s, %s → %s", cases[i].a, a.data, cases[i].b, b.data);
		str_release(&a);
		str_release(&b);
	}
}

static void a_ceiling_is_kept(void **state)
{
	struct str out;
	uint32_t *map = NULL;
	size_t cap = 0;

	(void)state;
	str_init_limit(&out, 5);
	text_fold_mapped(&out, slice_of("国际新闻"), &map, &cap);
	assert_int_equal(out.len, 5);
	str_release(&out);
	str_init_limit(&out, 5);
	text_fold(&out, slice_of("国际新闻"));
	assert_true(out.cut);
	str_release(&out);
	free(map);
}

/* --- libunistring, where the two must agree ------------------------------------------------------- */

/* Left to our own rules: Han and kana forms, Jamo, signs of SIGNS in fold.py, what is invisible. */
static bool is_our_own(uint32_t cp)
{
	static const uint32_t signs[] = { 0x2018, 0x2019, 0x201b, 0x201c, 0x201d, 0x201f, 0x2010,
		                          0x2011, 0x2012, 0x2013, 0x2212, 0x2044, 0x30fb, 0x2022,
		                          0x2027, 0x301c, 0xff65, 0x207b, 0x208b, 0x2f };

	for (size_t i = 0; i < ARRAY_LENGTH(signs); i++)
		if (signs[i] == cp)
			return true;
	return uc_is_property_ideographic(cp) || (cp >= 0x3041 && cp <= 0x30ff) ||
	       (cp >= 0x1100 && cp <= 0x11ff) || (cp >= 0x3131 && cp <= 0x318e) ||
	       (cp >= 0xffa0 && cp <= 0xffdc) || (cp >= 0x300 && cp <= 0x36f) ||
	       uc_is_property_default_ignorable_code_point(cp);
}

static bool is_latin(uint32_t cp)
{
	const uc_script_t *script = uc_script(cp);

	return script && !strcmp(script->name, "Latin");
}

static void agrees_with_libunistring(void **state)
{
	size_t compared = 0;

	(void)state;
	for (uint32_t cp = 1; cp <= 0x1ffff; cp++) {
		char bytes[4];
		uint8_t folded[256];
		struct str ours = STR_INIT;
		size_t n = sizeof folded, theirs = 0;
		bool comparable = !is_our_own(cp) && (cp < 0xd800 || cp > 0xdfff) &&
		                  uc_general_category(cp).bitmask != UC_UNASSIGNED.bitmask;

		if (!comparable)
			continue;
		text_fold(&ours, slice_make(bytes, utf8_encode(cp, bytes)));
		assert_non_null(u8_casefold((uint8_t *)bytes, utf8_encode(cp, bytes), NULL, UNINORM_NFKC,
		                            folded, &n));
		/* decomposed, to take marks off Latin letters and leave out what is ours */
		for (size_t at = 0; at < n && comparable;) {
			uint32_t c, parts[8];
			size_t step = utf8_decode((char *)folded + at, (char *)folded + n, &c);
			size_t n_parts = ARRAY_LENGTH(parts);

			at += step;
			comparable = !is_our_own(c);
			if (!u32_normalize(UNINORM_NFKD, &c, 1, parts, &n_parts))
				break;
			if (is_latin(parts[0]))
				c = parts[0];
			for (size_t i = 1; i < n_parts; i++)
				comparable = comparable && (is_latin(parts[0]) || !is_our_own(c));
			theirs += utf8_encode(c, (char *)folded + theirs);
		}
		if (comparable && !slice_equal(str_slice(&ours), slice_make((char *)folded, theirs)))
			fail_msg("U+%04X: %s, not %.*s", cp, ours.data, (int)theirs, (char *)folded);
		compared += comparable;
		str_release(&ours);
	}
	assert_true(compared > 20000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(folds),
		cmocka_unit_test(long_text_is_folded_in_pieces),
		cmocka_unit_test(maps_back_to_the_source),
		cmocka_unit_test(titles_lose_what_only_looks),
		cmocka_unit_test(a_ceiling_is_kept),
		cmocka_unit_test(agrees_with_libunistring),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
