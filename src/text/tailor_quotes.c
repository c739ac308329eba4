#include "text/spacing.h"
#include "text/tailor_parts.h"

/*
 * Quotation marks. UAX #14 lets none of them be parted from what stands on either side, as it
 * cannot know which way round a language uses them; Chinese and Japanese do not leave that open.
 */

/* T1: “ ‘ open and ” ’ close, but for an apostrophe. In other languages only beside wide text. */
void role_quote(struct scan *s, size_t i)
{
	struct unit *u = &s->units[i];
	bool opens = u->layout == LC_QUOTE_OPEN;

	if (!opens && unit_in(u - 1, SET_WORD) && unit_in(u + 1, SET_WORD) &&
	    unit_codepoint(s, i) == 0x2019)
		return;
	if (!is_cjk(s) && s->lang != LANG_KO && !unit_in(u - 1, SET_IDEOGRAPH) &&
	    !unit_in(u + 1, SET_IDEOGRAPH))
		return;
	u->lb = opens ? LB_OP : LB_CL;
}

static bool is_apostrophe(const struct scan *s, size_t i)
{
	const struct unit *u = &s->units[i];

	return unit_char(s, i) == '\'' && unit_in(u - 1, SET_WORD) && unit_in(u + 1, SET_WORD);
}

/* 5": inches, unless a quotation is open. */
static bool is_inch(const struct scan *s, size_t i, size_t seen)
{
	return unit_char(s, i) == '"' && unit_in(s->units + i - 1, LC(DIGIT)) && seen % 2 == 0;
}

static size_t count_quotes(const struct scan *s, char quote)
{
	size_t n = 0;

	for (size_t i = 0; i < s->n; i++)
		if (s->units[i].layout == LC_ASCII_QUOTE && unit_char(s, i) == quote &&
		    !is_apostrophe(s, i) && !is_inch(s, i, n))
			n++;
	return n;
}

static bool touches_wide(const struct unit *u)
{
	return unit_in(u - 1, SET_WIDE) || unit_in(u + 1, SET_WIDE);
}

/* '…' that is not wholly within wide text is code: its marks are no Chinese ones. */
static void leave_code_alone(struct scan *s, size_t open, size_t close)
{
	enum { FAR = 200 };

	if (close - open > FAR)
		return;
	for (size_t i = open + 1; i < close; i++)
		if (unit_in(&s->units[i], LC(ASCII_STOP) | LC(ASCII_OPEN)))
			s->units[i].layout = LC_OTHER;
}

static void set_pair(struct scan *s, size_t open, size_t close)
{
	struct unit *a = &s->units[open], *b = &s->units[close];
	bool is_double = unit_char(s, open) == '"';
	bool quotation = is_double || (unit_in(a - 1, SET_WIDE | LC(EDGE)) &&
				       unit_in(a + 1, SET_WIDE) && unit_in(b - 1, SET_WIDE));

	if (!quotation)
		leave_code_alone(s, open, close);
	if (!touches_wide(a) && !touches_wide(b))
		return;
	a->lb = LB_OP;
	b->lb = LB_CL;
	if (quotation && s->draws_full) {
		draw_twin(a, s->o->profile->ambiguous_punct);
		draw_twin(b, s->o->profile->ambiguous_punct);
	}
}

/* T3: " and ' by parity over the paragraph if they come out even; those that touch wide text become
 * opening and closing marks. The first one met does it for all. */
void role_ascii_quote(struct scan *s, size_t first)
{
	const char quote = unit_char(s, first);
	const uint8_t bit = quote == '"' ? 1 : 2;
	size_t n = 0, open = 0;

	if (s->quotes_paired & bit)
		return;
	s->quotes_paired |= bit;
	if (count_quotes(s, quote) % 2)
		return;
	for (size_t i = first; i < s->n; i++) {
		if (s->units[i].layout != LC_ASCII_QUOTE || unit_char(s, i) != quote ||
		    is_apostrophe(s, i) || is_inch(s, i, n))
			continue;
		if (n++ % 2)
			set_pair(s, open, i);
		else
			open = i;
	}
}

/* T9: what stands between 《 and 》 stays together if it is short. */
void bond_title(struct scan *s, size_t i)
{
	enum { SHORT_CELLS = 12 };
	uint32_t open = unit_codepoint(s, i), close = open == 0x300a ? 0x300b : 0x3009;
	int cells = 0;
	size_t j;

	if (open != 0x300a && open != 0x3008)
		return;
	for (j = i + 1; j < s->n && cells <= SHORT_CELLS; j++) {
		if (unit_codepoint(s, j) == close)
			break;
		cells += unit_cells(&s->units[j]);
	}
	if (j >= s->n || cells > SHORT_CELLS || unit_codepoint(s, j) != close)
		return;
	for (size_t k = i + 1; k <= j; k++)
		tie(&s->units[k], BOND_AVOID);
}

/* T20: in Korean a closing mark and the particle behind it are one word. */
void bond_particle(struct scan *s, size_t i)
{
	if (s->units[i].layout != LC_ASCII_QUOTE || s->units[i].lb == LB_CL)
		tie(&s->units[i + 1], BOND_EASY);
}
