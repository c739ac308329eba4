#include "text/tailor_parts.h"

#include <string.h>

#include "base/str.h"

/*
 * What is written in a code of its own inside a text: addresses, signs before words, notes, topics.
 */

/* T7: C++, AA+, F#: signs behind a letter belong to it. */
void role_plus(struct scan *s, size_t i)
{
	char c = unit_char(s, i);

	if (c != '+' && c != '#')
		return;
	s->units[i].lb = LB_AL;
	s->units[i].layout = LC_LATIN;
}

/* T7: 60+ is a number. */
void role_plus_of_number(struct scan *s, size_t i)
{
	if (unit_char(s, i) == '+')
		s->units[i].lb = LB_PO;
}

/* Characters of an address; what may end a sentence is cut off its end afterwards. */
static bool is_url_char(char c)
{
	/* a bit a character, from blank and from @ on: all but blank " < > \ ^ ` { | } DEL */
	static const uint64_t low = UINT64_C(0xaffffffa00000000);
	static const uint64_t high = UINT64_C(0x47fffffeafffffff);

	return c >= 0 && (c < 64 ? low >> c & 1 : high >> (c - 64) & 1);
}

static size_t trim_url(const char *p, size_t from, size_t end)
{
	while (end > from) {
		char c = p[end - 1];

		if (c == ')' && memchr(p + from, '(', end - from))
			break;
		if (!strchr(".,:;!?'\"()[]*$", c))
			break;
		end--;
	}
	return end;
}

/* Where the ASCII run around byte `at` begins, marks of the text around it left out. */
static size_t token_start(const char *p, size_t at)
{
	size_t from = at;

	while (from > 0 && is_url_char(p[from - 1]))
		from--;
	while (from < at && strchr(".,:;!?'()[]*$", p[from]))
		from++;
	return from;
}

/* The units of bytes [from, end) become letters, those of `points` places where one may break. */
static void claim(struct scan *s, size_t i, size_t from, size_t end, const char *points, int layout)
{
	while (i > 0 && s->units[i - 1].at >= from)
		i--;
	for (; i < s->n && s->units[i].at < end; i++) {
		struct unit *u = &s->units[i];

		u->lb = LB_AL;
		u->layout = (uint8_t)(strchr(points, s->text[u->at]) ? layout : LC_LATIN);
	}
}

static size_t scheme_start(const char *p, size_t colon)
{
	size_t from = colon;

	while (from > 0 && (ascii_is_alpha(p[from - 1]) || ascii_is_digit(p[from - 1]) ||
	                    strchr("+.-", p[from - 1])))
		from--;
	while (from < colon && !ascii_is_alpha(p[from]))
		from++;
	return from;
}

/* Whether the token has two solidi inside, or one and begins like a path and is made like one. */
static bool is_path(const char *p, size_t from, size_t end)
{
	bool plain = p[from] == '~' ||
		     (p[from] == '/' && end > from + 1 && !ascii_is_digit(p[from + 1]));
	int inside = 0;

	for (size_t k = from + 1; k + 1 < end; k++) {
		inside += p[k] == '/';
		plain &= ascii_is_alpha(p[k]) || ascii_is_digit(p[k]) ||
			 strchr("/._-", p[k]) != NULL;
	}
	return inside >= 2 || (inside == 1 && plain);
}

/* T12: http://…, www.…, paths. Met at their first : . or /. */
void role_url(struct scan *s, size_t i)
{
	const char *p = s->text;
	size_t at = s->units[i].at, end = at, from;
	char c = p[at];

	if (c != ':' && c != '.' && c != '/')
		return;
	if (c == ':') {
		if (s->len - at < 4 || memcmp(p + at, "://", 3) != 0)
			return;
		from = scheme_start(p, at);
	} else if (c == '.') {
		if (at < 3 || memcmp(p + at - 3, "www", 3) != 0 ||
		    (at > 3 && is_url_char(p[at - 4])))
			return;
		from = at - 3;
	} else {
		from = token_start(p, at);
	}
	if (c != '/' && from == at)
		return;
	while (end < s->len && is_url_char(p[end]))
		end++;
	end = trim_url(p, at, end);
	if (c == '/' && !is_path(p, from, end))
		return;
	claim(s, i, from, end, "/?&=#-_.", LC_URL_POINT);
}

