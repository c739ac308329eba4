#include "ui/probe.h"
#include "base/array.h"
#include "base/i18n.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum sample {
	SAMPLE_QUOTE, SAMPLE_ELLIPSIS, SAMPLE_CIRCLED, SAMPLE_GREEK, SAMPLE_BOX, SAMPLE_ACCENT,
	SAMPLE_VS16, SAMPLE_TONE, SAMPLE_ZWJ, SAMPLE_FLAG, SAMPLE_LONE, SAMPLE_NEWEST, SAMPLE_JAMO,
	SAMPLE_NEWEST_HAN, SAMPLE_HAN,
};

const struct probe_sample probe_samples[PROBE_SAMPLES] = {
	[SAMPLE_QUOTE] = { "“", N_("quotation marks") },
	[SAMPLE_ELLIPSIS] = { "…", N_("ellipsis, dash, middle dot") },
	[SAMPLE_CIRCLED] = { "①", N_("numbers in circles, stars, triangles") },
	[SAMPLE_GREEK] = { "α", N_("Greek and Cyrillic letters") },
	[SAMPLE_BOX] = { "─", N_("lines and frames") },
	[SAMPLE_ACCENT] = { "\u00e9", N_("Latin letters with accents") },
	[SAMPLE_VS16] = { "❤️", N_("a sign made an emoji (VS16)") },
	[SAMPLE_TONE] = { "👍🏽", N_("an emoji with a skin tone") },
	[SAMPLE_ZWJ] = { "👩‍👧", N_("emoji joined into one") },
	[SAMPLE_FLAG] = { "🇨🇳", N_("a flag") },
	[SAMPLE_LONE] = { "🇨", N_("half a flag") },
	[SAMPLE_NEWEST] = { "🫨", N_("emoji of Unicode 15") },
	[SAMPLE_JAMO] = { "\u1112\u1161\u11ab", N_("a Korean syllable in three parts") },
	[SAMPLE_NEWEST_HAN] = { "\U00031350", N_("a Chinese character of Unicode 15") },
	[SAMPLE_HAN] = { "中", N_("a Chinese character") },
};

/* The second row: some terminals answer for the first one as they send F3. */
#define PROBE_ROW "\033[2;1H\033[K"

void probe_ask(struct probe *p, struct str *out)
{
	str_add(out, "\0337");
	for (size_t i = 0; i < PROBE_SAMPLES; i++)
		str_printf(out, PROBE_ROW "%s\033[6n", probe_samples[i].text);
	str_add(out, PROBE_ROW "\0338\033]11;?\a\033[c");
	p->is_asked = true;
}

/* "]11;rgb:ffff/ffff/dddd", with two or four figures a colour: light from half of full on. */
static enum background background_of(const char *reply)
{
	static const char begin[] = "]11;rgb:";
	unsigned r, g, b, full;
	const char *slash = strchr(reply, '/');

	if (sscanf(reply, "]11;rgb:%x/%x/%x", &r, &g, &b) != 3 || !slash)
		return BACKGROUND_UNKNOWN;
	full = (size_t)(slash - reply) == sizeof begin - 1 + 2 ? 0xff : 0xffff;
	if (r > full || g > full || b > full)
		return BACKGROUND_UNKNOWN;
	/* how bright it looks: green counts most */
	return (3 * r + 6 * g + b) / 10 > full / 2 ? BACKGROUND_LIGHT : BACKGROUND_DARK;
}

bool probe_take(struct probe *p, const char *reply)
{
	int row, column, used = 0;

	if (!p->is_asked || p->is_done)
		return false;
	if (sscanf(reply, "[%d;%dR%n", &row, &column, &used) == 2 && used && !reply[used]) {
		if (row == 2 && p->n < PROBE_SAMPLES)
			p->cells[p->n++] = column - 1;
		return false;
	}
	if (reply[0] == ']') {
		p->background = background_of(reply);
		return false;
	}
	if (strncmp(reply, "[?", 2) || reply[strlen(reply) - 1] != 'c')
		return false;
	p->has_sixel = strstr(reply, ";4;") || strstr(reply, ";4c");
	return p->is_done = true;
}

