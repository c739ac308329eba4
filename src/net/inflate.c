#include "net/inflate.h"

#include <string.h>

#define PIECE 32768 /* bytes unpacked before they are appended */

bool packing_parse(const char *content_encoding, enum packing *out)
{
	static const struct {
		const char *name;
		enum packing packing;
	} names[] = {
		{ "gzip", PACKING_GZIP },
		{ "x-gzip", PACKING_GZIP },
		{ "br", PACKING_BROTLI },
		{ "deflate", PACKING_DEFLATE },
		{ "identity", PACKING_NONE },
		{ "", PACKING_NONE },
		{ "none", PACKING_NONE },
		{ "utf-8", PACKING_NONE }, /* a charset in the wrong place */
	};
	struct slice rest = slice_of(content_encoding);
	size_t k = sizeof names / sizeof *names;

	*out = PACKING_NONE;
	while (rest.len) {
		struct slice name = slice_trim(slice_next(&rest, ','));
		for (k = 0; k < sizeof names / sizeof *names; k++)
			if (slice_is_nocase(name, names[k].name))
				break;
		if (k == sizeof names / sizeof *names)
			return false;
		if (names[k].packing != PACKING_NONE && *out != PACKING_NONE)
			return false;
		if (names[k].packing != PACKING_NONE)
			*out = names[k].packing;
	}
	return true;
}

void inflater_init(struct inflater *f, enum packing packing)
{
	memset(f, 0, sizeof *f);
	f->packing = packing;
}

void inflater_release(struct inflater *f)
{
	if (f->z_open)
		inflateEnd(&f->z);
	if (f->brotli)
		BrotliDecoderDestroyInstance(f->brotli);
	inflater_init(f, PACKING_NONE);
}

static enum inflate_result emit(struct inflater *f, const void *bytes, size_t n, struct str *out)
{
	f->n_out += n;
	if (!str_append(out, bytes, n))
		return INFLATE_FULL;
	if (f->packing != PACKING_NONE && f->n_out > INFLATE_RATIO_FROM &&
	    f->n_out / INFLATE_RATIO_MOST > f->n_in)
		return INFLATE_BOMB;
	return INFLATE_GOOD;
}

/* RFC 1950 begins with the method and a check of its two bytes. */
static bool is_zlib(const unsigned char *p, size_t n)
{
	return n >= 2 && (p[0] & 0x0f) == 8 && (p[0] * 256 + p[1]) % 31 == 0;
}

static bool is_gzip(const unsigned char *p, size_t n)
{
	return n >= 2 && p[0] == 0x1f && p[1] == 0x8b;
}

/* Let the first bytes decide over what the server said. Window bits: 16 + 15 for gzip, 15 for RFC
 * 1950, -15 for a bare stream (zlib.h). */
static bool begin(struct inflater *f)
{
	const unsigned char *p = f->head;
	int window = 16 + 15;

	f->begun = true;
	if (f->packing == PACKING_GZIP || f->packing == PACKING_NONE)
		f->packing = is_gzip(p, f->n_head) ? PACKING_GZIP : PACKING_NONE;
	if (f->packing == PACKING_NONE)
		return true;
	if (f->packing == PACKING_BROTLI) {
		f->brotli = BrotliDecoderCreateInstance(NULL, NULL, NULL);
		return f->brotli;
	}
	if (f->packing == PACKING_DEFLATE)
		window = is_zlib(p, f->n_head) ? 15 : -15;
	f->z_open = inflateInit2(&f->z, window) == Z_OK;
	return f->z_open;
}

static enum inflate_result feed_zlib(struct inflater *f, const unsigned char *p, size_t n,
                                     struct str *out)
{
	unsigned char piece[PIECE];
	enum inflate_result result = INFLATE_GOOD;
	int z;

	f->z.next_in = (unsigned char *)p; /* zlib reads only, but its type is older than const */
	f->z.avail_in = (unsigned)n;
	do {
		f->z.next_out = piece;
		f->z.avail_out = sizeof piece;
		z = inflate(&f->z, Z_NO_FLUSH);
		if (z != Z_OK && z != Z_STREAM_END && z != Z_BUF_ERROR)
			return INFLATE_BROKEN;
		result = emit(f, piece, sizeof piece - f->z.avail_out, out);
		if (z == Z_STREAM_END) {
			/* another member follows, or padding that nobody wants */
			f->ended = !is_gzip(f->z.next_in, f->z.avail_in);
			if (!f->ended)
				inflateReset(&f->z);
		}
	} while (result == INFLATE_GOOD && !f->ended && (f->z.avail_in || !f->z.avail_out) &&
	         z != Z_BUF_ERROR);
	return result;
}

static enum inflate_result feed_brotli(struct inflater *f, const unsigned char *p, size_t n,
                                       struct str *out)
{
	unsigned char piece[PIECE];
	enum inflate_result result;
	BrotliDecoderResult b;

	do {
		unsigned char *to = piece;
		size_t room = sizeof piece;
		b = BrotliDecoderDecompressStream(f->brotli, &n, &p, &room, &to, NULL);
		if (b == BROTLI_DECODER_RESULT_ERROR)
			return INFLATE_BROKEN;
		result = emit(f, piece, sizeof piece - room, out);
	} while (result == INFLATE_GOOD && b == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT);
	f->ended = b == BROTLI_DECODER_RESULT_SUCCESS;
	return result;
}

static enum inflate_result pass_on(struct inflater *f, const unsigned char *p, size_t n,
                                   struct str *out)
{
	if (n && f->ended && f->packing == PACKING_GZIP && is_gzip(p, n)) {
		inflateReset(&f->z);
		f->ended = false;
	}
	if (!n || f->ended)
		return INFLATE_GOOD;
	if (f->packing == PACKING_NONE)
		return emit(f, p, n, out);
	return f->packing == PACKING_BROTLI ? feed_brotli(f, p, n, out) : feed_zlib(f, p, n, out);
}

static enum inflate_result begin_and_pass_head(struct inflater *f, struct str *out)
{
	if (!begin(f))
		return INFLATE_BROKEN;
	return pass_on(f, f->head, f->n_head, out);
}

enum inflate_result inflater_feed(struct inflater *f, const void *bytes, size_t n, struct str *out)
{
	const unsigned char *p = bytes;
	enum inflate_result result;

	f->n_in += n;
	if (!f->begun) {
		while (n && f->n_head < sizeof f->head) {
			f->head[f->n_head++] = *p++;
			n--;
		}
		if (f->n_head < sizeof f->head)
			return INFLATE_GOOD;
		result = begin_and_pass_head(f, out);
		if (result != INFLATE_GOOD)
			return result;
	}
	return pass_on(f, p, n, out);
}

enum inflate_result inflater_finish(struct inflater *f, struct str *out)
{
	enum inflate_result result = INFLATE_GOOD;

	if (!f->begun && f->n_head)
		result = begin_and_pass_head(f, out);
	if (result == INFLATE_GOOD && f->begun && f->packing != PACKING_NONE && !f->ended)
		return INFLATE_BROKEN;
	return result;
}
