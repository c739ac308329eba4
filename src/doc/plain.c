/* HTML → plain text: what the store searches and compares. */
#include "doc/build.h"
#include "markup/html.h"

#include <stdio.h>
#include <string.h>

struct plain {
	struct builder b;
	char skip[16];
	size_t depth;
};

static bool is_skipped(const char *name)
{
	static const char *const names[] = { "script", "style", "noscript", "template", "svg", "title",
	                                     "textarea", "iframe", "select", "button", "rp" };

	for (size_t i = 0; i < ARRAY_LENGTH(names); i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

static void line_ends(struct plain *p)
{
	struct stand nowhere = { .kind = BLOCK_PARAGRAPH };

	build_flush(&p->b, &nowhere);
}

static void on_start(void *opaque, const struct html_tag *tag)
{
	struct plain *p = opaque;

	if (p->depth) {
		p->depth += strcmp(tag->name, p->skip) == 0;
	} else if (is_skipped(tag->name)) {
		snprintf(p->skip, sizeof p->skip, "%s", tag->name);
		p->depth = 1;
	} else if (html_is_block(tag->name) || strcmp(tag->name, "br") == 0) {
		line_ends(p);
	}
}

static void on_end(void *opaque, const char *name)
{
	struct plain *p = opaque;

	if (p->depth)
		p->depth -= strcmp(name, p->skip) == 0;
	else if (html_is_block(name))
		line_ends(p);
}

static void on_text(void *opaque, struct slice text)
{
	struct plain *p = opaque;

	if (!p->depth)
		build_text(&p->b, text);
}

void html_plain(struct str *out, const char *html)
{
	static const struct html_handler handler = { on_start, on_end, on_text };
	struct doc nothing = { 0 };
	struct plain p = { .skip = "" };

	build_init(&p.b, &nothing, NULL);
	/* As in a table's cell: blocks become lines. */
	p.b.in_cell = true;
	html_read(slice_of(html), &handler, &p);
	str_add_slice(out, doc_trim(str_slice(&p.b.text)));
	build_release(&p.b);
}
