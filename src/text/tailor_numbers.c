#include "text/tailor_parts.h"

#include "base/str.h"

/*
 * Numbers and what belongs to them: groups, dates, versions, counters, units, signs of a pair.
 */

enum { RUN = 8 }; /* of longer runs nothing is asked but that they are longer */

/* Units of a run of one set around i: [*first, *last], RUN on either side at most. */
static void run_of(const struct scan *s, size_t i, uint64_t set, size_t *first, size_t *last)
{
	*first = *last = i;
	while (*first > 0 && i - *first < RUN && unit_in(&s->units[*first - 1], set))
		--*first;
	while (*last + 1 < s->n && *last - i < RUN && unit_in(&s->units[*last + 1], set))
		++*last;
}

static bool is_group(size_t length)
{
	return length == 3 || length == 4;
}

/* T8: groups of digits with a blank between them: 8765 4321, 138 0013 8000. */
void bond_number_groups(struct scan *s, size_t i)
{
	size_t first, last, first2, last2;

	if (!unit_in(&s->units[i + 2], LC(DIGIT)))
		return;
	run_of(s, i, LC(DIGIT), &first, &last);
	run_of(s, i + 2, LC(DIGIT), &first2, &last2);
	if (is_group(last - first + 1) && is_group(last2 - first2 + 1) &&
	    !unit_in(&s->units[last2 + 1], LC(HAN) | LC(ASCII_STOP) | LC(LATIN)) &&
	    !unit_in(s->units + first - 1, LC(LATIN) | LC(ASCII_STOP)))
		tie(&s->units[i + 2], BOND_GLUE);
}

/* T8: the parts of a date or a time: 7月|18日, 10时|30分. */
void bond_date(struct scan *s, size_t i)
{
	struct unit *u = &s->units[i];
	uint32_t cp;

	if (!unit_in(u + 2, LC(DIGIT)))
		return;
	cp = unit_codepoint(s, i + 1);
	/* 年 月 时 時 点 分 */
	if (cp == 0x5e74 || cp == 0x6708 || cp == 0x65f6 || cp == 0x6642 || cp == 0x70b9 ||
	    cp == 0x5206)
		tie(u + 2, BOND_LIGHT);
}

/* Whether the letters and digits on one side of i hold a digit. */
static bool piece_has_digit(const struct scan *s, size_t i, int step)
{
	enum { FAR = 12 };

	for (int k = 1; k <= FAR; k++) {
		const struct unit *u = &s->units[(long)i + step * k];

		if (!unit_in(u, SET_WORD))
			return false;
		if (unit_in(u, LC(DIGIT)))
			return true;
	}
	return false;
}

/* T8: a hyphen inside a version, a code, a telephone number: 1.2.3-rc1, 5G-A, F-35A. */
void bond_version(struct scan *s, size_t i)
{
	if (piece_has_digit(s, i, -1) || piece_has_digit(s, i, 1))
		tie(&s->units[i + 1], BOND_GLUE);
}

/* T8: ： between digits is a time or a score. */
void bond_clock(struct scan *s, size_t i)
{
	struct unit *u = &s->units[i];
	uint32_t cp = unit_codepoint(s, i);

	if (cp == 0xff1a || cp == 0xff0e || (cp == 0xff0c && u[1].layout == LC_WIDE_DIGIT))
		tie(u + 1, BOND_GLUE);
}

/* Whether the word that begins so counts or measures; other Han behind a number only may. */
static bool is_counter(uint32_t cp)
{
	uint32_t at = cp - 0x4e00;

	return at / 8 < sizeof text_counters && text_counters[at / 8] >> at % 8 & 1;
}

/* T9: 第 stays with its number. */
void bond_ordinal(struct scan *s, size_t i)
{
	struct unit *u = &s->units[i];

	if (u->bond < BOND_AVOID && unit_codepoint(s, i - 1) == 0x7b2c)
		tie(u, BOND_AVOID);
}

/* T9: a number stays with what it counts: 5.2|万, 500|克, 80|人. */
void bond_counter(struct scan *s, size_t i)
{
	struct unit *u = &s->units[i];
	size_t first = i;

	while (first > 0 && unit_in(&s->units[first - 1], SET_ANY_DIGIT | LC(ASCII_STOP)))
		first--;
	if (unit_in(s->units + first - 1, LC(LATIN) | LC(HYPHEN)))
		return; /* COVID-19疫情: a name */
	tie(u + 1, is_counter(unit_codepoint(s, i + 1)) ? BOND_AVOID : BOND_LIGHT);
}

