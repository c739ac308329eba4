#include "net/parcel.h"
#include "base/mem.h"

#include <libdeflate.h>
#include <stdlib.h>

enum {
	GZIP_LEAST = 18, /* the header and the trailer of a gzip member (RFC 1952) */
	PIECE = 16384,   /* as it comes from the network, so that a bomb is told as early */
};

struct parcel *parcel_new(enum packing packing, size_t limit, const char *host)
{
	struct parcel *p = xcalloc(1, sizeof *p);

	p->packing = packing;
	p->limit = limit;
	p->host = xstrdup(host ? host : "");
	str_init_limit(&p->bytes, PARCEL_MOST);
	return p;
}

void parcel_free(struct parcel *p)
{
	if (!p)
		return;
	str_release(&p->bytes);
	free(p->host);
	free(p);
}

bool parcel_add(struct parcel *p, const void *bytes, size_t n)
{
	return n <= PARCEL_MOST - p->bytes.len && str_append(&p->bytes, bytes, n);
}

/* What the last four bytes of a gzip file say that comes out of it; 0 where nothing is to be made of
 * that: more than allowed, or more than anything honest unpacks to. */
static size_t stated_size(const struct parcel *p)
{
	const unsigned char *end = (const unsigned char *)p->bytes.data + p->bytes.len;
	size_t n;

	if (p->packing != PACKING_GZIP || p->bytes.len < GZIP_LEAST)
		return 0;
	n = end[-4] | (size_t)end[-3] << 8 | (size_t)end[-2] << 16 | (size_t)end[-1] << 24;
	return n <= p->limit && n / INFLATE_RATIO_MOST <= p->bytes.len ? n : 0;
}

/* The short way for what nearly everything is: one whole gzip member. False, and out empty, where it
 * is anything else. */
static bool unpack_at_once(const struct parcel *p, struct str *out)
{
	size_t size = stated_size(p), taken = 0, made = 0;
	struct libdeflate_decompressor *d;
	enum libdeflate_result result = LIBDEFLATE_BAD_DATA;
	char *room;

	if (!size || !(room = str_extend(out, size)))
		return false;
	d = libdeflate_alloc_decompressor();
	if (d)
		result = libdeflate_gzip_decompress_ex(d, p->bytes.data, p->bytes.len, room, size,
		                                       &taken, &made);
	libdeflate_free_decompressor(d);
	if (result == LIBDEFLATE_SUCCESS && taken == p->bytes.len && made == size)
		return true;
	str_clear(out);
	return false;
}

enum inflate_result parcel_feed(const struct parcel *p, struct inflater *f, struct str *out)
{
	struct slice rest = str_slice(&p->bytes);
	enum inflate_result result = INFLATE_GOOD;

	while (rest.len && result == INFLATE_GOOD) {
		size_t n = rest.len < PIECE ? rest.len : PIECE;

		result = inflater_feed(f, rest.data, n, out);
		rest = slice_make(rest.data + n, rest.len - n);
	}
	return result;
}

enum inflate_result parcel_unpack(const struct parcel *p, struct str *out)
{
	enum inflate_result result;
	struct inflater f;

	out->limit = p->limit;
	if (unpack_at_once(p, out))
		return INFLATE_GOOD;
	inflater_init(&f, p->packing);
	result = parcel_feed(p, &f, out);
	if (result == INFLATE_GOOD)
		result = inflater_finish(&f, out);
	inflater_release(&f);
	return result;
}
