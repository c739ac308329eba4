/*
 * Heap memory that never fails for the caller.
 *
 * Running out of memory ends the program in order: the hook set with mem_on_exhaustion() is called
 * once (the screen restores the terminal there), one line is said on stderr, and the process exits
 * with status 1. Nobody else checks. Any thread may call these.
 */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stddef.h>

/* Return size bytes (at least 1), uninitialised; the caller frees them with free(). */
void *xmalloc(size_t size) __attribute__((malloc, returns_nonnull));
/* Return n * size zeroed bytes; an overflow of the product counts as exhaustion. */
void *xcalloc(size_t n, size_t size) __attribute__((malloc, returns_nonnull));
/* Resize p (or NULL) to n * size bytes; an overflow of the product counts as exhaustion. */
void *xreallocarray(void *p, size_t n, size_t size) __attribute__((returns_nonnull));
/* Copy a string, or its first n bytes and a NUL, or n raw bytes; the caller owns the copy. */
char *xstrdup(const char *s) __attribute__((malloc, returns_nonnull));
char *xstrndup(const char *s, size_t n) __attribute__((malloc, returns_nonnull));
void *xmemdup(const void *p, size_t n) __attribute__((malloc, returns_nonnull));

/* Set what is called once, before the last line is said. NULL takes it away. */
void mem_on_exhaustion(void (*hook)(void));

#endif
