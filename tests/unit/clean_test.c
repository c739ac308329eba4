#include "unit.h"

#include "text/clean.h"
#include "text/utf8.h"

struct clean_case {
	const char *in, *line, *block; /* NULL: as the input */
};

static void check(struct slice in, enum clean_mode mode, const char *want)
{
	struct str out = STR_INIT;

	str_add(&out, "前");
	text_clean(&out, in, mode);
	assert_memory_equal(out.data, "前", 3);
	assert_string_equal(out.data + 3, want);
	assert_int_equal(out.len - 3, strlen(want));
	assert_int_equal(text_is_clean(in, mode), slice_is(in, want));
	/* what was cleaned once stays as it is */
	assert_true(text_is_clean(slice_make(out.data + 3, out.len - 3), mode));
	str_release(&out);
}

static void cleans(void **state)
{
	static const struct clean_case cases[] = {
		{ "", NULL, NULL },
		{ "plain", NULL, NULL },
		{ "空格桥 全线通车", NULL, NULL },
		{ "a b c", NULL, NULL },
		{ "  a \t\r\n b  ", "a b", "  a \t\n b  " },
		{ "a\rb\r\nc\nd", "a b c d", "a\nb\nc\nd" },
		{ "\x1b[31m红\x1b[0m", "[31m红[0m", "[31m红[0m" },
		{ "\x1b]0;x\x07z", "]0;xz", "]0;xz" },
		{ "del\x7fx", "delx", "delx" },
		{ "c1 \xc2\x9b" "31m \xc2\x9dz", "c1 31m z", "c1 31m z" },
		{ "nel\xc2\x85x\xe2\x80\xa8y\xe2\x80\xa9z", "nel x y z", "nel x y z" },
		{ "bad\xff\xe4\xbdz", "bad\xef\xbf\xbd\xef\xbf\xbdz", "bad\xef\xbf\xbd\xef\xbf\xbdz" },
		{ "raw c1 \x9b x", "raw c1 \xef\xbf\xbd x", "raw c1 \xef\xbf\xbd x" },
		{ "overlong \xc0\x9b", "overlong \xef\xbf\xbd\xef\xbf\xbd",
		  "overlong \xef\xbf\xbd\xef\xbf\xbd" },
		{ "跳起摸高　加速奔跑", NULL, NULL },
		{ "　　两格之后", "两格之后", NULL },
		{ "题目　 　中　", "题目　中", NULL },
		{ "nbsp\xc2\xa0\xc2\xa0x", "nbsp x", NULL },
		{ "责任编辑：\xc2\xa0", "责任编辑：", NULL },
		{ "thin\xe2\x80\x89x", "thin x", NULL },
		{ "引“号”和——……", NULL, NULL },
		{ "👩‍👧 ❤️ é 한글 ｶﾅ 𠮷", NULL, NULL },
		/* tags: out, but for whole flags */
		{ "a\U000e0041\U000e0001b\U000e007f", "ab", "ab" },
		{ "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f。", NULL, NULL },
		{ " \U0001f3f4\U000e0067\U000e0062\U000e0065 x", "\U0001f3f4 x", " \U0001f3f4 x" },
		{ "\U0001f3f4\U000e007f", "\U0001f3f4", "\U0001f3f4" },
		{ "\U0001f3f4\U000e0067\U000e0062\U000e0020\U000e0065\U000e007f", "\U0001f3f4",
		  "\U0001f3f4" },
		{ "\U0001f3f4\U000e0061\U000e0061\U000e0061\U000e0061\U000e0061\U000e0061\U000e0061"
		  "\U000e007f", "\U0001f3f4", "\U0001f3f4" },
		{ "\U0001f3f4", NULL, NULL },
		{ "\U000e0100", NULL, NULL }, /* a variation selector, no tag */
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
		const struct clean_case *c = &cases[i];

		check(slice_of(c->in), CLEAN_LINE, c->line ? c->line : c->in);
		check(slice_of(c->in), CLEAN_BLOCK, c->block ? c->block : c->in);
	}
}

#define LRI "\u2066"
#define RLI "\u2067"
#define FSI "\u2068"
#define PDI "\u2069"

static void keeps_isolates_only_in_balance(void **state)
{
	static const struct clean_case cases[] = {
		{ "a" RLI "b" PDI "c", NULL, NULL },
		{ "a" RLI "b" LRI "c" PDI FSI "d" PDI PDI "e", NULL, NULL },
		{ "a" RLI "b", "ab", "ab" },
		{ "a" PDI "b", "ab", "ab" },
		{ "a" RLI "b" LRI "c" PDI "d", "ab" LRI "c" PDI "d", "ab" LRI "c" PDI "d" },
		{ RLI "a" PDI PDI, RLI "a" PDI, RLI "a" PDI },
		{ RLI "一\n二" PDI "三", "一 二三", "一\n二三" },
		{ RLI "a\nb" PDI, "a b", "a\nb" },
		{ RLI "a\r\nb", "a b", "a\nb" },
		{ "a " RLI " b", "a b", "a  b" },
		{ RLI " b", "b", " b" },
		{ "ab " FSI, "ab", "ab " },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
		const struct clean_case *c = &cases[i];

		check(slice_of(c->in), CLEAN_LINE, c->line ? c->line : c->in);
		check(slice_of(c->in), CLEAN_BLOCK, c->block ? c->block : c->in);
	}
}

