#include "share/export.h"
#include "base/array.h"
#include "base/mem.h"
#include "feed/opml.h"

#include <stdlib.h>
#include <string.h>

/* Commas and slashes part tags in OPML: such names stand in our own attribute too. */
static void add_odd_tags(const struct source *s, struct str *lines)
{
	bool odd = false;

	for (size_t i = 0; i < s->tag.n; i++)
		odd |= strpbrk(s->tag.v[i], ",/") != NULL;
	for (size_t i = 0; odd && i < s->tag.n; i++)
		str_printf(lines, "tag = %s\n", s->tag.v[i]);
}

bool export_opml(FILE *to, const struct config *c)
{
	struct arena a = ARENA_INIT;
	struct opml_item *items = xcalloc(c->n_sources + 1, sizeof *items);
	size_t n = 0;
	bool ok;

	for (size_t i = 0; i < c->n_sources; i++) {
		const struct source *s = &c->sources[i];
		struct str lines = STR_INIT;

		if (s->is_builtin || s->problem)
			continue;
		config_source_lines(s, &lines);
		add_odd_tags(s, &lines);
		items[n++] = (struct opml_item){
			.title = s->name, .url = s->url, .group = s->group, .tags = s->tag,
			.language = s->language, .is_hot = s->kind == SOURCE_HOT,
			.mapping = lines.len ? arena_strndup(&a, lines.data, lines.len) : NULL,
		};
		str_release(&lines);
	}
	ok = opml_write(to, "haowai", items, n);
	free(items);
	arena_release(&a);
	return ok;
}
