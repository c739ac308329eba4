/* Lists: markers, and how far items hang. */
#include "doc/read.h"
#include "text/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PATCH_DEPTH = 16 };

static int attr_number(const struct html_tag *tag, const char *name, int otherwise)
{
	struct slice s = html_tag_attr(tag, name);
	char digits[12] = "";

	if (!s.len || s.len >= sizeof digits)
		return otherwise;
	memcpy(digits, s.data, s.len);
	if (digits[0] != '-' && !ascii_is_digit((unsigned char)digits[0]))
		return otherwise;
	return atoi(digits);
}

void list_start(struct html *h, struct open *o, const struct html_tag *tag)
{
	struct slice type = html_tag_attr(tag, "type");

	o->list.depth = html_stand(h).depth;
	o->list.first_block = h->b.d->n_blocks;
	if (o->e->number >= 0)
		return;
	o->list.type = type.len == 1 && strchr("aAiI", type.data[0]) ? type.data[0] : '1';
	o->list.next = attr_number(tag, "start", 1);
	o->list.step = html_tag_attr(tag, "reversed").data ? -1 : 1;
}

/* All items of a list hang alike: by its widest marker. */
void list_end(struct html *h, struct open *o)
{
	struct doc *d = h->b.d;
	size_t widest = 0;

	if (o->list.depth > PATCH_DEPTH)
		return;
	for (int pass = 0; pass < 2; pass++) {
		for (size_t i = o->list.first_block; i < d->n_blocks; i++) {
			struct block *b = &d->blocks[i];
			size_t cells = b->marker ? utf8_count(b->marker, strlen(b->marker)) : 0;

			if (b->depth != o->list.depth || b->kind != BLOCK_LIST_ITEM)
				continue;
			if (pass)
				b->field = (uint8_t)widest;
			else if (cells > widest)
				widest = cells;
		}
	}
}

static void roman(char *out, size_t size, int n, bool is_upper)
{
	static const struct {
		int value;
		const char *lower, *upper;
	} signs[] = {
		{ 1000, "m", "M" }, { 900, "cm", "CM" }, { 500, "d", "D" }, { 400, "cd", "CD" },
		{ 100, "c", "C" },  { 90, "xc", "XC" },  { 50, "l", "L" },  { 40, "xl", "XL" },
		{ 10, "x", "X" },   { 9, "ix", "IX" },   { 5, "v", "V" },   { 4, "iv", "IV" },
		{ 1, "i", "I" },
	};
	size_t len = 0;

	for (size_t i = 0; i < ARRAY_LENGTH(signs); i++)
		for (; n >= signs[i].value && len + 4 < size; n -= signs[i].value)
			len += (size_t)snprintf(out + len, size - len, "%s",
			                        is_upper ? signs[i].upper : signs[i].lower);
	snprintf(out + len, size - len, ".");
}

static void item_marker(char out[MARKER_SIZE], const struct open *list, int n)
{
	static const char *const bullets[] = { "•", "◦", "–" };
	char type = list ? list->list.type : 0;
	char letter = type == 'A' ? 'A' : 'a';
	int depth = list && list->list.depth ? list->list.depth - 1 : 0;

	if (!type)
		snprintf(out, MARKER_SIZE, "%s", bullets[depth % 3]);
	else if ((type == 'i' || type == 'I') && n > 0 && n < 4000)
		roman(out, MARKER_SIZE, n, type == 'I');
	else if ((type == 'a' || type == 'A') && n > 0 && n <= 26)
		snprintf(out, MARKER_SIZE, "%c.", letter + n - 1);
	else
		snprintf(out, MARKER_SIZE, "%d.", n);
}

void item_start(struct html *h, struct open *o, const struct html_tag *tag)
{
	size_t at = h->n - 1;
	struct open *list = NULL;

	while (at-- > 0 && !list && h->stack[at].e->role != ROLE_CELL)
		if (h->stack[at].e->role == ROLE_LIST)
			list = &h->stack[at];
	if (list && list->list.type) {
		list->list.next = attr_number(tag, "value", list->list.next);
		item_marker(o->item.marker, list, list->list.next);
		list->list.next += list->list.step;
	} else {
		item_marker(o->item.marker, list, 0);
	}
	if (h->b.in_cell) { /* a line of the cell */
		build_exact(&h->b, o->item.marker, strlen(o->item.marker));
		build_exact(&h->b, " ", 1);
	}
}