/* T15: a solidus inside a price, a unit, a fraction: 0.3元/500克, 800元/吨, μg/m³, １／３. */
void bond_unit_solidus(struct scan *s, size_t i)
{
	enum { NAME = 3, SHORT_WORD = 5 };
	struct unit *u = &s->units[i];
	int before = 0, after = 0, name = 0;

	if (unit_in(u - 1, SET_ANY_DIGIT) && unit_in(u + 1, SET_ANY_DIGIT)) {
		tie(u + 1, BOND_GLUE);
		return;
	}
	/* the name of a unit behind a number */
	while (name < NAME && unit_in(u - 1 - name, LC(HAN) | LC(KANA) | LC(HANGUL)))
		name++;
	if (unit_in(u - 1 - name, SET_ANY_DIGIT | LC(UNIT) | LC(SQUARED)) &&
	    unit_in(u + 1, SET_LETTER | LC(SQUARED) | LC(CURRENCY))) {
		tie(u + 1, BOND_GLUE);
		return;
	}
	/* currencies without a number before them: 元/吨 */
	if (name > 0) {
		uint32_t cp = unit_codepoint(s, i - 1);

		if (cp == 0x5143 || cp == 0x5186 || cp == 0xc6d0 || cp == 0x5713) /* 元 円 원 圓 */
			tie(u + 1, BOND_GLUE);
		return;
	}
	while (before <= SHORT_WORD && unit_in(u - 1 - before, SET_WORD))
		before++;
	while (after <= SHORT_WORD && unit_in(u + 1 + after, SET_WORD))
		after++;
	if (before > 0 && after > 0)
		tie(u + 1, before <= SHORT_WORD && after <= SHORT_WORD ? BOND_GLUE : BOND_LIGHT);
	else if (before > 0 && unit_in(u + 1, LC(SQUARED) | LC(UNIT)))
		tie(u + 1, BOND_GLUE);
}

/* T19: squared units stay with their number, a blank between them or not. */
void bond_squared(struct scan *s, size_t i)
{
	struct unit *u = &s->units[i];

	if (!unit_is_blank(u - 1) || unit_in(u - 2, SET_ANY_DIGIT))
		tie(u, BOND_NEVER);
}

/* T19: ☎ 〒 before a number, ㈱ before or behind a name. */
void bond_prefix(struct scan *s, size_t i)
{
	struct unit *u = &s->units[i];
	uint32_t cp = unit_codepoint(s, i);
	size_t next = behind_blanks(s, i);
	bool company = cp == 0x3231 || cp == 0x3232;

	if (company && unit_in(u - 1, SET_IDEOGRAPH)) {
		tie(u, BOND_NEVER);
		return;
	}
	if (company ? next == i + 1 && unit_in(u + 1, SET_LETTER)
		    : unit_in(&s->units[next],
			      SET_ANY_DIGIT | LC(SIGN) | LC(ASCII_OPEN) | LC(OPEN)))
		tie(&s->units[next], BOND_NEVER);
}

/* T19: 〔2026〕14号 is one number. */
void bond_document_number(struct scan *s, size_t i)
{
	struct unit *u = &s->units[i];
	size_t j = i + 1;
	int year = 0;

	while (unit_in(u - 1 - year, SET_ANY_DIGIT) && year < 4)
		year++;
	if (u[-1 - year].layout != LC_OPEN)
		return;
	while (j < s->n && unit_in(&s->units[j], SET_ANY_DIGIT))
		tie(&s->units[j++], BOND_GLUE);
	if (unit_codepoint(s, j) == 0x53f7 || unit_codepoint(s, j) == 0x865f) /* 号 號 */
		tie(&s->units[j], BOND_GLUE);
}

/* T20: ￥１２０: full-width digits are digits, and so are those that begin an address. */
void bond_price(struct scan *s, size_t i)
{
	if (s->units[i + 1].layout == LC_WIDE_DIGIT || ascii_is_digit(unit_char(s, i + 1)))
		tie(&s->units[i + 1], BOND_NEVER);
}

/* T20: full-width digits stay together, full-width words of up to six letters too. */
void bond_wide_run(struct scan *s, size_t i)
{
	enum { WHOLE = 6 };
	const uint64_t set = LC(WIDE_DIGIT) | LC(WIDE_LATIN);
	struct unit *u = &s->units[i];
	size_t first, last;

	if (unit_in(u, SET_ANY_DIGIT) && unit_in(u - 1, SET_ANY_DIGIT)) {
		tie(u, BOND_INNER);
		return;
	}
	if (unit_in(u, LC(WIDE_DIGIT)) && u[-1].layout == LC_SOLIDUS &&
	    unit_in(u - 2, LC(WIDE_DIGIT))) {
		tie(u, BOND_GLUE);
		return;
	}
	if (!unit_in(u - 1, set))
		return;
	run_of(s, i, set, &first, &last);
	tie(u, last - first < WHOLE ? BOND_GLUE : BOND_AVOID);
}
