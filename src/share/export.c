#include "share/export.h"
#include "base/array.h"
#include "base/mem.h"
#include "config/parts.h"
#include "feed/opml.h"

#include <stdlib.h>
#include <string.h>

static bool has_blanks(const char *tag)
{
	size_t n = strlen(tag);

	return n && (ascii_is_space((unsigned char)tag[0]) || ascii_is_space((unsigned char)tag[n - 1]));
}

/* Commas and slashes part tags in OPML, and blanks round one are lost: such names stand in our own
 * attribute too. */
static void add_odd_tags(const struct source *s, struct str *lines)
{
	bool odd = false;

	for (size_t i = 0; i < s->tag.n; i++)
		odd |= strpbrk(s->tag.v[i], ",/") || has_blanks(s->tag.v[i]);
	for (size_t i = 0; odd && i < s->tag.n; i++)
		config_write_line(lines, "tag", s->tag.v[i], false);
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
