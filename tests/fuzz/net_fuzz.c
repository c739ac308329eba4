/*
 * What a server sends: header lines, then a body in some packing, in pieces.
 *
 * The first byte chooses the packing and the size of the pieces; up to the first empty line it is
 * header.
 */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "net/head.h"
#include "net/inflate.h"
#include "net/route.h"

#define CEILING (1 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const uint8_t *feed_head(struct head *h, const uint8_t *p, const uint8_t *end)
{
	while (p < end && !h->complete) {
		const uint8_t *line = memchr(p, '\n', (size_t)(end - p));
		size_t n = line ? (size_t)(line + 1 - p) : (size_t)(end - p);
		head_line(h, (const char *)p, n);
		p += n;
	}
	return p;
}

static void follow(const struct head *h, bool has_body)
{
	struct route r;

	if (!h->location || !route_init(&r, "https://reader:secret@news.example/a", NULL))
		return;
	if (route_follow(&r, h->status, h->location, has_body, NULL))
		assert(!strcmp(r.scheme, "https") && (r.at_home || !r.user));
	free(route_moved_to(&r));
	route_release(&r);
}

static void feed_body(enum packing packing, const uint8_t *p, const uint8_t *end, size_t step)
{
	struct inflater f;
	struct str out;
	enum inflate_result result = INFLATE_GOOD;

	str_init_limit(&out, CEILING);
	inflater_init(&f, packing);
	for (; p < end && result == INFLATE_GOOD; p += step) {
		if (step > (size_t)(end - p))
			step = (size_t)(end - p);
		result = inflater_feed(&f, p, step, &out);
	}
	if (result == INFLATE_GOOD)
		inflater_finish(&f, &out);
	assert(out.len <= CEILING);
	inflater_release(&f);
	str_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const uint8_t *body;
	struct head h;

	if (!size)
		return 0;
	head_init(&h);
	body = feed_head(&h, data + 1, data + size);
	head_retry_after_s(&h, 0);
	follow(&h, *data & 4);
	feed_body((enum packing)(*data & 3), body, data + size, 1 + (*data >> 4) * 17u);
	head_release(&h);
	return 0;
}
