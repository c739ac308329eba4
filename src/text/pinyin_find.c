/* Names and texts as they are: folded here, found by their letters, else by how they are read. */
#include "text/fold.h"
#include "text/pinyin.h"

#include <stdlib.h>

enum pinyin_fit pinyin_fit(const char *name, struct slice typed)
{
	struct str folded = STR_INIT, part = STR_INIT;
	struct pinyin_query q;
	struct text_range hit;
	const char *at;
	enum pinyin_fit fit = PINYIN_NONE;

	text_fold(&folded, slice_of(name));
	text_fold(&part, typed);
	at = slice_find(str_slice(&folded), part.data, part.len);
	if (at)
		fit = at > folded.data        ? PINYIN_WITHIN
		      : part.len < folded.len ? PINYIN_BEGINS
		                              : PINYIN_SAME;
	else if (pinyin_query_init(&q, str_slice(&part)) && q.reach >= PINYIN_LEAST_NAME &&
	         pinyin_next(&q, str_slice(&folded), 0, &hit))
		fit = hit.start ? PINYIN_SOUND : PINYIN_SOUND_BEGINS;
	str_release(&folded);
	str_release(&part);
	return fit;
}

struct finder {
	struct slice text;     /* folded */
	const uint32_t *map;   /* folded byte → source byte */
	size_t source_len;
	struct text_range *out;
	size_t n, most;
};

/* Source byte behind folded byte `at`: the start of the next character that is another one. */
static size_t source_end(const struct finder *f, size_t at)
{
	while (at && at < f->text.len && f->map[at] == f->map[at - 1])
		at++;
	return at < f->text.len ? f->map[at] : f->source_len;
}

static void keep_hit(struct finder *f, size_t start, size_t end)
{
	f->out[f->n++] = (struct text_range){ f->map[start], source_end(f, end) };
}

static void find_literal(struct finder *f, struct slice part)
{
	size_t from = 0;
	const char *hit;

	while (f->n < f->most && part.len &&
	       (hit = slice_find(slice_make(f->text.data + from, f->text.len - from), part.data,
	                         part.len))) {
		from = (size_t)(hit - f->text.data) + part.len;
		keep_hit(f, from - part.len, from);
	}
}

static void find_sound(struct finder *f, struct slice part, size_t least)
{
	struct pinyin_query q;
	struct text_range hit = { 0, 0 };

	if (!pinyin_query_init(&q, part) || q.reach < least)
		return;
	while (f->n < f->most && pinyin_next(&q, f->text, hit.end, &hit))
		keep_hit(f, hit.start, hit.end);
}

size_t pinyin_find(struct slice text, struct slice typed, size_t least, struct text_range *out,
                   size_t most)
{
	struct str folded = STR_INIT, part = STR_INIT;
	uint32_t *map = NULL;
	size_t cap = 0;
	struct finder f = { .out = out, .most = most, .source_len = text.len };

	text_fold_mapped(&folded, text, &map, &cap);
	text_fold(&part, typed);
	f.text = str_slice(&folded);
	f.map = map;
	find_literal(&f, str_slice(&part));
	if (!f.n)
		find_sound(&f, str_slice(&part), least);
	free(map);
	str_release(&folded);
	str_release(&part);
	return f.n;
}
