#include "unit.h"

#include <unistr.h>

#include "text/utf8.h"

static void decodes_every_codepoint(void **state)
{
	(void)state;
	for (uint32_t cp = 0; cp <= 0x10ffff; cp++) {
		char bytes[4];
		size_t n = utf8_encode(cp, bytes);
		uint32_t back;
		bool surrogate = cp >= 0xd800 && cp <= 0xdfff;

		assert_int_equal(utf8_decode(bytes, bytes + n, &back), n);
		assert_int_equal(back, surrogate ? 0xfffd : cp);
		assert_true(utf8_is_valid(bytes, n));
		assert_int_equal(utf8_count(bytes, n), 1);
	}
}

/* Unicode 15, chapter 3, tables 3-8 to 3-11, and others of the kind. */
static void replaces_maximal_subparts(void **state)
{
	static const struct {
		const char *bytes;
		size_t replaced;
	} cases[] = {
		{ "\xc0\xaf\xe0\x80\xbf\xf0\x81\x82", 8 },
		{ "\xed\xa0\x80\xed\xbf\xbf\xed\xaf", 8 },
		{ "\xf4\x91\x92\x93\xff", 5 },
		{ "\xe1\x80\xe2\xf0\x91\x92\xf1\xbf", 4 },
		{ "\xe4\xbd", 1 },
		{ "\xf0\x9f\x98", 1 },
		{ "\xf0\x9f", 1 },
		{ "\xf8\x88\x80\x80\x80", 5 },
		{ "\x80", 1 },
		{ "\xe4\xe4\xbd", 2 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
		const char *p = cases[i].bytes, *end = p + strlen(p);
		size_t n = 0;

		assert_false(utf8_is_valid(p, (size_t)(end - p)));
		for (uint32_t cp; p < end; n++) {
			p += utf8_decode(p, end, &cp);
			assert_int_equal(cp, 0xfffd);
		}
		assert_int_equal(n, cases[i].replaced);
	}
}

/* libunistring is the oracle; every string of up to four bytes from the borders of the table. */
static void agrees_with_the_oracle_on_validity(void **state)
{
	static const unsigned char borders[] = { 0x00, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0,
		                                 0xbf, 0xc1, 0xc2, 0xdf, 0xe0, 0xe4, 0xed, 0xef,
		                                 0xf0, 0xf4, 0xf5, 0xff };
	enum { N = sizeof borders };

	(void)state;
	for (size_t i = 0; i < (size_t)N * N * N * N; i++) {
		unsigned char s[4] = { borders[i % N], borders[i / N % N], borders[i / N / N % N],
			               borders[i / N / N / N] };

		for (size_t n = 1; n <= 4; n++)
			if (utf8_is_valid((char *)s, n) != !u8_check(s, n))
				fail_msg("%02x %02x %02x %02x, %zu", s[0], s[1], s[2], s[3], n);
	}
}

static void walks_back_as_it_walks_forward(void **state)
{
	static const char *const cases[] = { "", "a", "汉字a𠮷é", "\xe4\xbd汉\x80\x80\xf0\x9f",
		                             "\x80\x80\x80\x80\x80\x80", "\xf0\x9f\x98\xf0\x9f\x98\x80",
		                             "\xe4\xbd\xa0\xa0\xa0", "\xed\xa0\x80z" };

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
		const char *start = cases[i], *end = start + strlen(start), *starts[32];
		size_t n = 0;

		for (const char *p = start; p < end;) {
			uint32_t cp;
			starts[n++] = p;
			p += utf8_decode(p, end, &cp);
		}
		for (const char *p = end; p > start;) {
			p = utf8_before(start, p);
			assert_ptr_equal(p, starts[--n]);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(decodes_every_codepoint),
		cmocka_unit_test(replaces_maximal_subparts),
		cmocka_unit_test(agrees_with_the_oracle_on_validity),
		cmocka_unit_test(walks_back_as_it_walks_forward),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
