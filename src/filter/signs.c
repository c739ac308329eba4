/* The signs of the filter language, in every width that an input method has for them. */
#include "filter/parser.h"

#include <string.h>

#include "base/array.h"
#include "text/fold.h"
#include "text/utf8.h"

/* Each sign with what input methods send for it: full-width forms, and …… 》 、 —— where a Chinese
 * one turns ^ > / _ into them (STYLE §1.27), − from a Japanese keyboard. Longer ones first. */
static const struct {
	const char *text;
	char sign;
} signs[] = {
	{ "+", '+' }, { "＋", '+' },  { "-", '-' }, { "－", '-' },  { "——", '-' }, { "!", '!' },
	{ "！", '!' }, { "=", '=' },  { "＝", '=' }, { "@", '@' },  { "＠", '@' },  { "#", '#' },
	{ "＃", '#' }, { ":", ':' },  { "：", ':' }, { "^", '^' },  { "＾", '^' },  { "……", '^' },
	{ ">", '>' },  { "＞", '>' }, { "》", '>' }, { "/", '/' },  { "／", '/' },  { "、", '/' },
	{ "|", '|' },  { "｜", '|' }, { "−", '-' }, { "…", '^' },
};

static const char *const quotes[] = { "\"", "＂", "“", "”" };

size_t parser_at(const struct parser *s, const char *p, const char *text)
{
	size_t n = strlen(text);

	return (size_t)(s->end - p) >= n && !memcmp(p, text, n) ? n : 0;
}

char parser_sign(const struct parser *s, const char *p, size_t *len)
{
	for (size_t i = 0; i < ARRAY_LENGTH(signs); i++) {
		*len = parser_at(s, p, signs[i].text);
		if (*len)
			return signs[i].sign;
	}
	return 0;
}

size_t parser_blank(const struct parser *s, const char *p)
{
	if (p < s->end && ascii_is_space((unsigned char)*p))
		return 1;
	return parser_at(s, p, "　");
}

size_t parser_quote(const struct parser *s, const char *p)
{
	size_t n = 0;

	for (size_t i = 0; i < ARRAY_LENGTH(quotes) && !n; i++)
		n = parser_at(s, p, quotes[i]);
	return n;
}

size_t parser_bar(const struct parser *s, const char *p)
{
	size_t n = parser_at(s, p, "|");

	return n ? n : parser_at(s, p, "｜");
}

int parser_digit(const struct parser *s, const char *p, size_t *len)
{
	uint32_t cp = 0;

	*len = p < s->end ? utf8_decode(p, s->end, &cp) : 0;
	if (cp >= 0xff10 && cp <= 0xff19)
		cp -= 0xff10 - '0';
	return cp >= '0' && cp <= '9' ? (int)cp - '0' : -1;
}

struct err *parser_complaint(struct parser *s)
{
	if (s->complained)
		return NULL;
	s->complained = true;
	return s->err;
}

struct slice parser_fold(struct parser *s, const char *before, struct slice text,
                            const char *behind)
{
	struct str folded = STR_INIT;
	struct slice kept;

	str_add(&folded, before);
	text_fold(&folded, text);
	str_add(&folded, behind);
	kept = slice_make(arena_strndup(&s->filter->arena, folded.data, folded.len), folded.len);
	str_release(&folded);
	return kept;
}
