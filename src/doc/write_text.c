/* Plain text: a paragraph a line, a blank line between them. */
#include "doc/writing.h"

enum { INDENT = 2 };

static bool is_row(const struct block *b)
{
	return b->kind == BLOCK_TABLE_ROW || b->kind == BLOCK_LIST_ITEM || b->kind == BLOCK_RELATED ||
	       b->kind == BLOCK_VERSE;
}

/* Rows of one table, list or poem stand close together. */
static bool is_close(const struct block *above, const struct block *b)
{
	return above->kind == b->kind && is_row(b) && !b->continues &&
	       (b->kind != BLOCK_TABLE_ROW || above->group == b->group);
}

static void add_indent(struct str *out, const struct block *b)
{
	int level = write_level(b) - write_is_item(b);

	str_add_repeat(out, ' ', (size_t)(INDENT * (level + b->quotes)));
}

static void add_lines(struct str *out, const struct block *b)
{
	struct slice rest = slice_make(b->text, b->len);

	while (rest.len) {
		struct slice line = slice_next(&rest, '\n');

		str_add_slice(out, line);
		str_add_char(out, '\n');
		if (rest.len)
			add_indent(out, b);
	}
}

static void add_block(struct str *out, const struct doc_facts *f, const struct block *b)
{
	const char *link = write_related(f, b->number);

	add_indent(out, b);
	if (b->marker && *b->marker && !b->continues) {
		str_add(out, b->marker);
		str_add(out, b->kind == BLOCK_RELATED ? ". " : b->len ? " " : "");
	}
	if (b->kind == BLOCK_RULE)
		str_printf(out, b->len ? "── %.*s ──\n" : "────────\n", (int)b->len, b->text);
	else if (b->kind == BLOCK_TABLE_ROW)
		str_printf(out, "%.*s\n", (int)b->len, b->text);
	else if (b->len)
		add_lines(out, b);
	else
		str_add(out, "\n");
	if (b->kind == BLOCK_RELATED && link)
		str_printf(out, "   %s\n", link);
}

void doc_write_text(const struct doc *d, const struct doc_facts *f, struct str *out)
{
	const struct block *above = NULL;

	for (size_t i = 0; i < d->n_blocks; i++) {
		const struct block *b = &d->blocks[i];

		if (b->kind == BLOCK_BLANK)
			continue;
		if (above && !is_close(above, b) &&
		    !(above->kind == BLOCK_HEADLINE && b->kind == BLOCK_BYLINE))
			str_add_char(out, '\n');
		add_block(out, f, b);
		above = b;
	}
	if (f->link && *f->link)
		str_printf(out, "\n%s\n", f->link);
}
