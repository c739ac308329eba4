#include "text/headline.h"

#include <limits.h>
#include <stdlib.h>

#include "text/tailor_parts.h"

/*
 * A headline of two or three lines is read line by line: each should be a phrase, and they should
 * be of about one length. All ways to break it into as few lines as it needs are weighed: how
 * uneven they are, and how bad each break is for the sense.
 */
enum {
	PLACES = 200,     /* breaks that are weighed; longer texts are no headlines */
	LINES = 8,
	UNEVEN = 100,     /* a line of twice the mean length, or of none */
	SHORT_LAST = 300, /* a last line below SHORT cells */
	SHORT = 8,
	NEVER = INT_MAX / 4,
};

/* Sense: what a break costs by what stands before and behind it. */
enum {
	AT_BLANK = 0,
	BEHIND_STOP = 8,
	BEFORE_DASH = 15,
	BEHIND_COMMA = 20,
	BEHIND_PAUSE = 30, /* 、 */
	AT_PHRASE = 35,    /* a quotation's border; the end of a Japanese phrase */
	ANYWHERE = 60,
	IN_WORD = 90,
	AVOIDED = 120,
};

static bool is_one_of(uint32_t cp, const uint32_t *list)
{
	for (; *list; list++)
		if (*list == cp)
			return true;
	return false;
}

/* 的地得了着过吗呢吧们等中上下里 begin no line; 和与及或在从对把被将向为给让的一不是 end none. */
static const uint32_t leaning_back[] = {
	0x7684, 0x5730, 0x5f97, 0x4e86, 0x7740, 0x8fc7, 0x5417, 0x5462, 0x5427, 0x4eec,
	0x7b49, 0x4e2d, 0x4e0a, 0x4e0b, 0x91cc, 0x8fbe, 0x5011, 0x904e, 0x55ce, 0,
};
static const uint32_t leaning_on[] = {
	0x548c, 0x4e0e, 0x53ca, 0x6216, 0x5728, 0x4ece, 0x5bf9, 0x628a, 0x88ab,
	0x5c06, 0x5411, 0x4e3a, 0x7ed9, 0x8ba9, 0x4e0d, 0x662f, 0x8207, 0x5c0d,
	0x7232, 0x5f9e, 0x518d, 0x6700, 0x6bcf, 0x7b2c, 0,
};

static bool is_hiragana(uint32_t cp)
{
	return cp >= 0x3041 && cp <= 0x309f;
}

static int sense_behind_mark(uint32_t cp)
{
	switch (cp) {
	case 0x3002: /* 。？！；： */
	case 0xff1f:
	case 0xff01:
	case 0xff1b:
	case 0xff1a:
	case '?':
	case '!':
	case ';':
	case ':':
		return BEHIND_STOP;
	case 0xff0c:
	case ',':
	case 0x2026:
		return BEHIND_COMMA;
	case 0x3001:
		return BEHIND_PAUSE;
	default:
		return AT_PHRASE;
	}
}

/* What a break before unit i costs. */
static int sense(const struct scan *s, size_t i)
{
	const struct unit *u = &s->units[i];
	const uint64_t marks = LC(STOP) | LC(ASCII_STOP) | LC(CLOSE) | LC(QUOTE_CLOSE) | LC(DOTS);
	uint32_t before, behind;

	if (u->bond > BOND_LIGHT && u->layout != LC_DASH)
		return AVOIDED;
	if (unit_is_blank(u - 1))
		return AT_BLANK;
	if (u->layout == LC_DASH)
		return BEFORE_DASH;
	if (u->bond == BOND_LIGHT)
		return IN_WORD;
	before = unit_codepoint(s, i - 1);
	behind = unit_codepoint(s, i);
	if (unit_in(u - 1, marks | LC(DASH)))
		return sense_behind_mark(before);
	if (unit_in(u, LC(OPEN) | LC(QUOTE_OPEN)))
		return AT_PHRASE;
	if (s->lang == LANG_JA) {
		if (is_hiragana(before) && !is_hiragana(behind))
			return AT_PHRASE;
		return is_hiragana(behind) || u[-1].layout == u->layout ? IN_WORD : ANYWHERE;
	}
	if (is_one_of(behind, leaning_back) || is_one_of(before, leaning_on))
		return IN_WORD;
	return ANYWHERE;
}

