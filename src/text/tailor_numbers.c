#include "text/tailor_parts.h"

#include "text/utf8.h"

/*
 * Numbers and what belongs to them: groups, dates, versions, counters, units, signs of a pair.
 */

/* Units of a run of one class around i: [*first, *last]. */
static void run_of(const struct scan *s, size_t i, uint64_t set, size_t *first, size_t *last)
{
	*first = *last = i;
	while (*first > 0 && unit_in(&s->units[*first - 1], set))
		--*first;
	while (*last + 1 < s->n && unit_in(&s->units[*last + 1], set))
		++*last;
}

static bool is_group(size_t length)
{
	return length == 3 || length == 4;
}

/* T8: groups of digits with a blank between them (8765 4321, 138 0013 8000), and the parts of a date
 * (7月|18日). Called for each digit; the last of a run does it. */
void bond_number(struct scan *s, size_t i)
{
	struct unit *u = &s->units[i];
	size_t first, last, first2, last2;

	if (unit_in(u + 1, LC(DIGIT)))
		return;
	if (unit_in(u + 1, LC(HAN)) && unit_in(u + 2, LC(DIGIT))) {
		uint32_t cp = unit_codepoint(s, i + 1);

		/* 年 月 时 時 点 分 */
		if (cp == 0x5e74 || cp == 0x6708 || cp == 0x65f6 || cp == 0x6642 || cp == 0x70b9 ||
		    cp == 0x5206)
			tie(u + 2, BOND_LIGHT);
	}
	if (u[1].layout != LC_SPACE || !unit_in(u + 2, LC(DIGIT)))
		return;
	run_of(s, i, LC(DIGIT), &first, &last);
	run_of(s, i + 2, LC(DIGIT), &first2, &last2);
	if (is_group(last - first + 1) && is_group(last2 - first2 + 1) &&
	    !unit_in(&s->units[last2 + 1], LC(HAN) | LC(ASCII_STOP) | LC(LATIN)) &&
	    !unit_in(&s->units[first - 1], LC(LATIN) | LC(ASCII_STOP)))
		tie(u + 2, BOND_GLUE);
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
	struct unit *u = &s->units[i];

	if (unit_in(u - 1, SET_WORD) && unit_in(u + 1, SET_WORD) &&
	    (piece_has_digit(s, i, -1) || piece_has_digit(s, i, 1)))
		tie(u + 1, BOND_GLUE);
}

/* T8: ： between digits is a time or a score. */
void bond_clock(struct scan *s, size_t i)
{
	struct unit *u = &s->units[i];
	uint32_t cp = unit_codepoint(s, i);

	if ((cp == 0xff1a || cp == 0xff0e || cp == 0xff0c) && unit_in(u - 1, SET_ANY_DIGIT) &&
	    unit_in(u + 1, SET_ANY_DIGIT) && (cp != 0xff0c || u[1].layout == LC_WIDE_DIGIT))
		tie(u + 1, BOND_GLUE);
}

/* Words that count or measure, by their first character; the rest of Han behind a number is only
 * likely to do so. 万亿千百 年月日时分秒 …; simplified, traditional and Japanese. */
static bool is_counter(uint32_t cp)
{
	static const char counters[] =
		"万亿千百兆萬億年月日号號时時分秒点點周週天晚届屆期章节節版页頁行条條段句字词詞篇本册冊卷部集回次遍度遭番"
		"元角円圆圓美欧歐港日英韩韓块塊毛厘岁歲才人名位个個箇家户戶口男女件起宗项項种種类類样樣台辆輛艘架列班"
		"趟航路站处處座栋棟幢层層楼樓间間室房厅廳所院校国國省市县縣区區乡鄉镇鎮村省州府都道"
		"克吨噸斤两兩磅米公里尺寸丈亩畝顷頃升毫厘千瓦伏安赫摄攝平方立倍成折股只隻头頭匹条张張片枚颗顆粒根支枝把"
		"双雙对對套组組队隊排列群批代级級等强強轮輪场場局盘盤球分票席多余餘来來几幾";
	const char *p = counters, *end = counters + sizeof counters - 1;

	while (p < end) {
		uint32_t c;

		p += utf8_decode(p, end, &c);
		if (c == cp)
			return true;
	}
	return false;
}

/* T9: a number stays with what it counts: 5.2|万, 500|克, 80|人; and 第 with its number. */
void bond_counter(struct scan *s, size_t i)
{
	struct unit *u = &s->units[i];
	size_t first = i;

	if (u[-1].layout == LC_HAN && u->bond < BOND_AVOID && unit_codepoint(s, i - 1) == 0x7b2c)
		tie(u, BOND_AVOID);
	if (!unit_in(u + 1, SET_IDEOGRAPH))
		return;
	while (first > 0 && unit_in(&s->units[first - 1], SET_ANY_DIGIT | LC(ASCII_STOP)))
		first--;
	if (unit_in(&s->units[first - 1], LC(LATIN) | LC(HYPHEN)))
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

	if (unit_in(u - 1, SET_ANY_DIGIT) || (unit_is_blank(u - 1) && unit_in(u - 2, SET_ANY_DIGIT)))
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
	            : unit_in(&s->units[next], SET_ANY_DIGIT | LC(SIGN) | LC(ASCII_OPEN) | LC(OPEN)))
		tie(&s->units[next], BOND_NEVER);
}

/* T19: 〔2026〕14号 is one number. */
void bond_document_number(struct scan *s, size_t i)
{
	struct unit *u = &s->units[i];
	size_t j = i + 1;
	int year = 0;

	if (!unit_in(u - 1, SET_ANY_DIGIT) || !unit_in(u + 1, SET_ANY_DIGIT))
		return;
	while (unit_in(u - 1 - year, SET_ANY_DIGIT) && year < 4)
		year++;
	if (u[-1 - year].layout != LC_OPEN)
		return;
	while (j < s->n && unit_in(&s->units[j], SET_ANY_DIGIT))
		tie(&s->units[j++], BOND_GLUE);
	if (unit_codepoint(s, j) == 0x53f7 || unit_codepoint(s, j) == 0x865f) /* 号 號 */
		tie(&s->units[j], BOND_GLUE);
}

/* T20: full-width digits stay together, full-width words of up to six letters too. */
void bond_wide_run(struct scan *s, size_t i)
{
	enum { WHOLE = 6 };
	const uint64_t set = LC(WIDE_DIGIT) | LC(WIDE_LATIN);
	struct unit *u = &s->units[i];
	size_t first, last;

	if (unit_in(u, LC(WIDE_DIGIT)) && unit_in(u - 1, LC(WIDE_DIGIT))) {
		tie(u, BOND_GLUE);
		return;
	}
	if (unit_in(u, LC(WIDE_DIGIT)) && u[-1].layout == LC_SOLIDUS && unit_in(u - 2, LC(WIDE_DIGIT))) {
		tie(u, BOND_GLUE);
		return;
	}
	if (!unit_in(u - 1, set))
		return;
	run_of(s, i, set, &first, &last);
	tie(u, last - first < WHOLE ? BOND_GLUE : BOND_AVOID);
}
