#include "text/scan.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "text/cluster.h"
#include "text/decode.h"
#include "text/spacing.h"
#include "text/tailor.h"

enum {
	WIDE = 40, /* the measure from which quotes are padded and letters spaced */
	ROOM_AROUND = 4, /* edges before and behind, so that neighbours can be looked at unasked */
};

/* Code points of the text, eight bytes at a time: all bytes but 10xxxxxx. */
static size_t count_points(const char *text, size_t len)
{
	const uint64_t ones = UINT64_C(0x0101010101010101);
	size_t n = 0, i = 0;

	for (; i + 8 <= len; i += 8) {
		uint64_t v;

		memcpy(&v, text + i, 8);
		n += ((~v >> 7 | v >> 6) & ones) * ones >> 56;
	}
	for (; i < len; i++)
		n += (text[i] & 0xc0) != 0x80;
	return n;
}

static void reserve(struct scan *s, size_t points)
{
	if (points + 2 * ROOM_AROUND > s->cap) {
		free(s->memory);
		s->cap = points + 2 * ROOM_AROUND;
		s->memory = xreallocarray(NULL, s->cap, sizeof *s->memory + sizeof *s->asked);
		s->asked = (uint32_t *)(s->memory + s->cap);
	}
	for (int i = 0; i < ROOM_AROUND; i++)
		s->memory[i] = (struct unit){ .layout = LC_EDGE, .lb = LB_BK, .bond = BOND_NEVER };
	s->units = s->memory + ROOM_AROUND;
}

/* Bytes that are no UTF-8 are more units than were counted: from the first one met on there is room
 * for a unit a byte. Returns where the next unit goes. */
static struct unit *reserve_for_damage(struct scan *s, size_t n_units, size_t bytes_left)
{
	size_t cap = n_units + bytes_left + 2 * ROOM_AROUND;
	struct unit *old = s->memory;
	uint32_t *old_asked = s->asked;

	if (cap > s->cap) {
		s->memory = xreallocarray(NULL, cap, sizeof *s->memory + sizeof *s->asked);
		s->asked = (uint32_t *)(s->memory + cap);
		memcpy(s->memory, old, (n_units + ROOM_AROUND) * sizeof *old);
		memcpy(s->asked, old_asked, s->n_asked * sizeof *old_asked);
		s->cap = cap;
		s->units = s->memory + ROOM_AROUND;
		free(old);
	}
	return s->units + n_units;
}

static inline void set_unit(struct unit *u, const struct text_property *p, size_t at)
{
	/* the first four bytes of both are the same four fields */
	memcpy(u, p, offsetof(struct unit, at));
	u->at = (uint32_t)at;
}

/*
 * A code point that may join others: lengthens the unit before it, or begins one that may be longer
 * than itself. Returns where the next one starts.
 */
static const char *scan_joining(struct scan *s, struct unit **end_unit, const char *p, size_t n,
                                const struct text_property *property)
{
	const char *end = s->text + s->len;
	struct unit *u = *end_unit;
	size_t len;

	if (u > s->units && property->gcb != GCB_CONTROL) {
		const char *start = s->text + u[-1].at;

		len = cluster_next(start, end);
		if (start + len > p) {
			int cells = cluster_width(s->o->profile, start, len);

			u[-1].cells = (uint8_t)(cells | UNIT_JOINED);
			if (u[-1].layout == LC_SPACE || u[-1].layout == LC_NBSP) {
				/* a blank that carries a mark is seen */
				u[-1].layout = LC_OTHER;
				u[-1].lb = LB_AL;
			}
			return start + len;
		}
	}
	set_unit(u, property, (size_t)(p - s->text));
	if (u->layout == LC_HANGUL)
		u->lb = s->hangul_class == LB_HANGUL ? LB_HANGUL : property->lb;
	s->asked[s->n_asked] = (uint32_t)(u - s->units);
	s->n_asked += u->layout > LC_HANGUL;
	len = cluster_next(p, end);
	u->cells = (uint8_t)cluster_width(s->o->profile, p, len);
	if (len > n)
		u->cells |= UNIT_JOINED;
	if (u->layout == LC_INVISIBLE || (n == 1 && (unsigned char)*p < 0x20) || *p == 0x7f)
		u->cells = UNIT_HIDDEN | (u->cells & UNIT_JOINED);
	*end_unit = u + 1;
	return p + len;
}

