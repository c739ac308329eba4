/*
 * 64-bit hashes of what is kept, eight bytes a step: a feed's bodies are hashed whole at each fetch,
 * and a bytewise hash would cost as much as writing them.
 */
#include "store/draft.h"
#include "base/url.h"
#include "text/fold.h"

#include <stdlib.h>
#include <string.h>

static uint64_t mix(uint64_t h, uint64_t word)
{
	h = (h ^ word) * 0x9fb21c651e98df25u;
	return h ^ h >> 29;
}

static uint64_t hash_slice(uint64_t h, struct slice text)
{
	const char *p = text.data;
	size_t n = text.len;
	uint64_t word;

	for (; n >= 8; p += 8, n -= 8) {
		memcpy(&word, p, 8);
		h = mix(h, word);
	}
	word = 0;
	for (size_t i = 0; i < n; i++)
		word = word << 8 | (unsigned char)p[i];
	return mix(mix(h, word), text.len + 1);
}

int64_t hash_end(uint64_t h)
{
	h = mix(h, 0x51ed270b);
	h ^= h >> 32;
	return h ? (int64_t)h : 1;
}

uint64_t hash_more(uint64_t h, const char *text)
{
	return text ? hash_slice(h, slice_of(text)) : mix(h, 0);
}

int64_t hash_of(enum hash_kind kind, struct slice text)
{
	return hash_end(hash_slice((uint64_t)kind + 1, text));
}

int64_t hash_title(enum hash_kind kind, const char *title)
{
	struct str folded = STR_INIT;
	int64_t hash = 0;

	text_fold_title(&folded, slice_of(title));
	if (folded.len)
		hash = hash_of(kind, str_slice(&folded));
	str_release(&folded);
	return hash;
}

char *identifying_link(const char *link, const struct source *source)
{
	const struct text_list *strip = source ? &source->map.strip_query : NULL;
	struct url u;
	char *canon;

	if (!link || !*link)
		return NULL;
	canon = url_canonical(link, strip ? strip->v : NULL, strip ? strip->n : 0);
	u = url_split(slice_of(canon));
	if (*canon && (!u.has_authority || u.path.len || u.has_query))
		return canon;
	free(canon);
	return NULL;
}
