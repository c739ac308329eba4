/* Unpacking: whatever the pieces, the same bytes; and every ceiling. */
#include "unit.h"

#include "base/mem.h"
#include "net/inflate.h"

/* What packed bodies look like is made here with zlib itself; brotli's are from tests/server. */
struct packed {
	unsigned char *bytes;
	size_t len;
};

#define WINDOW_GZIP 31
#define WINDOW_ZLIB 15
#define WINDOW_RAW (-15)

static struct packed pack(const void *bytes, size_t n, int window)
{
	struct packed p = { xmalloc(n + 1024), 0 };
	z_stream z = { 0 };

	assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY), Z_OK);
	z.next_in = (unsigned char *)bytes;
	z.avail_in = (unsigned)n;
	z.next_out = p.bytes;
	z.avail_out = (unsigned)(n + 1024);
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	p.len = z.total_out;
	deflateEnd(&z);
	return p;
}

/* Unpack in pieces of `step` bytes up to limit (0: none). */
static enum inflate_result unpack(const void *bytes, size_t n, enum packing packing, size_t step,
                                  size_t limit, struct str *out)
{
	struct inflater f;
	enum inflate_result result = INFLATE_GOOD;

	inflater_init(&f, packing);
	str_init_limit(out, limit);
	for (size_t at = 0; at < n && result == INFLATE_GOOD; at += step)
		result = inflater_feed(&f, (const char *)bytes + at, n - at < step ? n - at : step,
		                       out);
	if (result == INFLATE_GOOD)
		result = inflater_finish(&f, out);
	inflater_release(&f);
	return result;
}

static const char text[] = "号外！号外！格子城空格桥今日通车。\n号外！号外！格子城空格桥今日通车。\n";

static void pieces_do_not_matter(void **state)
{
	static const struct {
		int window;
		enum packing packing;
	} rows[] = {
		{ WINDOW_GZIP, PACKING_GZIP },    { WINDOW_GZIP, PACKING_NONE },
		{ WINDOW_ZLIB, PACKING_DEFLATE }, { WINDOW_RAW, PACKING_DEFLATE },
	};
	(void)state;

	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
		struct packed p = pack(text, sizeof text - 1, rows[i].window);
		for (size_t step = 1; step <= p.len; step++) {
			struct str out;
			assert_int_equal(unpack(p.bytes, p.len, rows[i].packing, step, 0, &out),
			                 INFLATE_GOOD);
			assert_string_equal(out.data, text);
			str_release(&out);
		}
		free(p.bytes);
	}
}

static void plain_text_passes(void **state)
{
	static const enum packing named[] = { PACKING_NONE, PACKING_GZIP };
	static const char *const bodies[] = { "", "a", "ab", "<rss/>", "\x1f\x8c not gzip" };
	(void)state;

	for (size_t i = 0; i < ARRAY_LENGTH(named); i++) {
		for (size_t k = 0; k < ARRAY_LENGTH(bodies); k++) {
			struct str out;
			assert_int_equal(unpack(bodies[k], strlen(bodies[k]), named[i], 1, 0, &out),
			                 INFLATE_GOOD);
			assert_string_equal(out.data, bodies[k]);
			str_release(&out);
		}
	}
}

static void cut_streams_are_told(void **state)
{
	struct packed p = pack(text, sizeof text - 1, WINDOW_GZIP);
	(void)state;

	for (size_t n = 3; n < p.len; n++) {
		struct str out;
		assert_int_equal(unpack(p.bytes, n, PACKING_GZIP, 7, 0, &out), INFLATE_BROKEN);
		str_release(&out);
	}
	free(p.bytes);
}

static void members_follow_each_other(void **state)
{
	struct packed p = pack("one ", 4, WINDOW_GZIP), q = pack("two", 3, WINDOW_GZIP);
	unsigned char both[256];
	(void)state;

	memcpy(both, p.bytes, p.len);
	memcpy(both + p.len, q.bytes, q.len);
	memcpy(both + p.len + q.len, "padding", 7);
	for (size_t k = 0; k < 2; k++) {
		struct str out;
		/* in one piece, and with the border between two pieces */
		assert_int_equal(unpack(both, p.len + q.len + 7, PACKING_GZIP, k ? p.len : 200, 0,
		                        &out),
		                 INFLATE_GOOD);
		assert_string_equal(out.data, "one two");
		str_release(&out);
	}
	free(p.bytes);
	free(q.bytes);
}

static void the_ceiling_holds(void **state)
{
	struct packed p = pack(text, sizeof text - 1, WINDOW_GZIP);
	struct str out;
	(void)state;

	assert_int_equal(unpack(p.bytes, p.len, PACKING_GZIP, 5, 20, &out), INFLATE_FULL);
	assert_int_equal(out.len, 20);
	str_release(&out);
	assert_int_equal(unpack(p.bytes, p.len, PACKING_GZIP, 5, sizeof text - 1, &out),
	                 INFLATE_GOOD);
	assert_int_equal(out.len, sizeof text - 1);
	str_release(&out);
	assert_int_equal(unpack(text, sizeof text - 1, PACKING_NONE, 5, 7, &out), INFLATE_FULL);
	assert_int_equal(out.len, 7);
	str_release(&out);
	free(p.bytes);
}

static void a_bomb_is_known_by_its_ratio(void **state)
{
	size_t n = 8 * 1024 * 1024;
	char *blanks = xmalloc(n);
	struct packed p;
	struct str out;
	(void)state;

	memset(blanks, ' ', n);
	p = pack(blanks, n, WINDOW_GZIP);
	assert_int_equal(unpack(p.bytes, p.len, PACKING_GZIP, 4096, 0, &out), INFLATE_BOMB);
	assert_true(out.len < n / 2);
	str_release(&out);
	free(p.bytes);
	/* much blank, but small: a page may be that */
	p = pack(blanks, INFLATE_RATIO_FROM, WINDOW_GZIP);
	assert_int_equal(unpack(p.bytes, p.len, PACKING_GZIP, 4096, 0, &out), INFLATE_GOOD);
	str_release(&out);
	free(p.bytes);
	free(blanks);
}

static void encodings_are_read(void **state)
{
	static const struct {
		const char *value;
		bool good;
		enum packing packing;
	} rows[] = {
		{ NULL, true, PACKING_NONE },          { "", true, PACKING_NONE },
		{ "gzip", true, PACKING_GZIP },        { "X-GZip", true, PACKING_GZIP },
		{ " br ", true, PACKING_BROTLI },      { "deflate", true, PACKING_DEFLATE },
		{ "identity", true, PACKING_NONE },    { "identity, gzip", true, PACKING_GZIP },
		{ "gzip,", true, PACKING_GZIP },       { "gzip, gzip", false, PACKING_NONE },
		{ "deflate, br", false, PACKING_NONE }, { "zstd", false, PACKING_NONE },
		{ "gzip;q=1", false, PACKING_NONE },   { "compress", false, PACKING_NONE },
	};
	(void)state;

	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
		enum packing packing;
		assert_int_equal(packing_parse(rows[i].value, &packing), rows[i].good);
		if (rows[i].good)
			assert_int_equal(packing, rows[i].packing);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pieces_do_not_matter),
		cmocka_unit_test(plain_text_passes),
		cmocka_unit_test(cut_streams_are_told),
		cmocka_unit_test(members_follow_each_other),
		cmocka_unit_test(the_ceiling_holds),
		cmocka_unit_test(a_bomb_is_known_by_its_ratio),
		cmocka_unit_test(encodings_are_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
