/* The byte search against the plainest one there is. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/needle.h"

static const char *plainest(struct slice word, const char *p, const char *end)
{
	for (; (size_t)(end - p) >= word.len; p++)
		if (!memcmp(p, word.data, word.len))
			return p;
	return NULL;
}

/* Few different bytes, so that there are many hits and near hits, at every distance from the end. */
static void equals_the_plainest(void **state)
{
	static const char bytes[] = "\xe9\xb2\xb8\xe6\xad ae";
	uint32_t seed = 7;

	(void)state;
	for (int round = 0; round < 4000; round++) {
		size_t len = (size_t)round % 300, word_len;
		char *text = malloc(len + 1), word[8];
		struct needle n;
		const char *p = text, *end = text + len;

		for (size_t i = 0; i < len; i++) {
			seed = seed * 1664525u + 1013904223u;
			text[i] = bytes[(seed >> 20) % (sizeof bytes - 1)];
		}
		word_len = 1 + (seed >> 9) % sizeof word;
		for (size_t i = 0; i < word_len; i++) {
			seed = seed * 1664525u + 1013904223u;
			word[i] = bytes[(seed >> 20) % (sizeof bytes - 1)];
		}
		if (len > word_len && round % 3 == 0) /* one that is there */
			memcpy(text + (seed >> 7) % (len - word_len), word, word_len);
		needle_init(&n, slice_make(word, word_len));
		assert_true(n.first < word_len && n.second < word_len);
		for (; p && p <= end; p = p ? p + 1 : NULL) {
			const char *wanted = plainest(n.word, p, end);

			assert_ptr_equal(needle_find(&n, p, end), wanted);
			p = wanted;
			if (!p)
				break;
		}
		free(text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(equals_the_plainest) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
