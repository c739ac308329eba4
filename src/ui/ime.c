/* What input methods send, as keys (STYLE §1.27; declared in ui/key.h). */
#include "ui/key.h"
#include "base/array.h"
#include "text/pinyin_kana.h"
#include "text/utf8.h"

#include <string.h>

/* Punctuation that fcitx5, rime, Mozc and ibus put for an ASCII key. ¥ ￥ ₩ are the backslash of
 * Japanese and Korean keyboards; a Chinese ￥ is meant for $, which is no key here. */
static const struct {
	uint32_t sent;
	char meant;
} signs[] = {
	{ 0x3000, ' ' }, { 0x3001, '/' }, { 0x3002, '.' }, { 0x300a, '<' }, { 0x300b, '>' },
	{ 0x3008, '<' }, { 0x3009, '>' }, { 0x300c, '[' }, { 0x300d, ']' }, { 0x3010, '[' },
	{ 0x3011, ']' }, { 0x300e, '{' }, { 0x300f, '}' }, { 0x201c, '"' }, { 0x201d, '"' },
	{ 0x2018, '\'' }, { 0x2019, '\'' }, { 0x2026, '^' }, { 0x2014, '_' }, { 0x00b7, '|' },
	{ 0x30fb, '/' }, { 0x30fc, '-' }, { 0x00d7, '*' }, { 0x00a5, '\\' }, { 0xffe5, '\\' },
	{ 0x20a9, '\\' }, { 0xffe6, '\\' },
};

/* The two-set layout. Initials, medials and finals in the order of the syllable block. */
static const char *const initials[] = { "r", "R", "s", "e", "E", "f", "a", "q", "Q", "t",
	                                "T", "d", "w", "W", "c", "z", "x", "v", "g" };
static const char *const medials[] = { "k",  "o",  "i", "O", "j",  "p",  "u",  "P", "h", "hk", "ho",
	                               "hl", "y", "n", "nj", "np", "nl", "b", "m",  "ml", "l" };
static const char *const finals[] = { "",   "r",  "R",  "rt", "s",  "sw", "sg", "e", "f", "fr",
	                              "fa", "fq", "ft", "fx", "fv", "fg", "a",  "q", "qt", "t",
	                              "T",  "d",  "w",  "c",  "z",  "x",  "v",  "g" };
/* U+3131 … U+3163: compatibility jamo, consonants with their clusters, then vowels. */
static const char *const jamo[] = {
	"r", "R", "rt", "s", "sw", "sg", "e", "E", "f", "fr", "fa", "fq", "ft", "fx", "fv", "fg",
	"a",
	"q", "Q", "qt", "t", "T", "d", "w", "W", "c", "z", "x", "v", "g", "k", "o", "i", "O", "j",
	"p", "u", "P", "h", "hk", "ho", "hl", "y", "n", "nj", "np", "nl", "b", "m", "ml", "l",
};

/* U+3105 … U+3129 in the Dachen layout. */
static const char dachen_order[] = {
	/* ㄅㄆㄇㄈ ㄉㄊㄋㄌ ㄍㄎㄏ ㄐㄑㄒ ㄓㄔㄕㄖ ㄗㄘㄙ ㄚㄛㄜㄝ ㄞㄟㄠㄡ ㄢㄣㄤㄥㄦ ㄧㄨㄩ */
	'1', 'q', 'a', 'z', '2', 'w', 's', 'x', 'e', 'd', 'c', 'r', 'f', 'v', '5', 't', 'g', 'b',
	'y',
	'h', 'n', '8', 'i', 'k', ',', '9', 'o', 'l', '.', '0', 'p', ';', '/', '-', 'u', 'j', 'm',
};

char key_sign(uint32_t cp)
{
	if (cp >= 0xff01 && cp <= 0xff5e) {
		char c = (char)(cp - 0xff01 + '!');
		return ascii_is_alpha(c) || ascii_is_digit(c) ? 0 : c;
	}
	for (size_t i = 0; i < ARRAY_LENGTH(signs); i++)
		if (signs[i].sent == cp)
			return signs[i].meant;
	return 0;
}

static size_t letters(key_code out[6], size_t n, const char *keys)
{
	for (; *keys && n < 6; keys++)
		out[n++] = (unsigned char)*keys;
	return n;
}

/* Kana as they are typed in Latin letters (the layout of kana keyboards is not meant); a small っ stands for
 * a letter that comes yet, and is none. 0: no kana. */
static size_t kana_letters(key_code key, key_code out[6])
{
	uint32_t cp = key >= 0x30a1 && key <= 0x30f6 ? key - 0x60 : key;
	struct kana kana;
	char text[4];

	if (!kana_is(cp) || cp == 0x30fc)
		return 0;
	kana_read(text, text + utf8_encode(cp, text), &kana);
	return kana.n ? letters(out, 0, kana.spelled[0]) : 0;
}

size_t key_of_input_method(key_code key, key_code out[6])
{
	char sign;
	size_t n;

	out[0] = key;
	if (key < 0x80 || key >= NAMED_ENTER)
		return 1;
	if (key >= 0xff01 && key <= 0xff5e)
		out[0] = key - 0xff01 + '!';
	else if ((sign = key_sign(key)) != 0)
		out[0] = (unsigned char)sign;
	else if ((n = kana_letters(key, out)) != 0)
		return n;
	else if (key >= 0x3105 && key < 0x3105 + sizeof dachen_order)
		out[0] = (unsigned char)dachen_order[key - 0x3105];
	else if (key >= 0x3131 && key < 0x3131 + ARRAY_LENGTH(jamo))
		return letters(out, 0, jamo[key - 0x3131]);
	else if (key >= 0xac00 && key <= 0xd7a3) {
		uint32_t s = key - 0xac00;

		n = letters(out, 0, initials[s / 588]);
		n = letters(out, n, medials[s % 588 / 28]);
		return letters(out, n, finals[s % 28]);
	}
	return 1;
}
