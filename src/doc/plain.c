/* HTML → plain text: what the store searches and compares. */
#include "doc/read.h"

#include <string.h>

enum { RESERVED_MOST = 64 * 1024 };

struct plain {
	struct builder b;
	const struct element *skip; /* inside this nothing is read */
	size_t depth;
};

static bool is_skipped(const struct element *e)
{
	return e->role == ROLE_SKIP || e->role == ROLE_MEDIA ||
	       (e->role == ROLE_READING && e->number == 1); /* <rp> */
}

static void line_ends(struct plain *p)
{
	struct stand nowhere = { .kind = BLOCK_PARAGRAPH };

	build_flush(&p->b, &nowhere);
}

static void on_start(void *opaque, const struct html_tag *tag)
{
	struct plain *p = opaque;
	const struct element *e = element_of(tag->name);

	if (p->skip) {
		p->depth += e == p->skip;
	} else if (e && is_skipped(e) && !html_is_void(tag->name)) {
		p->skip = e;
		p->depth = 1;
	} else if (e && (element_is_block(e) || strcmp(e->name, "br") == 0)) {
		line_ends(p);
	}
}

static void on_end(void *opaque, const char *name)
{
	struct plain *p = opaque;
	const struct element *e = element_of(name);

	if (p->skip && e == p->skip && --p->depth == 0)
		p->skip = NULL;
	else if (!p->skip && e && element_is_block(e))
		line_ends(p);
}

static void on_text(void *opaque, struct slice text)
{
	struct plain *p = opaque;

	if (!p->skip)
		build_text(&p->b, text);
}

void html_plain(struct str *out, const char *html)
{
	static const struct html_handler handler = { on_start, on_end, on_text };
	struct doc nothing = { 0 };
	struct plain p = { .depth = 0 };

	struct slice all = slice_of(html);

	build_init(&p.b, &nothing, NULL);
	str_reserve(&p.b.text, all.len < RESERVED_MOST ? all.len : RESERVED_MOST);
	/* As in a table's cell: blocks become lines. */
	p.b.in_cell = true;
	html_read(all, &handler, &p);
	str_add_slice(out, doc_trim(str_slice(&p.b.text)));
	build_release(&p.b);
}
