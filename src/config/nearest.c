#include "config/nearest.h"

#include <string.h>

#include "base/str.h"

enum { WORD_MAX = 48 };

static int plain(char c)
{
	return c == '_' ? '-' : ascii_lower((unsigned char)c);
}

static int least(int a, int b)
{
	return a < b ? a : b;
}

/* Optimal string alignment: three rows of the table are enough. */
static int distance(const char *a, size_t na, const char *b, size_t nb)
{
	int rows[3][WORD_MAX + 1];
	int *before = rows[0], *last = rows[1], *now = rows[2], *swap;

	for (size_t j = 0; j <= nb; j++)
		last[j] = (int)j;
	for (size_t i = 1; i <= na; i++) {
		now[0] = (int)i;
		for (size_t j = 1; j <= nb; j++) {
			int cost = plain(a[i - 1]) != plain(b[j - 1]);

			now[j] = least(least(last[j] + 1, now[j - 1] + 1), last[j - 1] + cost);
			if (i > 1 && j > 1 && plain(a[i - 1]) == plain(b[j - 2]) &&
			    plain(a[i - 2]) == plain(b[j - 1]))
				now[j] = least(now[j], before[j - 2] + 1);
		}
		swap = before;
		before = last;
		last = now;
		now = swap;
	}
	return last[nb];
}

const char *nearest_name(const char *word, const char *const *candidates, size_t n)
{
	const char *best = NULL;
	size_t len = strlen(word);
	int best_distance = len <= 3 ? 1 : len <= 7 ? 2 : 3;

	if (!len || len > WORD_MAX)
		return NULL;
	best_distance++;
	for (size_t i = 0; i < n; i++) {
		size_t other = strlen(candidates[i]);
		int d;

		if (other > WORD_MAX)
			continue;
		d = distance(word, len, candidates[i], other);
		if (d < best_distance && (size_t)d < other) {
			best_distance = d;
			best = candidates[i];
		}
	}
	return best;
}