/* T12: an address of mail, met at its @. */
void role_mail(struct scan *s, size_t i)
{
	const char *p = s->text;
	size_t at = s->units[i].at, from = at, end = at + 1;

	if (p[at] != '@')
		return;
	while (from > 0 && (ascii_is_alpha(p[from - 1]) || ascii_is_digit(p[from - 1]) ||
	                    strchr("._+-", p[from - 1])))
		from--;
	while (from < at && p[from] == '.')
		from++;
	while (end < s->len &&
	       (ascii_is_alpha(p[end]) || ascii_is_digit(p[end]) || p[end] == '.' || p[end] == '-'))
		end++;
	while (end > at && (p[end - 1] == '.' || p[end - 1] == '-'))
		end--;
	if (from == at || end <= at + 1 || !memchr(p + at, '.', end - at))
		return;
	claim(s, i, from, end, "@.", LC_MAIL_POINT);
}

/* T12: a long address parts behind its points, but not between two of them, not behind its first
 * character, nor behind the dot that begins a name (~/.config). */
void bond_url(struct scan *s, size_t i)
{
	struct unit *next = &s->units[i + 1];
	char c = unit_char(s, i), before = unit_char(s, i - 1);

	if (c == '.' && before == '/')
		return;
	/* the scheme alone is no line's end */
	if (c == '/' && before == '/' && unit_char(s, i - 2) == ':')
		loosen(next, BOND_AVOID);
	else
		loosen(next, BOND_LIGHT);
}

/* T12: the digits that end an address may go on as a number. */
void bond_number_behind(struct scan *s, size_t i)
{
	if (ascii_is_digit(unit_char(s, i - 1)))
		tie(&s->units[i + 1], BOND_INNER);
}

/* T12: a path that begins with a solidus does not begin a line, unless behind a blank. */
void bond_path(struct scan *s, size_t i)
{
	if (unit_char(s, i) == '/')
		tie(&s->units[i], BOND_NEVER);
}

/* T12: an address of mail parts only in need. */
void bond_mail(struct scan *s, size_t i)
{
	loosen(&s->units[i + 1], BOND_GLUE);
}

/* T14: - before a number or an option, with nothing before it to be joined to, is no hyphen. */
void role_sign(struct scan *s, size_t i)
{
	struct unit *u = &s->units[i];

	u->lb = u[-1].layout == LC_HYPHEN ? LB_AL : LB_PR;
}

/* T14: a sign and what it governs. */
void bond_sign(struct scan *s, size_t i)
{
	struct unit *u = &s->units[i];
	const uint64_t ends = LC(STOP) | LC(CLOSE) | LC(QUOTE_CLOSE) | LC(ASCII_CLOSE);

	if (unit_in(u + 1, ends))
		return;
	/* between two words a hyphen joins, and ～ may end a line */
	if (unit_in(u, LC(HYPHEN) | LC(RANGE)) && unit_in(u - 1, SET_WIDE | LC(HANGUL)) &&
	    !unit_in(u + 1, SET_WORD | LC(WIDE_DIGIT)))
		return;
	if (u->layout == LC_RANGE && unit_in(u - 1, SET_IDEOGRAPH)) {
		uint32_t cp = unit_codepoint(s, i);

		if (cp == 0xff5e || cp == 0x301c)
			return;
	}
	tie(u + 1, BOND_GLUE);
}

/* T17: ① † * before a mark or at the end lean on what stands before them, else on what follows. */
void bond_note(struct scan *s, size_t i)
{
	struct unit *u = &s->units[i];
	const uint64_t ends = SET_OUTSIDE | LC(STOP) | LC(CLOSE) | LC(QUOTE_CLOSE) |
			      LC(ASCII_STOP) | LC(ASCII_CLOSE) | LC(DASH);
	uint32_t cp = unit_codepoint(s, i);
	bool dagger = cp == 0x2020 || cp == 0x2021;

	if (u->layout == LC_SIGN && cp != '*')
		return;
	if (unit_in(u + 1, ends) || (dagger && unit_in(u - 1, SET_LETTER))) {
		if (!unit_in(u - 1, SET_OUTSIDE | LC(OPEN)))
			tie(u, BOND_NEVER);
	} else if (u->layout == LC_NOTE || unit_in(u - 1, SET_OUTSIDE | LC(STOP))) {
		tie(u + 1, BOND_NEVER);
	}
}

