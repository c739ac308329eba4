#include "text/hits.h"

#include <stdlib.h>

#include "text/fold.h"

/* The next place of any word from `from` on; the longest where several begin. */
static const char *next_hit(struct slice folded, size_t from, const struct slice *words, size_t n,
                            size_t *len)
{
	struct slice rest = slice_make(folded.data + from, folded.len - from);
	const char *best = NULL;

	for (size_t i = 0; i < n; i++) {
		const char *at = words[i].len ? slice_find(rest, words[i].data, words[i].len) : NULL;

		if (!at || (best && (at > best || (at == best && words[i].len <= *len))))
			continue;
		best = at;
		*len = words[i].len;
	}
	return best;
}

size_t text_hits(struct slice text, const struct slice *words, size_t n_words, struct hit *out,
                 size_t most)
{
	struct str folded = STR_INIT;
	uint32_t *map = NULL;
	size_t cap = 0, n = 0, from = 0, len = 0;
	const char *at;

	if (n_words)
		text_fold_mapped(&folded, text, &map, &cap);
	while (n < most && from < folded.len &&
	       (at = next_hit(str_slice(&folded), from, words, n_words, &len)) != NULL) {
		size_t begin = (size_t)(at - folded.data), end = begin + len;
		struct hit hit = { map[begin], text.len };

		/* a character that folds to several belongs to the hit whole */
		while (end < folded.len && map[end] == map[end - 1])
			end++;
		if (end < folded.len)
			hit.end = map[end];
		if (n && out[n - 1].end > hit.start)
			out[n - 1].end = hit.end;
		else
			out[n++] = hit;
		from = begin + len;
	}
	free(map);
	str_release(&folded);
	return n;
}
