#include "text/lang.h"
#include "text/tables/han.h"
#include "text/utf8.h"

#include <string.h>

/* How much of a text is looked at: a language shows in the first sentences. */
enum { SAMPLE_BYTES = 4096 };

struct tag_row {
	const char *tag;
	enum lang lang;
};

/* Beginnings of tags, the longer first; the part behind must start with - _ . @ or be empty. "cn",
 * "tw" and "jp" are what feeds write though they are countries. */
static const struct tag_row tags[] = {
	{ "zh-hant", LANG_ZH_HANT }, { "zh-tw", LANG_ZH_HANT }, { "zh-hk", LANG_ZH_HANT },
	{ "zh-mo", LANG_ZH_HANT },   { "zh", LANG_ZH },         { "cmn-hant", LANG_ZH_HANT },
	{ "cmn", LANG_ZH },          { "yue", LANG_ZH_HANT },   { "cn", LANG_ZH },
	{ "tw", LANG_ZH_HANT },      { "ja", LANG_JA },         { "jp", LANG_JA },
	{ "ko", LANG_KO },           { "und", LANG_UNKNOWN },   { "mul", LANG_UNKNOWN },
	{ "c", LANG_UNKNOWN },       { "posix", LANG_UNKNOWN },
};

static bool tag_begins(const char *tag, const char *row)
{
	for (; *row; tag++, row++) {
		int c = *tag == '_' ? '-' : ascii_lower(*tag);

		if (c != *row)
			return false;
	}
	return !*tag || strchr("-_.@", *tag);
}

enum lang lang_of_tag(const char *tag)
{
	if (!tag || !*tag)
		return LANG_UNKNOWN;
	for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
		if (tag_begins(tag, tags[i].tag))
			return tags[i].lang;
	return ascii_is_alpha((unsigned char)*tag) ? LANG_OTHER : LANG_UNKNOWN;
}

const char *lang_tag(enum lang l)
{
	switch (l) {
	case LANG_ZH:
		return "zh";
	case LANG_ZH_HANT:
		return "zh-Hant";
	case LANG_JA:
		return "ja";
	case LANG_KO:
		return "ko";
	case LANG_OTHER:
		return "en";
	case LANG_UNKNOWN:
		break;
	}
	return "";
}

struct tally {
	size_t kana, no_particle, hangul, han, words, simplified, traditional;
};

static bool in_set(const uint32_t *set, uint32_t cp)
{
	return set[(cp - HAN_FIRST) / 32] >> (cp - HAN_FIRST) % 32 & 1;
}

static void tally_cjk(struct tally *t, uint32_t cp)
{
	if (cp == 0x306e) {
		t->no_particle++;
	} else if ((cp >= 0x3041 && cp <= 0x30fa) || (cp >= 0x31f0 && cp <= 0x31ff) ||
	           (cp >= 0xff66 && cp <= 0xff9d)) {
		t->kana++;
	} else if ((cp >= 0xac00 && cp <= 0xd7a3) || (cp >= 0x1100 && cp <= 0x11ff) ||
	           (cp >= 0x3131 && cp <= 0x318e)) {
		t->hangul++;
	} else if ((cp >= 0x4e00 && cp <= 0x9fff) || (cp >= 0x3400 && cp <= 0x4dbf) ||
	           (cp >= 0x20000 && cp <= 0x3ffff) || (cp >= 0xf900 && cp <= 0xfaff)) {
		t->han++;
		if (cp < HAN_FIRST || cp > HAN_LAST)
			return;
		t->simplified += in_set(han_simplified, cp);
		t->traditional += in_set(han_traditional, cp);
	}
}

static struct tally take_tally(struct slice text)
{
	const char *p = text.data, *end = p + (text.len < SAMPLE_BYTES ? text.len : SAMPLE_BYTES);
	struct tally t = { 0 };
	bool in_word = false;

	while (p < end) {
		uint32_t cp;
		size_t n = utf8_decode(p, end, &cp);
		/* Latin, Greek, Cyrillic, Hebrew, Arabic, Indic: whatever is written in words. */
		bool letter = cp < 0x80 ? ascii_is_alpha((int)cp)
		                        : (cp >= 0xc0 && cp <= 0x10ff) || (cp >= 0x1200 && cp <= 0x1fff);

		t.words += letter && !in_word;
		in_word = letter || (in_word && cp == '\'');
		if (!letter && cp >= 0x1100)
			tally_cjk(&t, cp);
		p += n;
	}
	return t;
}

enum lang lang_detect(struct slice text)
{
	struct tally t = take_tally(text);
	size_t cjk = t.han + t.kana + t.no_particle + t.hangul;

	if (!cjk || cjk * 3 < t.words)
		return t.words ? LANG_OTHER : LANG_UNKNOWN;
	if (t.hangul * 3 >= t.han + t.kana && t.hangul >= t.kana)
		return LANG_KO;
	/* の alone is also a fashion of Chinese shop names; with other kana it counts. */
	if (t.kana)
		t.kana += t.no_particle;
	else if (t.no_particle * 12 >= t.han && !t.simplified)
		return LANG_JA;
	if (t.kana * 16 >= t.han)
		return LANG_JA;
	return t.traditional > t.simplified ? LANG_ZH_HANT : LANG_ZH;
}
