/* What the three writers share. */
#include "doc/writing.h"
#include "base/url.h"

#include <string.h>

const char *write_href(const struct doc *d, uint16_t link)
{
	const char *href = link && link <= d->n_links ? d->links[link - 1].href : NULL;

	return href && (url_is_web(href) || slice_begins_nocase(slice_of(href), "mailto:")) ? href
	                                                                                    : NULL;
}

const char *write_related(const struct doc_facts *f, uint16_t number)
{
	const char *link = number && number <= f->n_related ? f->related[number - 1] : NULL;

	return link && url_is_web(link) ? link : NULL;
}

bool stretch_next(const struct doc *d, const struct block *b, size_t *at, size_t to,
                  struct stretch *out)
{
	size_t end = to;

	if (*at >= to)
		return false;
	*out = (struct stretch){ .style = STYLE_TEXT };
	for (size_t i = 0; i < b->n_runs; i++) {
		const struct run *r = &b->runs[i];

		if (r->end <= *at)
			continue;
		if (r->start > *at) {
			end = r->start < to ? r->start : to;
		} else {
			end = r->end < to ? r->end : to;
			out->style = r->style;
			out->href = write_href(d, r->link);
		}
		break;
	}
	out->text = slice_make(b->text + *at, end - *at);
	*at = end;
	return true;
}

int write_level(const struct block *b)
{
	return b->depth > b->quotes ? b->depth - b->quotes : 0;
}

bool write_is_item(const struct block *b)
{
	return b->kind == BLOCK_LIST_ITEM && !b->continues && b->marker && *b->marker && write_level(b);
}

int write_number(const struct block *b)
{
	int value = 0;
	const char *p = b->marker;

	if (!p || !ascii_is_digit((unsigned char)*p))
		return 0;
	for (; ascii_is_digit((unsigned char)*p) && value < 100000000; p++)
		value = value * 10 + (*p - '0');
	return strcmp(p, ".") == 0 ? value : 0;
}

bool write_is_bullet(const struct block *b)
{
	static const char *const bullets[] = { "•", "◦", "▪", "‣", "·", "–", "-", "*" };

	for (size_t i = 0; b->marker && i < sizeof bullets / sizeof *bullets; i++)
		if (!strcmp(b->marker, bullets[i]))
			return true;
	return false;
}

size_t write_cell_end(const struct block *b, size_t from)
{
	const char *tab = memchr(b->text + from, '\t', b->len - from);

	return tab ? (size_t)(tab - b->text) : b->len;
}

size_t write_columns(const struct doc *d, size_t i, size_t *end)
{
	uint32_t group = d->blocks[i].group;
	size_t most = 0;

	for (; i < d->n_blocks && d->blocks[i].kind == BLOCK_TABLE_ROW && d->blocks[i].group == group;
	     i++) {
		const struct block *b = &d->blocks[i];
		size_t n = 1;

		for (size_t k = 0; k < b->len; k++)
			n += b->text[k] == '\t';
		if (n > most)
			most = n;
	}
	*end = i;
	return most;
}