/* The places where lines may begin, the first and the end among them. */
struct places {
	size_t unit[PLACES + 1];
	int cells[PLACES + 1]; /* from the text's start */
	int blank[PLACES + 1]; /* blanks before it, which fall out at a line's end */
	int sense[PLACES + 1];
	int n;
};

static bool find_places(const struct scan *s, struct places *p)
{
	int cells = 0, blank = 0;

	p->n = 0;
	for (size_t i = 0; i <= s->n; i++) {
		const struct unit *u = &s->units[i];
		bool may_break = i == 0 || i == s->n || u->bond <= BOND_AVOID ||
		                 u->bond == BOND_MUST;

		if (i > 0 && i < s->n && u->cells & UNIT_GAP)
			cells++;
		if (may_break) {
			if (p->n > PLACES)
				return false;
			p->unit[p->n] = i;
			p->cells[p->n] = cells;
			p->blank[p->n] = blank;
			p->sense[p->n] = i == 0 || i == s->n ? 0 : sense(s, i);
			p->n++;
		}
		if (i == s->n)
			break;
		cells += unit_cells(u);
		blank = unit_is_blank(u) ? blank + unit_cells(u) : 0;
	}
	return true;
}

static int uneven(int cells, int mean)
{
	int off = abs(cells - mean);

	return UNEVEN * off / mean * off / mean;
}

/* The cheapest way to have exactly n lines; the place where each begins in begin[0 … n). */
static bool weigh(const struct wrap *w, const struct places *p, int n, int *begin)
{
	int cost[LINES + 1][PLACES + 1];
	int16_t from[LINES + 1][PLACES + 1];
	int last = p->n - 1, mean = p->cells[last] / n > 0 ? p->cells[last] / n : 1;

	for (int line = 0; line <= n; line++)
		for (int k = 0; k < p->n; k++)
			cost[line][k] = line == 0 && k == 0 ? 0 : NEVER;
	for (int line = 1; line <= n; line++)
		for (int a = 0; a < last; a++) {
			int room = wrap_room(w, p->unit[a]);

			for (int b = a + 1; b <= last && cost[line - 1][a] < NEVER; b++) {
				int cells = p->cells[b] - p->cells[a] - p->blank[b], c;

				if (cells > room)
					break;
				c = cost[line - 1][a] + uneven(cells, mean) + p->sense[b];
				if (b == last && n > 1 && cells < SHORT)
					c += SHORT_LAST;
				if (c < cost[line][b]) {
					cost[line][b] = c;
					from[line][b] = (int16_t)a;
				}
			}
		}
	if (cost[n][last] >= NEVER)
		return false;
	for (int line = n, k = last; line > 0; line--) {
		k = from[line][k];
		begin[line - 1] = k;
	}
	return true;
}

bool headline_plan(struct wrap *w)
{
	struct places places;
	int begin[LINES], n = 0;

	for (size_t i = 0; i < w->scan.n; n++) {
		struct fitted line;

		if (n == LINES)
			return false;
		fit_line(&w->fit, i, wrap_room(w, i), &line);
		i = line.next;
	}
	if (n < 2 || !find_places(&w->scan, &places) || !weigh(w, &places, n, begin))
		return false;
	w->plan_lines = n;
	w->plan_next = 0;
	for (int i = 0; i < n; i++) {
		size_t first = places.unit[begin[i]];
		size_t next = i + 1 < n ? places.unit[begin[i + 1]] : w->scan.n;

		fit_exactly(&w->fit, first, next, wrap_room(w, first), &w->plan[i]);
	}
	return true;
}