/* T17: [7], the same. */
void bond_note_bracket(struct scan *s, size_t i)
{
	enum { DIGITS = 3 };
	struct unit *u = &s->units[i];
	const uint64_t ends = SET_OUTSIDE | LC(STOP) | LC(CLOSE) | LC(QUOTE_CLOSE) | LC(ASCII_STOP);
	int n = 1;

	if (unit_char(s, i) != '[')
		return;
	while (n <= DIGITS && unit_in(u + n, LC(DIGIT) | LC(HYPHEN)))
		n++;
	if (i + (size_t)n >= s->n || unit_char(s, i + (size_t)n) != ']')
		return;
	if (unit_in(u - 1, LC(STOP)) && !unit_in(u + n + 1, ends))
		tie(u + n + 1, BOND_NEVER);
	else
		tie(u, BOND_NEVER);
}

/* T18: #话题#: the signs stand close to the words between them. */
void bond_topic(struct scan *s, size_t i)
{
	enum { FAR = 20 };
	const uint64_t ends = SET_OUTSIDE | LC(STOP);

	if (unit_char(s, i) != '#' || s->units[i + 1].layout == LC_STOP)
		return;
	for (size_t j = i + 1; j <= i + FAR && j < s->n; j++) {
		struct unit *u = &s->units[j];

		if (unit_in(u, ends))
			return;
		if (unit_char(s, j) != '#' || u->layout != LC_SIGN)
			continue;
		tie(&s->units[i + 1], BOND_NEVER);
		tie(u, BOND_NEVER);
		u->layout = LC_OTHER; /* it opens nothing */
		if (unit_char(s, j + 1) == '#')
			loosen(u + 1, BOND_FREE);
		return;
	}
}

/* T18: [表情]: a word in brackets is one picture. */
void bond_sticker(struct scan *s, size_t i)
{
	enum { WORD = 5 };
	size_t j = i + 1;

	if (unit_char(s, i) != '[')
		return;
	while (j - i <= WORD && unit_in(&s->units[j], SET_IDEOGRAPH | LC(HANGUL)))
		j++;
	if (j == i + 1 || unit_char(s, j) != ']')
		return;
	for (size_t k = i + 1; k <= j; k++)
		tie(&s->units[k], BOND_GLUE);
	/* one after the other they may part */
	loosen(&s->units[j + 1],
	       unit_in(&s->units[j + 1], SET_LETTER | LC(ASCII_OPEN)) ? BOND_FREE : BOND_MUST);
}

/* T9: a hyphen behind or before a single letter: e-mail. */
void bond_hyphen(struct scan *s, size_t i)
{
	struct unit *u = &s->units[i];

	if (!unit_in(u - 2, SET_WORD) || (u[1].layout == LC_LATIN && !unit_in(u + 2, SET_WORD)))
		tie(u + 1, BOND_AVOID);
}

static bool is_numeral(uint32_t cp)
{
	static const uint32_t numerals[] = { 0x4e00, 0x4e8c, 0x4e09, 0x56db, 0x4e94, 0x516d,
	                                     0x4e03, 0x516b, 0x4e5d, 0x5341 };

	for (size_t i = 0; i < sizeof numerals / sizeof *numerals; i++)
		if (cp == numerals[i])
			return true;
	return cp >= '0' && cp <= '9';
}

/* T9: the label at a paragraph's start (问：) keeps its text, an enumerator (一、 1.) its item. */
void bond_label(struct scan *s)
{
	enum { LABEL = 6 };
	bool numerals = true;

	for (size_t i = 0; i <= LABEL && i < s->n; i++) {
		uint32_t cp = unit_codepoint(s, i);

		if (i > 0 && (cp == 0xff1a || cp == ':')) {
			tie(&s->units[i + 1], BOND_GLUE);
			return;
		}
		if (i > 0 && numerals && (cp == 0x3001 || cp == 0xff0e || cp == '.')) {
			tie(&s->units[i + 1], BOND_GLUE);
			return;
		}
		if (!unit_in(&s->units[i], SET_LETTER))
			return;
		numerals &= is_numeral(cp);
	}
}
