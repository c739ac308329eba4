/* The texts compiled in: presets.conf and catalogue.conf, and the catalogue as a list. */
#include <string.h>

#include "base/array.h"
#include "config/parts.h"

/* Made from the two files by the Makefile; each ends with a NUL that is not counted. */
extern const char text_presets[], text_catalogue[];
extern const unsigned long text_presets_size, text_catalogue_size;

struct slice catalogue_presets(void)
{
	return slice_make(text_presets, text_presets_size);
}

struct slice catalogue_text(void)
{
	return slice_make(text_catalogue, text_catalogue_size);
}

struct reading {
	struct arena *arena;
	struct catalogue_entry *entries;
	size_t n, cap;
	const char *section;      /* from "## 中文 · 综合" */
	const char *start;        /* of the entry at hand, NULL between two */
	const char *end;          /* behind its last line */
};

static const char *keep(struct reading *r, struct slice text)
{
	return arena_strndup(r->arena, text.data, text.len);
}

static void end_entry(struct reading *r)
{
	struct slice text;

	if (!r->start)
		return;
	text = slice_make(r->start, (size_t)(r->end - r->start));
	r->entries[r->n - 1].config = keep(r, text);
	r->start = NULL;
}

static void begin_entry(struct reading *r, const struct config_scanned *line)
{
	struct catalogue_entry *e;

	if (r->n == r->cap) {
		struct catalogue_entry *wider;

		r->cap = r->cap ? r->cap * 2 : 64;
		wider = arena_alloc(r->arena, r->cap * sizeof *wider);
		if (r->n)
			memcpy(wider, r->entries, r->n * sizeof *wider);
		r->entries = wider;
	}
	e = &r->entries[r->n++];
	memset(e, 0, sizeof *e);
	e->section = r->section;
	e->name = keep(r, line->name);
	e->kind = slice_is(line->section, "hot") ? SOURCE_HOT : SOURCE_FEED;
	r->start = line->text.data;
	r->end = line->text.data + line->text.len;
}

static void read_comment(struct reading *r, const struct config_scanned *line)
{
	struct slice text = line->text;

	if (slice_begins(text, "## ")) {
		end_entry(r);
		r->section = keep(r, slice_make(text.data + 3, text.len - 3));
	} else if (r->start && slice_begins(text, "# ")) {
		r->entries[r->n - 1].note = keep(r, slice_make(text.data + 2, text.len - 2));
		r->end = text.data + text.len;
	}
}

/* Address, language and kind come from the entry as it would be loaded, so that presets count. */
static void fill_from_config(struct reading *r, const struct config *c)
{
	for (size_t i = 0; i < r->n; i++)
		for (size_t k = 0; k < c->n_sources; k++)
			if (c->sources[k].kind == r->entries[i].kind &&
			    !strcmp(c->sources[k].name, r->entries[i].name)) {
				r->entries[i].url = arena_strdup(r->arena, c->sources[k].url);
				r->entries[i].language =
					arena_strdup(r->arena, c->sources[k].language);
			}
}

size_t catalogue_entries(struct arena *arena, const struct catalogue_entry **out)
{
	struct reading r = { .arena = arena, .section = "" };
	struct config_scan scan;
	struct config_scanned line;
	struct config *c = config_of_text(catalogue_text(), "catalogue");

	config_scan_init(&scan, catalogue_text());
	while (config_scan_next(&scan, &line)) {
		if (line.kind == CONFIG_COMMENT) {
			read_comment(&r, &line);
			continue;
		}
		if (line.kind == CONFIG_SECTION) {
			end_entry(&r);
			begin_entry(&r, &line);
		}
		r.end = line.text.data + line.text.len;
	}
	end_entry(&r);
	fill_from_config(&r, c);
	config_free(c);
	*out = r.entries;
	return r.n;
}
