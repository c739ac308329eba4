#include "text/width.h"

#include "text/cluster.h"
#include "text/decode.h"
#include "text/tables/properties.h"

const struct width_profile width_profile_default = {
	.ambiguous_punct = 1,
	.ambiguous_symbol = 1,
	.ambiguous_letter = 1,
	.ambiguous_box = 1,
	.lone_ri = 1,
	.jamo = 2,
	.unicode = 15,
	.newest_han = 2,
};

const struct width_profile width_profile_text = {
	.ambiguous_punct = 1,
	.ambiguous_symbol = 1,
	.ambiguous_letter = 1,
	.ambiguous_box = 1,
	.lone_ri = 1,
	.jamo = 2,
	.unicode = 15,
	.newest_han = 2,
	.whole = true,
};

int width_of_class(const struct width_profile *p, int class)
{
	switch (class) {
	case WIDTH_ZERO:
		return 0;
	case WIDTH_ONE:
		return 1;
	case WIDTH_PUNCT:
		return p->ambiguous_punct;
	case WIDTH_SYMBOL:
		return p->ambiguous_symbol;
	case WIDTH_LETTER:
		return p->ambiguous_letter;
	case WIDTH_BOX:
		return p->ambiguous_box;
	case WIDTH_RI:
		return p->lone_ri;
	case WIDTH_TWO_15:
		return p->unicode >= 15 ? 2 : 1;
	case WIDTH_HAN_15:
		return p->newest_han ? p->newest_han : 1;
	default:
		return 2;
	}
}

bool width_is_drawn(const struct width_profile *p, uint32_t cp)
{
	int class = text_property(cp)->width;

	return class == WIDTH_TWO_15 ? p->unicode >= 14 : class != WIDTH_HAN_15 || p->newest_han;
}

int width_codepoint(const struct width_profile *p, uint32_t cp)
{
	return width_of_class(p, text_property(cp)->width);
}

/* The cluster at p: its bytes, and its cells in *cells. */
static size_t step(const struct width_profile *profile, const char *p, const char *end, int *cells)
{
	unsigned char c = (unsigned char)*p;
	size_t n;

	/* printable ASCII before ASCII is a cluster by itself */
	if (c >= 0x20 && c < 0x7f && (p + 1 == end || !(p[1] & 0x80))) {
		*cells = 1;
		return 1;
	}
	n = cluster_next(p, end);
	*cells = cluster_width(profile, p, n);
	return n;
}

int text_width(const struct width_profile *p, struct slice text)
{
	const char *at = text.data, *end = text.data + text.len;
	int sum = 0;

	while (at < end) {
		int cells;

		at += step(p, at, end, &cells);
		sum += cells;
	}
	return sum;
}

size_t text_fit(const struct width_profile *p, struct slice text, int cells, int *used)
{
	const char *at = text.data, *end = text.data + text.len;
	int sum = 0;

	while (at < end) {
		int own;
		size_t n = step(p, at, end, &own);

		if (sum + own > cells)
			break;
		sum += own;
		at += n;
	}
	if (used)
		*used = sum;
	return (size_t)(at - text.data);
}
