/* How kana are romanised, and typed. Hiragana: folding makes it of katakana. */
#ifndef TEXT_PINYIN_KANA_H
#define TEXT_PINYIN_KANA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum kana_kind {
	KANA_PLAIN,
	KANA_VOWEL,    /* あ い う え お: may lengthen the vowel before it */
	KANA_DOUBLING, /* っ */
	KANA_LONG,     /* ー */
};

struct kana {
	enum kana_kind kind;
	char spelled[4][6];
	size_t n;
	char vowel; /* the last one of it, 0: none */
};

/* ぁ to ゖ, and ー. */
bool kana_is(uint32_t cp);
/* The kana at p, with a small ゃ or ぁ behind it; returns the bytes it took. */
size_t kana_read(const char *p, const char *end, struct kana *out);

#endif
