/*
 * An arena: many small allocations that die together.
 *
 * Used for the three trees of the program: a parsed feed, a document, a layout. Memory grows by
 * blocks and is given back only by arena_release() or arena_clear(). One thread at a time.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

struct arena_block;

struct arena {
	struct arena_block *head; /* the block being filled; older ones hang behind it */
	size_t used;              /* bytes handed out since init or clear, all blocks */
};

#define ARENA_INIT { NULL, 0 }

void arena_init(struct arena *a);
/* Free everything; the arena may be used again. */
void arena_release(struct arena *a);
/* Forget everything handed out but keep the newest block for use again. */
void arena_clear(struct arena *a);

/* Return size bytes aligned for any type, zeroed, valid until release or clear. */
void *arena_alloc(struct arena *a, size_t size);
/* Copy into the arena, with a NUL behind. NULL stays NULL in arena_strdup. */
char *arena_strdup(struct arena *a, const char *s);
char *arena_strndup(struct arena *a, const char *s, size_t n);
char *arena_printf(struct arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
