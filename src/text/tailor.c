#include "text/tailor_parts.h"

#include "text/decode.h"

/*
 * Which tailorings look at a unit, by its layout class, in this order: those whose neighbours
 * before and behind the unit are of the sets named. Rule 0 is what no test leaves out.
 */
struct tailoring {
	uint64_t before, behind;
	void (*apply)(struct scan *s, size_t i);
	uint32_t rule;
};

enum { MOST = 7 };

#define ANY UINT64_MAX
#define IDEOGRAPH SET_IDEOGRAPH
#define WORD SET_WORD
#define NUMBER SET_ANY_DIGIT
#define BLANK LC(SPACE)
#define INSIDE (~SET_OUTSIDE)

static const struct tailoring roles[LC_COUNT][MOST] = {
	[LC_QUOTE_OPEN] = { { ANY, ANY, role_quote, RULE(1) } },
	[LC_QUOTE_CLOSE] = { { ANY, ANY, role_quote, RULE(1) } },
	[LC_ASCII_STOP] = { { WORD, LC(SOLIDUS) | WORD, role_url, RULE(12) },
	                    { SET_WIDE | LC(UNIT), ANY, role_ascii_stop, RULE(2) },
	                    { ANY, SET_WIDE_BEHIND | LC(ASCII_QUOTE), role_ascii_stop, RULE(2) } },
	[LC_ASCII_QUOTE] = { { ANY, ANY, role_ascii_quote, RULE(3) } },
	[LC_ASCII_OPEN] = { { ANY, IDEOGRAPH, role_parenthesis, RULE(0) } },
	[LC_MIDDLE_DOT] = { { ANY, ANY, role_middle_dot, RULE(4) } },
	[LC_RANGE] = { { ANY, ANY, role_connector, RULE(5) },
	               { SET_RANGED, INSIDE, role_range, RULE(16) } },
	[LC_DASH] = { { NUMBER, NUMBER, role_single_dash, RULE(5) },
	              { SET_RANGED, SET_RANGED | LC(OPEN), role_single_dash, RULE(16) } },
	[LC_SOLIDUS] = { { ANY, ANY, role_url, RULE(12) }, { ANY, ANY, role_solidus, RULE(6) } },
	[LC_SIGN] = { { WORD, WORD, role_mail, RULE(12) },
	              { LC(LATIN), ~WORD, role_plus, RULE(7) },
	              { LC(DIGIT), ~WORD, role_plus_of_number, RULE(7) } },
	[LC_SMALL_KANA] = { { ANY, ANY, role_small_kana, RULE(10) } },
	[LC_ITERATION] = { { ANY, ANY, role_small_kana, RULE(10) } },
	[LC_HYPHEN] = { { SET_WIDE, LC(HYPHEN), role_hyphens, RULE(0) },
	                { SET_BEFORE_SIGN, INSIDE, role_sign, RULE(14) },
	                { IDEOGRAPH, NUMBER, role_sign, RULE(14) } },
	[LC_NBSP] = { { ANY, ANY, role_blank, RULE(0) } },
	[LC_NEWLINE] = { { ANY, ANY, role_blank, RULE(0) } },
	[LC_TAB] = { { ANY, ANY, role_blank, RULE(0) } },
};

/* A mark that no blank before it excuses at a line's start, or behind it at its end. */
#define NO_START { BLANK, ANY, bond_no_start, RULE(0) }
#define NO_END { ANY, BLANK, bond_no_end, RULE(0) }
#define PARTICLE { ANY, LC(HANGUL), bond_particle, RULE(20) }
#define SIGN { SET_BEFORE_SIGN | IDEOGRAPH | LC(HANGUL), INSIDE, bond_sign, RULE(14) }

