#include "base/arena.h"
#include "base/mem.h"

#include <stdarg.h>
#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_BLOCK = 4096, LARGEST_BLOCK = 256 * 1024 };

struct arena_block {
	struct arena_block *older;
	size_t used, size;
	alignas(max_align_t) char bytes[];
};

void arena_init(struct arena *a)
{
	a->head = NULL;
	a->used = 0;
}

static void free_chain(struct arena_block *b)
{
	while (b) {
		struct arena_block *older = b->older;
		free(b);
		b = older;
	}
}

void arena_release(struct arena *a)
{
	free_chain(a->head);
	arena_init(a);
}

void arena_clear(struct arena *a)
{
	a->used = 0;
	if (!a->head)
		return;
	free_chain(a->head->older);
	a->head->older = NULL;
	a->head->used = 0;
}

static struct arena_block *block_new(size_t at_least, struct arena_block *older)
{
	size_t size = older ? older->size * 2 : FIRST_BLOCK;
	struct arena_block *b;

	if (size > LARGEST_BLOCK)
		size = LARGEST_BLOCK;
	if (size < at_least)
		size = at_least;
	b = xmalloc(sizeof *b + size);
	b->older = older;
	b->used = 0;
	b->size = size;
	return b;
}

static char *take(struct arena *a, size_t size)
{
	size_t rounded = (size + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
	char *p;

	if (!a->head || a->head->size - a->head->used < rounded)
		a->head = block_new(rounded, a->head);
	p = a->head->bytes + a->head->used;
	a->head->used += rounded;
	a->used += rounded;
	return p;
}

void *arena_alloc(struct arena *a, size_t size)
{
	return memset(take(a, size), 0, size);
}

char *arena_strndup(struct arena *a, const char *s, size_t n)
{
	char *copy = take(a, n + 1);

	if (n)
		memcpy(copy, s, n);
	copy[n] = '\0';
	return copy;
}

char *arena_strdup(struct arena *a, const char *s)
{
	return s ? arena_strndup(a, s, strlen(s)) : NULL;
}

char *arena_printf(struct arena *a, const char *format, ...)
{
	va_list ap, again;
	char *s;
	int n;

	va_start(ap, format);
	va_copy(again, ap);
	n = vsnprintf(NULL, 0, format, ap);
	s = arena_alloc(a, (size_t)n + 1);
	vsnprintf(s, (size_t)n + 1, format, again);
	va_end(again);
	va_end(ap);
	return s;
}