/* What the runs below hold in registers. */
struct run {
	const char *p;
	struct unit *u;
	size_t n_asked;
	uint64_t seen;
};

static inline void put_unit(struct run *r, const struct scan *s,
                            const struct text_property *property)
{
	s->asked[r->n_asked] = (uint32_t)(r->u - s->units);
	r->n_asked += property->layout > LC_HANGUL;
	r->seen |= UINT64_C(1) << property->layout;
	set_unit(r->u, property, (size_t)(r->p - s->text));
}

/* Characters of one byte: each is a unit until something joins it. */
static void scan_ascii(const struct scan *s, struct run *run)
{
	const char *end = s->text + s->len;
	struct run r = *run;

	for (; r.p < end && (unsigned char)*r.p < 0x80; r.p++, r.u++) {
		const struct text_property *property = text_property((unsigned char)*r.p);

		if (!(property->flags & TEXT_SIMPLE))
			break;
		put_unit(&r, s, property);
	}
	*run = r;
}

/* U+4E00 … U+9FFF, E4 B8 80 … E9 BF BF: nothing to be looked up. */
static void scan_han(const struct scan *s, struct run *run)
{
	const char *last = s->text + s->len - 3;
	struct run r = *run;

	for (; r.p <= last; r.p += 3) {
		const unsigned char *b = (const unsigned char *)r.p;

		if ((b[0] < 0xe5 || b[0] > 0xe9) && (b[0] != 0xe4 || b[1] < 0xb8))
			break;
		if (((b[1] ^ 0x80) | (b[2] ^ 0x80)) >= 0x40)
			break;
		set_unit(r.u++, &s->han, (size_t)(r.p - s->text));
	}
	*run = r;
}

/* Other characters of three bytes: marks, kana, Hangul. */
static void scan_three(const struct scan *s, struct run *run)
{
	const char *last = s->text + s->len - 3;
	struct run r = *run;

	for (; r.p <= last; r.p += 3, r.u++) {
		const unsigned char *b = (const unsigned char *)r.p;
		uint32_t cp = (b[0] & 0xfu) << 12 | (b[1] & 0x3fu) << 6 | (b[2] & 0x3fu);
		const struct text_property *property;

		if ((b[0] & 0xf0) != 0xe0 || ((b[1] ^ 0x80) | (b[2] ^ 0x80)) >= 0x40 ||
		    cp < 0x800 || (cp ^ 0xd800) < 0x800 || cp - 0x4e00 < 0x5200)
			break;
		property = text_property(cp);
		if (!(property->flags & TEXT_SIMPLE))
			break;
		put_unit(&r, s, property);
		r.u->cells = s->cells_of[property->width];
		if (property->layout == LC_HANGUL)
			r.u->lb = s->hangul_class;
	}
	*run = r;
}

static void scan_clusters(struct scan *s)
{
	const char *end = s->text + s->len;
	struct run r = { .p = s->text, .u = s->units };

	for (;;) {
		const struct text_property *property;
		const char *was;
		uint32_t cp;
		size_t n;

		do {
			was = r.p;
			scan_han(s, &r);
			scan_three(s, &r);
			scan_ascii(s, &r);
		} while (r.p != was);
		s->n_asked = r.n_asked;
		if (r.p >= end)
			break;
		n = decode(r.p, end, &cp);
		if (cp == 0xfffd && n < 3)
			r.u = reserve_for_damage(s, (size_t)(r.u - s->units), (size_t)(end - r.p));
		property = text_property(cp);
		if (property->flags & TEXT_SIMPLE) {
			put_unit(&r, s, property);
			r.u->cells = s->cells_of[property->width];
			r.u++;
			r.p += n;
		} else {
			r.seen |= UINT64_C(1) << property->layout;
			r.p = scan_joining(s, &r.u, r.p, n, property);
			r.n_asked = s->n_asked;
		}
	}
	s->seen = r.seen;
	s->n = (size_t)(r.u - s->units);
	for (int i = 0; i < ROOM_AROUND; i++)
		r.u[i] = (struct unit){ .layout = LC_EDGE, .lb = LB_BK, .at = (uint32_t)s->len };
}

