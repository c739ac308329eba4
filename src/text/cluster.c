#include "text/cluster.h"

#include "text/decode.h"
#include "text/tables/properties.h"

/* What the rules of UAX #29 have to remember of a cluster so far. */
enum emoji_state { NO_EMOJI, PICTOGRAPH, PICTOGRAPH_ZWJ };

/* Hangul syllables: GB6, GB7, GB8. */
static bool hangul_joins(enum grapheme_break before, enum grapheme_break after)
{
	switch (before) {
	case GCB_L:
		return after == GCB_L || after == GCB_V || after == GCB_LV || after == GCB_LVT;
	case GCB_LV:
	case GCB_V:
		return after == GCB_V || after == GCB_T;
	case GCB_LVT:
	case GCB_T:
		return after == GCB_T;
	default:
		return false;
	}
}

static bool is_control(enum grapheme_break c)
{
	return c == GCB_CR || c == GCB_LF || c == GCB_CONTROL;
}

size_t cluster_next(const char *p, const char *end)
{
	const char *start = p;
	enum emoji_state emoji;
	bool lone_ri;
	uint32_t cp;
	enum grapheme_break before;

	p += decode(p, end, &cp);
	before = text_property(cp)->gcb;
	emoji = before == GCB_PICTOGRAPHIC ? PICTOGRAPH : NO_EMOJI;
	lone_ri = before == GCB_RI;
	while (p < end) {
		size_t n = decode(p, end, &cp);
		enum grapheme_break c = text_property(cp)->gcb;
		bool joins;

		if (before == GCB_CR || is_control(before) || is_control(c))
			joins = before == GCB_CR && c == GCB_LF; /* GB3, GB4, GB5 */
		else if (c == GCB_EXTEND || c == GCB_ZWJ || c == GCB_SPACINGMARK)
			joins = true; /* GB9, GB9a */
		else if (before == GCB_PREPEND)
			joins = true; /* GB9b */
		else if (c == GCB_PICTOGRAPHIC)
			joins = emoji == PICTOGRAPH_ZWJ; /* GB11 */
		else if (c == GCB_RI)
			joins = lone_ri; /* GB12, GB13 */
		else
			joins = hangul_joins(before, c);
		if (!joins)
			break;
		if (c == GCB_PICTOGRAPHIC)
			emoji = PICTOGRAPH;
		else if (c == GCB_ZWJ && emoji == PICTOGRAPH)
			emoji = PICTOGRAPH_ZWJ;
		else if (c != GCB_EXTEND || emoji == PICTOGRAPH_ZWJ)
			emoji = NO_EMOJI;
		lone_ri = c == GCB_RI && before == GCB_PREPEND;
		before = c;
		p += n;
	}
	return (size_t)(p - start);
}

enum { DRAWN_POINTS = 5 }; /* what one curses cell can hold (CCHARW_MAX) */

/* What width and drawing ask of a cluster's code points. */
struct make_up {
	size_t base_bytes; /* up to the first code point that is not zero wide, that one included */
	int base_cells, sum; /* cells of the base; of all code points drawn one by one */
	int points;
	bool has_vs16, has_tone, has_joiner, has_pair, has_jamo;
};

static void make_up_init(struct make_up *m, const struct width_profile *profile, const char *p,
                         size_t n)
{
	const char *end = p + n, *start = p;
	bool seen_ri = false;

	*m = (struct make_up){ 0 };
	while (p < end) {
		uint32_t cp;
		int cells;

		p += decode(p, end, &cp);
		m->points++;
		cells = width_codepoint(profile, cp);
		if (cp >= 0x1f1e6 && cp <= 0x1f1ff) {
			m->has_pair |= seen_ri;
			seen_ri = true;
		}
		m->has_vs16 |= cp == 0xfe0f;
		m->has_tone |= cp >= 0x1f3fb && cp <= 0x1f3ff && m->points > 1;
		m->has_joiner |= cp == 0x200d;
		m->has_jamo |= cp >= 0x1160 && cp <= 0x11ff;
		if (!m->base_bytes && cells > 0) {
			m->base_cells = cells;
			m->base_bytes = (size_t)(p - start);
		}
		m->sum += cells;
	}
	if (!m->base_bytes)
		m->base_bytes = n;
}

/* Cells of the cluster where the terminal takes it as one; 0 where it draws the parts. */
static int joined_cells(const struct make_up *m, const struct width_profile *profile)
{
	if (m->has_pair)
		return 2;
	if (m->has_joiner && m->sum > m->base_cells)
		return profile->joins_zwj ? 2 : 0;
	if (m->has_tone)
		return profile->joins_tone ? 2 : 0;
	if (m->has_vs16 && m->base_cells == 1)
		return profile->joins_vs16 ? 2 : 1;
	if (m->has_jamo && m->base_cells == 2)
		return profile->jamo == 2 ? 2 : 0;
	return m->sum <= 2 ? m->sum : 0;
}

int cluster_width(const struct width_profile *profile, const char *p, size_t n)
{
	struct make_up m;
	int joined;

	make_up_init(&m, profile, p, n);
	joined = joined_cells(&m, profile);
	if (joined)
		return joined;
	return profile->whole && m.sum <= CLUSTER_CELLS ? m.sum : m.base_cells;
}

size_t cluster_drawn(const struct width_profile *profile, const char *p, size_t n)
{
	struct make_up m;

	make_up_init(&m, profile, p, n);
	if (profile->whole)
		return joined_cells(&m, profile) || m.sum <= CLUSTER_CELLS ? n : m.base_bytes;
	if (m.points > DRAWN_POINTS || (m.sum > 0 && !joined_cells(&m, profile)))
		return m.base_bytes;
	return n;
}