static void drops_all_twelve_bidi_controls(void **state)
{
	static const uint32_t controls[] = { 0x61c,  0x200e, 0x200f, 0x202a, 0x202b, 0x202c,
		                             0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069 };

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(controls); i++) {
		char text[16] = "x", *p = text + 1;

		p += utf8_encode(controls[i], p);
		*p++ = 'y';
		check(slice_of(text), CLEAN_LINE, "xy");
		check(slice_of(text), CLEAN_BLOCK, i < 3 ? text : "xy");
	}
}

static void bounds_nested_isolates(void **state)
{
	struct str in = STR_INIT, out = STR_INIT;
	size_t open = 0, most = 0;

	(void)state;
	for (int i = 0; i < 100000; i++)
		str_add(&in, RLI);
	str_add(&in, "x");
	for (int i = 0; i < 100000; i++)
		str_add(&in, PDI);
	text_clean(&out, str_slice(&in), CLEAN_LINE);
	for (size_t i = 0; i < out.len; i += 3) {
		if (out.data[i] == 'x') {
			i -= 2;
			continue;
		}
		open += (out.data + i)[2] == (char)0xa7 ? 1 : (size_t)-1;
		most = open > most ? open : most;
	}
	assert_int_equal(open, 0);
	assert_in_range(most, 1, 32);
	str_release(&in);
	str_release(&out);
}

static void nul_ends_nothing(void **state)
{
	struct str out = STR_INIT;

	(void)state;
	text_clean(&out, slice_make("a\0b\0", 4), CLEAN_LINE);
	assert_string_equal(out.data, "ab");
	assert_false(text_is_clean(slice_make("a\0b", 3), CLEAN_BLOCK));
	str_release(&out);
}

static void a_ceiling_cuts_between_characters(void **state)
{
	static const char text[] = "ab" RLI "汉" PDI "𠮷é\xef\xbf\xbd";

	(void)state;
	for (size_t limit = 1; limit < sizeof text; limit++) {
		struct str out;

		str_init_limit(&out, limit);
		text_clean(&out, slice_of(text), CLEAN_LINE);
		assert_true(text_is_clean(str_slice(&out), CLEAN_LINE));
		assert_true(out.len + 12 >= limit);
		assert_int_equal(out.cut, limit < sizeof text - 1);
		assert_true(utf8_is_valid(out.data, out.len));
		str_release(&out);
	}
}

/* Whatever goes in, nothing forbidden comes out, and a second time changes nothing. */
static void random_bytes_come_out_clean(void **state)
{
	static const char *const pieces[] = { RLI, PDI, LRI, " ", "\n", "\r", "汉", "　", "a", "\x1b",
		                              "\x9b", "\xc2", "\xe2\x80", "\U0001f3f4", "\U000e0061",
		                              "\U000e007f", "\u200e", "\u202e", "\xff", "\t", "é", "\u2028" };
	uint32_t seed = 1;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		struct str in = STR_INIT, out = STR_INIT;
		enum clean_mode mode = round % 2 ? CLEAN_LINE : CLEAN_BLOCK;

		for (int i = 0; i < 14; i++) {
			seed = seed * 1664525 + 1013904223;
			str_add(&in, pieces[(seed >> 16) % ARRAY_LENGTH(pieces)]);
		}
		text_clean(&out, str_slice(&in), mode);
		for (const char *p = out.data, *end = p + out.len; p < end;) {
			uint32_t cp;

			p += utf8_decode(p, end, &cp);
			assert_false(cp < 0x20 && (mode == CLEAN_LINE || (cp != '\n' && cp != '\t')));
			assert_false(cp >= 0x7f && cp <= 0x9f);
			assert_false(cp >= 0x202a && cp <= 0x202e);
		}
		assert_true(text_is_clean(str_slice(&out), mode));
		assert_int_equal(text_is_clean(str_slice(&in), mode),
		                 slice_equal(str_slice(&in), str_slice(&out)));
		str_release(&in);
		str_release(&out);
	}
}

static void copies(void **state)
{
	char *copy = text_cleaned(" 题\n目 ", CLEAN_LINE);

	(void)state;
	assert_string_equal(copy, "题 目");
	free(copy);
	assert_null(text_cleaned(NULL, CLEAN_LINE));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cleans),
		cmocka_unit_test(keeps_isolates_only_in_balance),
		cmocka_unit_test(drops_all_twelve_bidi_controls),
		cmocka_unit_test(bounds_nested_isolates),
		cmocka_unit_test(nul_ends_nothing),
		cmocka_unit_test(a_ceiling_cuts_between_characters),
		cmocka_unit_test(random_bytes_come_out_clean),
		cmocka_unit_test(copies),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