/* The state after the code points of a cluster behind its first. */
static unsigned walk_cluster(const struct scan *s, size_t i, unsigned state)
{
	const char *p = s->text + s->units[i].at, *end = p + unit_bytes(s, i);
	uint32_t cp;

	p += decode(p, end, &cp);
	while (p < end) {
		unsigned class;

		p += decode(p, end, &cp);
		class = text_property(cp)->lb;
		if (s->units[i].lb == LB_HANGUL && class >= LB_H2)
			class = LB_HANGUL;
		state = LINE_NEXT(line_states[state][class]);
	}
	return state;
}

/* UAX #14 over the classes that the roles have left. */
static void break_lines(struct scan *s)
{
	const struct unit *end = s->units + s->n;
	struct unit *base = s->units, *u = s->units;
	unsigned state = 0;

	s->has_must = false;
	while (u < end) {
		unsigned class = u->lb, step = line_states[state][class];

		u->bond = (uint8_t)LINE_BOND(step);
		s->has_must |= u->bond == BOND_MUST;
		if (LINE_TAKES_BACK(step))
			base->bond = BOND_GLUE;
		if (class != LB_CM && class != LB_ZWJ)
			base = u;
		state = LINE_NEXT(step);
		if (u->cells & UNIT_JOINED) {
			state = walk_cluster(s, (size_t)(u - s->units), state);
			u++;
			continue;
		}
		u++;
		/* runs of one class in which nothing changes: words, and Han between marks */
		step = line_states[state][class];
		if (LINE_NEXT(step) != state || LINE_TAKES_BACK(step))
			continue;
		for (; u < end && u->lb == class && !(u->cells & UNIT_JOINED); u++)
			u->bond = (uint8_t)LINE_BOND(step);
		base = u - 1;
	}
	s->units[s->n].bond = BOND_FREE;
}

void scan_init(struct scan *s, const struct wrap_options *o, enum lang lang)
{
	bool zh = lang == LANG_ZH || lang == LANG_ZH_HANT, wide = o->measure >= WIDE;
	bool pads = o->quotes == QUOTES_FULL ||
	            (o->quotes == QUOTES_AUTO && lang == LANG_ZH && wide);
	bool spaces = o->autospace == WRAP_AUTO && zh && wide && !o->headline;

	*s = (struct scan){
		.o = o,
		.lang = lang,
		.rules = RULES_ALL & ~o->without,
		.keeps_lines = o->preformatted || o->verse,
		.draws_full = o->punct != PUNCT_ASIS && (zh || lang == LANG_JA),
		.pads_quotes = pads && o->profile->ambiguous_punct == 1,
		.spaces_letters = spaces || o->autospace == WRAP_ON,
		.spaces_digits = o->autospace == WRAP_ON,
	};
	for (int i = 0; i < WIDTH_COUNT; i++)
		s->cells_of[i] = (uint8_t)width_of_class(o->profile, i);
	if (o->preformatted) {
		s->rules = 0;
		s->draws_full = s->pads_quotes = s->spaces_letters = s->spaces_digits = false;
	}
	s->hangul_class = s->rules & RULE(11) ? LB_HANGUL : LB_H2;
	s->han = *text_property(0x4e00);
	if (lang == LANG_KO && s->rules & RULE(11)) {
		/* 中은: a word like others */
		s->han.lb = LB_HANGUL;
		s->han.layout = LC_HANGUL;
	}
}

/* Preformatted text: tabs reach to the next multiple of eight cells, and behind a blank one may
 * break whatever follows. */
static void set_code(struct scan *s)
{
	enum { TAB = 8 };
	int column = 0;

	for (size_t i = 0; i < s->n; i++) {
		struct unit *u = &s->units[i];

		if (u->bond == BOND_MUST)
			column = 0;
		else if (unit_is_blank(u - 1) && !unit_is_blank(u))
			u->bond = BOND_FREE;
		if (u->layout == LC_TAB)
			u->cells = (uint8_t)(TAB - column % TAB) | UNIT_TWIN;
		column += unit_cells(u);
	}
}

void scan_text(struct scan *s, const char *text, size_t len)
{
	s->text = text;
	s->len = len;
	s->quotes_paired = 0;
	reserve(s, count_points(text, len));
	scan_clusters(s);
	tailor_roles(s);
	break_lines(s);
	if (s->o->preformatted) {
		set_code(s);
		return;
	}
	tailor_bonds(s);
	space_units(s);
}

void scan_release(struct scan *s)
{
	free(s->memory);
	s->memory = s->units = NULL;
	s->asked = NULL;
	s->n = s->cap = 0;
}
