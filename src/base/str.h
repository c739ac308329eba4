/*
 * Text: owned (struct str) and borrowed (struct slice).
 *
 * A str always ends with a NUL that is not counted, may hold NUL bytes inside, and may have a
 * ceiling: what would go beyond it is dropped and `cut` is set. Every str that is filled from
 * outside gets a ceiling. A slice borrows bytes that somebody else keeps alive.
 */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct str {
	char *data;   /* never NULL; "" while nothing is allocated */
	size_t len;   /* bytes without the NUL */
	size_t cap;   /* bytes allocated, 0 for none */
	size_t limit; /* largest len, 0 for none */
	bool cut;     /* something was dropped at the limit */
};

extern char str_empty[1];
#define STR_INIT { str_empty, 0, 0, 0, false }

struct slice {
	const char *data;
	size_t len;
};

void str_init(struct str *s);
/* The same with a ceiling in bytes. */
void str_init_limit(struct str *s, size_t limit);
void str_release(struct str *s);
/* Empty it, keep the memory and the limit. */
void str_clear(struct str *s);
/* Shorten to len bytes (no more than it has). */
void str_truncate(struct str *s, size_t len);
/* Return the bytes as a heap string that the caller frees; s is empty afterwards. */
char *str_take(struct str *s);

/* Append; each returns false when the ceiling cut something. */
bool str_append(struct str *s, const void *bytes, size_t n);
bool str_add(struct str *s, const char *text);
bool str_add_slice(struct str *s, struct slice text);
bool str_add_char(struct str *s, char c);
bool str_add_repeat(struct str *s, char c, size_t n);
bool str_printf(struct str *s, const char *format, ...) __attribute__((format(printf, 2, 3)));
bool str_vprintf(struct str *s, const char *format, va_list ap);
/* Make room for n bytes more at once: what grows to a known size is not moved on its way there. */
void str_reserve(struct str *s, size_t n);
/* Append n bytes for the caller to fill; NULL, and nothing appended, beyond the ceiling. */
char *str_extend(struct str *s, size_t n);
/* Replace n bytes at `at` by `with` (inserts when n is 0, removes when with_len is 0). */
void str_splice(struct str *s, size_t at, size_t n, const char *with, size_t with_len);

static inline struct slice slice_make(const char *data, size_t len)
{
	return (struct slice){ data, len };
}
/* Borrow a terminated string; NULL gives an empty slice. */
struct slice slice_of(const char *s);
struct slice str_slice(const struct str *s);
bool slice_equal(struct slice a, struct slice b);
bool slice_is(struct slice a, const char *b);
/* ASCII case only. */
bool slice_is_nocase(struct slice a, const char *b);
bool slice_begins(struct slice a, const char *prefix);
bool slice_begins_nocase(struct slice a, const char *prefix);
bool slice_ends(struct slice a, const char *suffix);
/* Take ASCII white space (blank, tab, CR, LF, FF, VT) off both ends. */
struct slice slice_trim(struct slice a);
/* Cut the part before the first `sep` off *rest and return it; *rest is empty after the last. */
struct slice slice_next(struct slice *rest, char sep);
/* First place of needle in a, or NULL. */
const char *slice_find(struct slice a, const char *needle, size_t needle_len);

/* ASCII only, whatever the locale says. */
static inline bool ascii_is_space(int c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static inline bool ascii_is_digit(int c)
{
	return c >= '0' && c <= '9';
}

static inline bool ascii_is_alpha(int c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static inline int ascii_lower(int c)
{
	return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
}
/* As strcasecmp over ASCII. */
int ascii_compare_nocase(const char *a, const char *b);
/* Both empty (NULL or "") or equal. */
bool text_same(const char *a, const char *b);

/* FNV-1a, 64 bits; start with HASH_START to chain several. */
#define HASH_START 0xcbf29ce484222325u
uint64_t hash_bytes(uint64_t hash, const void *bytes, size_t n);

#endif