static const struct tailoring bonds[LC_COUNT][MOST] = {
	[LC_DIGIT] = { { ANY, LC(HAN), bond_date, RULE(8) },
	               { ANY, BLANK, bond_number_groups, RULE(8) },
	               { LC(HAN), ANY, bond_ordinal, RULE(9) },
	               { LC(WIDE_DIGIT), ANY, bond_wide_run, RULE(20) },
	               { ANY, IDEOGRAPH, bond_counter, RULE(9) } },
	[LC_WIDE_DIGIT] = { { ANY, ANY, bond_wide_run, RULE(20) },
	                    { ANY, IDEOGRAPH, bond_counter, RULE(9) } },
	[LC_WIDE_LATIN] = { { ANY, ANY, bond_wide_run, RULE(20) } },
	[LC_SMALL_KANA] = { { ANY, LC(KANA), bond_double, RULE(10) } },
	[LC_STOP] = { NO_START, { NUMBER, NUMBER, bond_clock, RULE(8) } },
	[LC_CLOSE] = { NO_START, PARTICLE, { NUMBER, NUMBER, bond_document_number, RULE(19) } },
	[LC_OPEN] = { { ANY, ANY, bond_title, RULE(9) } },
	[LC_QUOTE_OPEN] = { NO_END },
	[LC_QUOTE_CLOSE] = { NO_START, PARTICLE },
	[LC_ASCII_STOP] = { { LC(LATIN), LC(DIGIT), bond_number_behind, RULE(12) } },
	[LC_ASCII_QUOTE] = { PARTICLE },
	[LC_ASCII_OPEN] = { { ~SET_OUTSIDE, LC(DIGIT), bond_note_bracket, RULE(17) },
	                    { ANY, IDEOGRAPH | LC(HANGUL), bond_sticker, RULE(18) } },
	[LC_ASCII_CLOSE] = { PARTICLE },
	[LC_MIDDLE_DOT] = { NO_START, { LC(HANGUL), LC(HANGUL), bond_korean_dot, RULE(4) } },
	[LC_RANGE] = { NO_START, SIGN, { INSIDE, INSIDE, bond_range, RULE(16) } },
	[LC_DASH] = { { ~LC(DASH), ANY, bond_dash, RULE(9) },
	              { INSIDE, INSIDE, bond_range, RULE(16) } },
	[LC_DOTS] = { { ANY, ANY, bond_dots, RULE(9) } },
	[LC_SOLIDUS] = { { ANY, INSIDE, bond_solidus_level, RULE(6) },
	                 { INSIDE, INSIDE, bond_unit_solidus, RULE(15) } },
	[LC_HYPHEN] = { { WORD, WORD, bond_version, RULE(8) },
	                { LC(LATIN), WORD, bond_hyphen, RULE(9) },
	                SIGN,
	                { INSIDE, INSIDE, bond_range, RULE(16) } },
	[LC_SIGN] = { { ANY, ANY, bond_note, RULE(17) },
	              { ANY, INSIDE, bond_topic, RULE(18) },
	              SIGN },
	[LC_CURRENCY] = { NO_END, { ANY, LC(WIDE_DIGIT) | LC(LATIN), bond_price, RULE(20) } },
	[LC_UNIT] = { NO_START },
	[LC_SQUARED] = { { NUMBER | BLANK, ANY, bond_squared, RULE(19) } },
	[LC_PREFIX] = { { ANY, ANY, bond_prefix, RULE(19) } },
	[LC_NOTE] = { { ANY, ANY, bond_note, RULE(17) } },
	[LC_URL_POINT] = { { ~(LC(LATIN) | LC(URL_POINT) | SET_OUTSIDE), ANY, bond_path, RULE(12) },
	                   { LC(LATIN) | LC(URL_POINT), LC(LATIN), bond_url, RULE(12) } },
	[LC_MAIL_POINT] = { { ANY, ANY, bond_mail, RULE(12) } },
};

static void apply(struct scan *s, const struct tailoring (*table)[MOST])
{
	for (size_t k = 0; k < s->n_asked; k++) {
		size_t i = s->asked[k];
		const struct unit *u = &s->units[i];
		uint8_t layout = u->layout;

		for (const struct tailoring *t = table[layout]; t->apply; t++) {
			if (!(t->before >> u[-1].layout & 1) || !(t->behind >> u[1].layout & 1) ||
			    !(s->rules & t->rule))
				continue;
			t->apply(s, i);
			if (u->layout != layout)
				break; /* it is something else now */
		}
	}
}

void tailor_roles(struct scan *s)
{
	apply(s, roles);
}

/* Level none: full-width marks stand anywhere, but pairs stay whole. */
static void free_marks(struct scan *s)
{
	const uint64_t marks = SET_WIDE_MARK | LC(DASH) | LC(RANGE) | LC(MIDDLE_DOT) | LC(SOLIDUS);

	for (size_t k = 0; k < s->n_asked; k++) {
		struct unit *u = &s->units[s->asked[k]];

		if (!unit_in(u, marks))
			continue;
		if (u[-1].layout != LC_EDGE && u[-1].layout != u->layout)
			loosen(u, BOND_FREE);
		if (u[1].layout != u->layout && !unit_in(u + 1, SET_OUTSIDE))
			loosen(u + 1, BOND_FREE);
	}
}

void tailor_bonds(struct scan *s)
{
	apply(s, bonds);
	if (s->o->level == WRAP_NONE)
		free_marks(s);
	if (s->rules & RULE(9))
		bond_label(s);
}

uint32_t unit_codepoint(const struct scan *s, size_t i)
{
	uint32_t cp;

	if (i >= s->n)
		return 0;
	decode(s->text + s->units[i].at, s->text + s->len, &cp);
	return cp;
}

bool is_cjk(const struct scan *s)
{
	return s->lang == LANG_ZH || s->lang == LANG_ZH_HANT || s->lang == LANG_JA ||
	       s->lang == LANG_UNKNOWN;
}

size_t behind_blanks(const struct scan *s, size_t i)
{
	for (i++; i < s->n && unit_is_blank(&s->units[i]); i++)
		;
	return i;
}
