#include "base/str.h"
#include "base/mem.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char str_empty[1] = "";

void str_init(struct str *s)
{
	str_init_limit(s, 0);
}

void str_init_limit(struct str *s, size_t limit)
{
	*s = (struct str)STR_INIT;
	s->limit = limit;
}

void str_release(struct str *s)
{
	if (s->cap)
		free(s->data);
	str_init_limit(s, s->limit);
}

void str_clear(struct str *s)
{
	str_truncate(s, 0);
	s->cut = false;
}

void str_truncate(struct str *s, size_t len)
{
	if (len < s->len) {
		s->len = len;
		s->data[len] = '\0';
	}
}

char *str_take(struct str *s)
{
	char *data = s->cap ? s->data : xstrdup("");

	str_init_limit(s, s->limit);
	return data;
}

static void reserve(struct str *s, size_t len)
{
	size_t cap = s->cap ? s->cap : 32;

	if (len < s->cap)
		return;
	while (cap <= len)
		cap = cap + cap / 2 + 16;
	s->data = xreallocarray(s->cap ? s->data : NULL, cap, 1);
	s->cap = cap;
	s->data[s->len] = '\0';
}

void str_reserve(struct str *s, size_t n)
{
	reserve(s, s->len + n);
}

bool str_append(struct str *s, const void *bytes, size_t n)
{
	bool whole = true;

	if (s->limit && n > s->limit - s->len) {
		n = s->limit - s->len;
		s->cut = true;
		whole = false;
	}
	if (!n)
		return whole;
	reserve(s, s->len + n);
	memcpy(s->data + s->len, bytes, n);
	s->len += n;
	s->data[s->len] = '\0';
	return whole;
}

char *str_extend(struct str *s, size_t n)
{
	char *room;

	if (s->limit && n > s->limit - s->len)
		return NULL;
	if (s->len + n >= s->cap) {
		s->data = xreallocarray(s->cap ? s->data : NULL, s->len + n + 1, 1);
		s->cap = s->len + n + 1;
	}
	room = s->data + s->len;
	s->len += n;
	s->data[s->len] = '\0';
	return room;
}

bool str_add(struct str *s, const char *text)
{
	return str_append(s, text, strlen(text));
}

bool str_add_slice(struct str *s, struct slice text)
{
	return str_append(s, text.data, text.len);
}

bool str_add_char(struct str *s, char c)
{
	return str_append(s, &c, 1);
}

bool str_add_repeat(struct str *s, char c, size_t n)
{
	bool whole = true;

	while (n-- && whole)
		whole = str_add_char(s, c);
	return whole;
}

bool str_vprintf(struct str *s, const char *format, va_list ap)
{
	char small[256];
	va_list again;
	bool whole;
	int n;

	va_copy(again, ap);
	n = vsnprintf(small, sizeof small, format, ap);
	if (n >= 0 && (size_t)n >= sizeof small) {
		char *large = xmalloc((size_t)n + 1);
		vsnprintf(large, (size_t)n + 1, format, again);
		whole = str_append(s, large, (size_t)n);
		free(large);
	} else {
		whole = str_append(s, small, n > 0 ? (size_t)n : 0);
	}
	va_end(again);
	return whole;
}

bool str_printf(struct str *s, const char *format, ...)
{
	va_list ap;
	bool whole;

	va_start(ap, format);
	whole = str_vprintf(s, format, ap);
	va_end(ap);
	return whole;
}

void str_splice(struct str *s, size_t at, size_t n, const char *with, size_t with_len)
{
	size_t tail;

	if (at > s->len)
		at = s->len;
	if (n > s->len - at)
		n = s->len - at;
	if (s->limit && s->len - n + with_len > s->limit) {
		s->cut = true;
		return;
	}
	tail = s->len - at - n;
	reserve(s, s->len - n + with_len);
	memmove(s->data + at + with_len, s->data + at + n, tail);
	if (with_len)
		memcpy(s->data + at, with, with_len);
	s->len = at + with_len + tail;
	s->data[s->len] = '\0';
}

struct slice slice_of(const char *s)
{
	return slice_make(s ? s : "", s ? strlen(s) : 0);
}

struct slice str_slice(const struct str *s)
{
	return slice_make(s->data, s->len);
}

bool slice_equal(struct slice a, struct slice b)
{
	return a.len == b.len && (!a.len || !memcmp(a.data, b.data, a.len));
}

bool slice_is(struct slice a, const char *b)
{
	return slice_equal(a, slice_of(b));
}

static bool bytes_same_nocase(const char *a, const char *b, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (ascii_lower(a[i]) != ascii_lower(b[i]))
			return false;
	return true;
}

bool slice_is_nocase(struct slice a, const char *b)
{
	return a.len == strlen(b) && bytes_same_nocase(a.data, b, a.len);
}

bool slice_begins(struct slice a, const char *prefix)
{
	size_t n = strlen(prefix);

	return a.len >= n && (!n || !memcmp(a.data, prefix, n));
}

bool slice_begins_nocase(struct slice a, const char *prefix)
{
	size_t n = strlen(prefix);

	return a.len >= n && bytes_same_nocase(a.data, prefix, n);
}

bool slice_ends(struct slice a, const char *suffix)
{
	size_t n = strlen(suffix);

	return a.len >= n && (!n || !memcmp(a.data + a.len - n, suffix, n));
}

struct slice slice_trim(struct slice a)
{
	while (a.len && ascii_is_space((unsigned char)a.data[0]))
		a.data++, a.len--;
	while (a.len && ascii_is_space((unsigned char)a.data[a.len - 1]))
		a.len--;
	return a;
}

struct slice slice_next(struct slice *rest, char sep)
{
	const char *end = rest->len ? memchr(rest->data, sep, rest->len) : NULL;
	struct slice part = *rest;

	if (end) {
		part.len = (size_t)(end - rest->data);
		rest->data = end + 1;
		rest->len -= part.len + 1;
	} else {
		rest->data += rest->len;
		rest->len = 0;
	}
	return part;
}

const char *slice_find(struct slice a, const char *needle, size_t needle_len)
{
	return a.len ? memmem(a.data, a.len, needle, needle_len) : NULL;
}

int ascii_compare_nocase(const char *a, const char *b)
{
	while (*a && ascii_lower(*a) == ascii_lower(*b))
		a++, b++;
	return ascii_lower((unsigned char)*a) - ascii_lower((unsigned char)*b);
}

bool text_same(const char *a, const char *b)
{
	return !strcmp(a ? a : "", b ? b : "");
}

uint64_t hash_bytes(uint64_t hash, const void *bytes, size_t n)
{
	const unsigned char *p = bytes;

	while (n--)
		hash = (hash ^ *p++) * 0x100000001b3u;
	return hash;
}
