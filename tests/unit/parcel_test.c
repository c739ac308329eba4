/* A body kept packed unpacks to what the same bytes unpack to as they come. */
#include "unit.h"

#include "base/mem.h"
#include "net/parcel.h"

#define WINDOW_GZIP 31
#define WINDOW_ZLIB 15
#define WINDOW_RAW (-15)

static void pack(struct str *out, const void *bytes, size_t n, int window)
{
	size_t room = n + 1024;
	unsigned char *packed = xmalloc(room);
	z_stream z = { 0 };

	assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY), Z_OK);
	z.next_in = (unsigned char *)bytes;
	z.avail_in = (unsigned)n;
	z.next_out = packed;
	z.avail_out = (unsigned)room;
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	str_append(out, packed, z.total_out);
	deflateEnd(&z);
	free(packed);
}

/* Both ways; the same result and the same bytes. Returns it. */
static enum inflate_result check_same(const char *what, const struct str *bytes, enum packing packing,
                                      size_t limit)
{
	struct parcel *p = parcel_new(packing, limit, "news.example");
	struct inflater f;
	struct str whole = STR_INIT, pieces = STR_INIT;
	enum inflate_result result = INFLATE_GOOD, same;

	pieces.limit = limit;
	inflater_init(&f, packing);
	for (size_t at = 0; at < bytes->len && result == INFLATE_GOOD; at += 100) {
		size_t n = bytes->len - at < 100 ? bytes->len - at : 100;
		assert_true(parcel_add(p, bytes->data + at, n));
		result = inflater_feed(&f, bytes->data + at, n, &pieces);
	}
	for (size_t at = p->bytes.len; at < bytes->len; at++)
		assert_true(parcel_add(p, bytes->data + at, 1));
	if (result == INFLATE_GOOD)
		result = inflater_finish(&f, &pieces);
	same = parcel_unpack(p, &whole);
	if (same != result)
		fail_msg("%s: %d, not %d", what, same, result);
	if (result == INFLATE_GOOD || result == INFLATE_FULL)
		assert_true(slice_equal(str_slice(&whole), str_slice(&pieces)));
	parcel_free(p);
	inflater_release(&f);
	str_release(&whole);
	str_release(&pieces);
	return result;
}

static const char text[] = "号外！号外！格子城空格桥今日通车。\n号外！号外！格子城空格桥今日通车。\n";
enum { LIMIT = 4 * 1024 * 1024 };

static void unpacks_as_the_other_way(void **state)
{
	static const struct {
		const char *what;
		int window[2];          /* one or two of them behind each other; 0: none */
		const char *behind;
		int cut;                /* bytes taken off the end */
		enum packing packing;
		size_t limit;
		enum inflate_result result;
	} rows[] = {
		{ "gzip", { WINDOW_GZIP }, "", 0, PACKING_GZIP, LIMIT, INFLATE_GOOD },
		{ "to the byte", { WINDOW_GZIP }, "", 0, PACKING_GZIP, sizeof text - 1, INFLATE_GOOD },
		{ "one too many", { WINDOW_GZIP }, "", 0, PACKING_GZIP, sizeof text - 2, INFLATE_FULL },
		{ "two members", { WINDOW_GZIP, WINDOW_GZIP }, "", 0, PACKING_GZIP, LIMIT, INFLATE_GOOD },
		{ "padded", { WINDOW_GZIP }, "\n\n\n\n\n\n", 0, PACKING_GZIP, LIMIT, INFLATE_GOOD },
		{ "cut in the trailer", { WINDOW_GZIP }, "", 3, PACKING_GZIP, LIMIT, INFLATE_BROKEN },
		{ "cut in the middle", { WINDOW_GZIP }, "", 30, PACKING_GZIP, LIMIT, INFLATE_BROKEN },
		{ "deflate", { WINDOW_ZLIB }, "", 0, PACKING_DEFLATE, LIMIT, INFLATE_GOOD },
		{ "raw deflate", { WINDOW_RAW }, "", 0, PACKING_DEFLATE, LIMIT, INFLATE_GOOD },
		{ "no gzip", { 0 }, "<rss/> and what is not packed", 0, PACKING_GZIP, LIMIT, INFLATE_GOOD },
		{ "nothing", { 0 }, "", 0, PACKING_GZIP, LIMIT, INFLATE_GOOD },
		{ "no brotli", { 0 }, "\xff\xff\xff\xff", 0, PACKING_BROTLI, LIMIT, INFLATE_BROKEN },
	};
	(void)state;

	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
		struct str bytes = STR_INIT;

		for (size_t k = 0; k < 2; k++)
			if (rows[i].window[k])
				pack(&bytes, text, sizeof text - 1, rows[i].window[k]);
		str_add(&bytes, rows[i].behind);
		str_truncate(&bytes, bytes.len - (size_t)rows[i].cut);
		assert_int_equal(check_same(rows[i].what, &bytes, rows[i].packing, rows[i].limit),
		                 rows[i].result);
		str_release(&bytes);
	}
}

static void refuses_what_unpacks_to_too_much(void **state)
{
	size_t n = 3 * 1024 * 1024;
	char *zeros = xcalloc(1, n);
	struct str bytes = STR_INIT;
	(void)state;

	pack(&bytes, zeros, n, WINDOW_GZIP);
	assert_int_equal(check_same("bomb", &bytes, PACKING_GZIP, LIMIT), INFLATE_BOMB);
	/* one that lies about its size */
	memcpy(bytes.data + bytes.len - 4, "\1\0\0\0", 4);
	assert_int_equal(check_same("liar", &bytes, PACKING_GZIP, LIMIT), INFLATE_BOMB);
	str_release(&bytes);
	free(zeros);
}

static void a_lie_about_the_size_is_damage(void **state)
{
	static const char *const lies[] = { "\1\0\0\0", "\xff\xff\0\0", "\xff\xff\xff\xff", "\0\0\0\0" };
	(void)state;

	for (size_t i = 0; i < ARRAY_LENGTH(lies); i++) {
		struct str bytes = STR_INIT;

		pack(&bytes, text, sizeof text - 1, WINDOW_GZIP);
		memcpy(bytes.data + bytes.len - 4, lies[i], 4);
		assert_int_equal(check_same("lie", &bytes, PACKING_GZIP, LIMIT), INFLATE_BROKEN);
		str_release(&bytes);
	}
}

static void holds_no_more_than_it_may(void **state)
{
	struct parcel *p = parcel_new(PACKING_GZIP, LIMIT, NULL);
	char *bytes = xcalloc(1, PARCEL_MOST);
	(void)state;

	assert_true(parcel_add(p, bytes, PARCEL_MOST - 1));
	assert_false(parcel_add(p, bytes, 2));
	assert_int_equal(p->bytes.len, PARCEL_MOST - 1);
	assert_true(parcel_add(p, bytes, 1));
	assert_false(parcel_add(p, bytes, 1));
	parcel_free(p);
	free(bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(unpacks_as_the_other_way),
		cmocka_unit_test(refuses_what_unpacks_to_too_much),
		cmocka_unit_test(a_lie_about_the_size_is_damage),
		cmocka_unit_test(holds_no_more_than_it_may),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