static uint8_t one_or_two(int cells)
{
	return cells == 2 ? 2 : 1;
}

bool probe_profile(const struct probe *p, struct width_profile *out)
{
	const int *c = p->cells;

	/* a terminal that gives a Han character anything but two cells has not understood the
	 * question */
	if (!p->is_done || p->n != PROBE_SAMPLES || c[SAMPLE_HAN] != 2)
		return false;
	*out = width_profile_default;
	out->ambiguous_punct = one_or_two(
		c[SAMPLE_QUOTE] > c[SAMPLE_ELLIPSIS] ? c[SAMPLE_QUOTE] : c[SAMPLE_ELLIPSIS]);
	out->ambiguous_symbol = one_or_two(c[SAMPLE_CIRCLED]);
	out->ambiguous_letter = one_or_two(c[SAMPLE_GREEK]);
	out->ambiguous_box = one_or_two(c[SAMPLE_BOX]);
	out->joins_vs16 = c[SAMPLE_VS16] == 2;
	out->joins_tone = c[SAMPLE_TONE] == 2;
	out->joins_zwj = c[SAMPLE_ZWJ] == 2;
	out->lone_ri = one_or_two(c[SAMPLE_LONE]);
	out->jamo = c[SAMPLE_JAMO] > 2 ? 4 : 2;
	out->unicode = c[SAMPLE_NEWEST] == 2 ? 15 : c[SAMPLE_NEWEST] == 1 ? 14 : 13;
	out->newest_han = c[SAMPLE_NEWEST_HAN] < 0 || c[SAMPLE_NEWEST_HAN] > 2
	                          ? 2
	                          : (uint8_t)c[SAMPLE_NEWEST_HAN];
	return true;
}

void probe_write_profile(const struct width_profile *p, char out[PROBE_PROFILE_SIZE])
{
	snprintf(out, PROBE_PROFILE_SIZE, "%d %d %d %d %d %d %d %d %d %d %d", p->ambiguous_punct,
	         p->ambiguous_symbol, p->ambiguous_letter, p->ambiguous_box, p->joins_vs16,
	         p->joins_tone, p->joins_zwj, p->lone_ri, p->jamo, p->unicode, p->newest_han);
}

bool probe_read_profile(const char *text, struct width_profile *out)
{
	int v[11];

	if (!text || sscanf(text, "%d %d %d %d %d %d %d %d %d %d %d", &v[0], &v[1], &v[2], &v[3],
			    &v[4], &v[5], &v[6], &v[7], &v[8], &v[9], &v[10]) != 11)
		return false;
	*out = (struct width_profile){
		.ambiguous_punct = one_or_two(v[0]), .ambiguous_symbol = one_or_two(v[1]),
		.ambiguous_letter = one_or_two(v[2]), .ambiguous_box = one_or_two(v[3]),
		.joins_vs16 = v[4] != 0, .joins_tone = v[5] != 0, .joins_zwj = v[6] != 0,
		.lone_ri = one_or_two(v[7]), .jamo = v[8] == 4 ? 4 : 2,
		.unicode = v[9] == 13 || v[9] == 14 ? (uint8_t)v[9] : 15,
		.newest_han = v[10] == 0 || v[10] == 1 ? (uint8_t)v[10] : 2,
	};
	return true;
}

void probe_terminal_name(char out[32])
{
	static const char *const variables[] = { "TERM", "TERM_PROGRAM", "TERM_PROGRAM_VERSION",
		                                 "VTE_VERSION", "COLORTERM", "XTERM_VERSION" };
	uint64_t hash = HASH_START;

	for (size_t i = 0; i < ARRAY_LENGTH(variables); i++) {
		const char *value = getenv(variables[i]);
		/* with its NUL, so that what is empty here and there is told apart */
		hash = hash_bytes(hash, value ? value : "", value ? strlen(value) + 1 : 1);
	}
	/* inside tmux it is tmux that answers, whatever is around it */
	hash = hash_bytes(hash, getenv("TMUX") ? "t" : "-", 1);
	snprintf(out, 32, "terminal:%016" PRIx64, hash);
}
