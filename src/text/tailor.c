#include "text/tailor_parts.h"

#include "text/decode.h"

/*
 * Which tailorings look at a unit, by its layout class; in this order. Rule 0 is what no test leaves
 * out. A class without a row has no rules.
 */
struct tailoring {
	uint8_t rule;
	void (*apply)(struct scan *s, size_t i);
};

enum { MOST = 6 };

static const struct tailoring roles[LC_COUNT][MOST] = {
	[LC_QUOTE_OPEN] = { { 1, role_quote } },
	[LC_QUOTE_CLOSE] = { { 1, role_quote } },
	[LC_ASCII_STOP] = { { 12, role_url }, { 2, role_ascii_stop } },
	[LC_ASCII_QUOTE] = { { 3, role_ascii_quote } },
	[LC_MIDDLE_DOT] = { { 4, role_middle_dot } },
	[LC_RANGE] = { { 5, role_connector }, { 16, role_range } },
	[LC_DASH] = { { 5, role_dash_of_numbers }, { 16, role_dash } },
	[LC_SOLIDUS] = { { 12, role_url }, { 6, role_solidus } },
	[LC_SIGN] = { { 12, role_mail }, { 7, role_plus } },
	[LC_SMALL_KANA] = { { 10, role_small_kana } },
	[LC_ITERATION] = { { 10, role_small_kana } },
	[LC_HYPHEN] = { { 0, role_hyphens }, { 14, role_sign } },
	[LC_ASCII_OPEN] = { { 0, role_parenthesis } },
	[LC_NBSP] = { { 0, role_blank } },
	[LC_NEWLINE] = { { 0, role_blank } },
	[LC_TAB] = { { 0, role_blank } },
};

static const struct tailoring bonds[LC_COUNT][MOST] = {
	[LC_DIGIT] = { { 8, bond_number }, { 9, bond_counter } },
	[LC_WIDE_DIGIT] = { { 20, bond_wide_run }, { 9, bond_counter } },
	[LC_WIDE_LATIN] = { { 20, bond_wide_run } },
	[LC_SMALL_KANA] = { { 10, bond_double } },
	[LC_STOP] = { { 0, bond_after_blank }, { 8, bond_clock }, { 9, bond_label } },
	[LC_CLOSE] = { { 0, bond_after_blank }, { 19, bond_document_number }, { 20, bond_particle } },
	[LC_OPEN] = { { 9, bond_title } },
	[LC_QUOTE_OPEN] = { { 0, bond_after_blank } },
	[LC_QUOTE_CLOSE] = { { 0, bond_after_blank }, { 20, bond_particle } },
	[LC_ASCII_STOP] = { { 9, bond_label } },
	[LC_ASCII_QUOTE] = { { 20, bond_particle } },
	[LC_ASCII_OPEN] = { { 17, bond_note_bracket }, { 18, bond_sticker } },
	[LC_ASCII_CLOSE] = { { 20, bond_particle } },
	[LC_MIDDLE_DOT] = { { 0, bond_after_blank }, { 4, bond_korean_dot } },
	[LC_RANGE] = { { 0, bond_after_blank }, { 14, bond_sign }, { 16, bond_range } },
	[LC_DASH] = { { 9, bond_dash }, { 16, bond_range } },
	[LC_DOTS] = { { 9, bond_dots } },
	[LC_SOLIDUS] = { { 6, bond_solidus_level }, { 15, bond_unit_solidus } },
	[LC_HYPHEN] = { { 8, bond_version }, { 9, bond_hyphen }, { 14, bond_sign }, { 16, bond_range } },
	[LC_SIGN] = { { 17, bond_note }, { 18, bond_topic }, { 14, bond_sign } },
	[LC_CURRENCY] = { { 0, bond_after_blank } },
	[LC_UNIT] = { { 0, bond_after_blank } },
	[LC_SQUARED] = { { 19, bond_squared } },
	[LC_PREFIX] = { { 19, bond_prefix } },
	[LC_NOTE] = { { 17, bond_note } },
	[LC_URL_POINT] = { { 12, bond_url } },
	[LC_MAIL_POINT] = { { 12, bond_mail } },
};

static void apply(struct scan *s, const struct tailoring (*table)[MOST])
{
	for (size_t i = 0; i < s->n; i++) {
		uint8_t layout = s->units[i].layout;

		if (layout <= LC_HANGUL)
			continue;
		/* a rule may make the unit something else: then its other rules do not ask */
		for (const struct tailoring *t = table[layout]; t < table[layout] + MOST && t->apply; t++)
			if (s->rules & RULE(t->rule) && s->units[i].layout == layout)
				t->apply(s, i);
	}
}

void tailor_roles(struct scan *s)
{
	apply(s, roles);
}

void tailor_bonds(struct scan *s)
{
	apply(s, bonds);
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
