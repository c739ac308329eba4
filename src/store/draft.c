#include "store/draft.h"
#include "base/array.h"
#include "text/clean.h"
#include "text/fold.h"

#include <stdlib.h>
#include <string.h>

enum { LONG_BYTES = 1000 }; /* plain text from here on is an article, not a summary */

static bool has(const char *s)
{
	return s && *s;
}

/* --- tags ----------------------------------------------------------------------------------------- */

static void add_tag(struct draft_entry *out, const char *name)
{
	if (!has(name) || strlen(name) > TAG_BYTES_MOST || out->n_tags == TAGS_MOST ||
	    strchr(name, '\n'))
		return;
	for (size_t i = 0; i < out->n_tags; i++)
		if (!strcmp(out->tags[i], name))
			return;
	out->tags[out->n_tags++] = name;
}

static void gather_tags(struct draft *d, struct draft_entry *out)
{
	const struct feed_entry *e = out->entry;
	size_t most = e->n_tags + d->source->tag.n;

	if (!most)
		return;
	out->tags = arena_alloc(&d->arena, (most < TAGS_MOST ? most : TAGS_MOST) * sizeof *out->tags);
	for (size_t i = 0; i < e->n_tags; i++)
		add_tag(out, has(e->tags[i].label) ? e->tags[i].label : e->tags[i].term);
	out->n_feed_tags = out->n_tags;
	for (size_t i = 0; i < d->source->tag.n; i++)
		add_tag(out, d->source->tag.v[i]);
}

/* --- what identifies an entry, and what shows that it changed --------------------------------------- */

static int64_t print_of(const struct draft_entry *out)
{
	const struct feed_entry *e = out->entry;
	const struct feed_enclosure *enclosure = e->n_enclosures ? &e->enclosures[0] : NULL;
	const char *const parts[] = {
		out->title, e->link, out->body, out->body == e->summary ? NULL : e->summary, e->author,
		e->editor, e->source_title, e->comments, e->image, out->language, out->base,
		enclosure ? enclosure->href : NULL, enclosure ? enclosure->type : NULL,
	};
	uint64_t h = HASH_PRINT + 1;

	for (size_t i = 0; i < ARRAY_LENGTH(parts); i++)
		h = hash_more(h, parts[i]);
	for (size_t i = 0; i < out->n_tags; i++)
		h = hash_more(h, out->tags[i]);
	return hash_end(h + out->n_feed_tags);
}

static void prepare_entry(struct draft *d, const struct feed_entry *e, struct draft_entry *out)
{
	char *canon = identifying_link(e->link, d->source);

	out->entry = e;
	out->title = e->title ? e->title : "";
	out->body = has(e->content) ? e->content : has(e->summary) ? e->summary : NULL;
	out->language = has(e->language)         ? e->language
	                : has(d->source->language) ? d->source->language
	                                           : d->feed->language;
	out->base = has(e->base) ? e->base : e->link;
	out->canon = arena_strdup(&d->arena, canon);
	free(canon);
	out->guid_hash = has(e->id) ? hash_of(HASH_GUID, slice_of(e->id)) : 0;
	out->link_hash = out->canon ? hash_of(HASH_LINK, slice_of(out->canon)) : 0;
	out->title_hash = hash_title(HASH_TITLE, out->title);
	gather_tags(d, out);
	out->print = print_of(out);
}

/* --- entries against each other ---------------------------------------------------------------------- */

struct order {
	int64_t key;
	size_t at;
};

static int by_key(const void *a, const void *b)
{
	const struct order *x = a, *y = b;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return x->at < y->at ? -1 : x->at > y->at;
}

/* Entries that have this key, sorted by it, the feed's order kept; returns their number. */
static size_t sort_entries(const struct draft *d, bool by_guid, struct order *out)
{
	size_t n = 0;

	for (size_t i = 0; i < d->n; i++) {
		int64_t key = by_guid ? d->entries[i].guid_hash : d->entries[i].link_hash;

		if (key)
			out[n++] = (struct order){ key, i };
	}
	qsort(out, n, sizeof *out, by_key);
	return n;
}

static bool is_same_entry(const struct draft_entry *a, const struct draft_entry *b)
{
	return a->link_hash == b->link_hash && a->title_hash == b->title_hash;
}

static void compare_guids(struct draft *d, struct order *order)
{
	size_t n = sort_entries(d, true, order);

	d->guids = arena_alloc(&d->arena, (n + 1) * sizeof *d->guids);
	for (size_t i = 0; i < n; i++) {
		d->guids[d->n_guids++] = order[i].key;
		if (!i || order[i].key != order[i - 1].key)
			continue;
		if (is_same_entry(&d->entries[order[i].at], &d->entries[order[i - 1].at]))
			d->entries[order[i].at].is_twin = true;
		else
			d->guids_clash = true;
	}
}

/* Also finds entries that are twins but for their guid, which counts where guids mean nothing. */
static void compare_links(struct draft *d, struct order *order)
{
	size_t n = sort_entries(d, false, order);

	for (size_t i = 1; i < n; i++) {
		struct draft_entry *above = &d->entries[order[i - 1].at];
		struct draft_entry *entry = &d->entries[order[i].at];

		if (order[i].key != order[i - 1].key)
			continue;
		if (is_same_entry(above, entry) &&
		    (d->guids_clash || !entry->guid_hash || entry->guid_hash == above->guid_hash))
			entry->is_twin = true;
		else
			above->link_is_shared = entry->link_is_shared = true;
	}
}

bool draft_has_guid(const struct draft *d, int64_t guid_hash)
{
	size_t low = 0, high = d->n_guids;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (d->guids[middle] == guid_hash)
			return true;
		if (d->guids[middle] < guid_hash)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

struct draft *store_draft_new(const struct source *source, const struct feed *feed,
                              void (*plain)(struct str *out, const char *html))
{
	struct draft *d = xcalloc(1, sizeof *d);
	struct order *order = xcalloc(feed->n_entries + 1, sizeof *order);

	d->source = source;
	d->feed = feed;
	d->plain = plain;
	d->n = feed->n_entries;
	d->entries = arena_alloc(&d->arena, (d->n + 1) * sizeof *d->entries);
	for (size_t i = 0; i < d->n; i++)
		prepare_entry(d, &feed->entries[i], &d->entries[i]);
	compare_guids(d, order);
	compare_links(d, order);
	free(order);
	return d;
}

void store_draft_free(struct draft *d)
{
	if (d)
		arena_release(&d->arena);
	free(d);
}

/* --- text --------------------------------------------------------------------------------------------- */

/* Cut at a character's border. */
static struct slice cut(struct slice text, size_t most)
{
	if (text.len <= most)
		return text;
	while (most && ((unsigned char)text.data[most] & 0xc0) == 0x80)
		most--;
	return slice_make(text.data, most);
}

static const char *summary_of(struct arena *a, struct slice plain)
{
	struct str line = STR_INIT;
	struct slice begin = cut(plain, SUMMARY_BYTES + SUMMARY_BYTES / 8), kept;
	const char *copy;

	/* a little more than is kept will do, but where much of it is blanks */
	text_clean(&line, begin, CLEAN_LINE);
	if (line.len < SUMMARY_BYTES && begin.len < plain.len) {
		str_clear(&line);
		text_clean(&line, cut(plain, 4 * SUMMARY_BYTES), CLEAN_LINE);
	}
	kept = cut(str_slice(&line), SUMMARY_BYTES);
	copy = kept.len ? arena_strndup(a, kept.data, kept.len) : NULL;
	str_release(&line);
	return copy;
}

static struct slice fold_into(struct arena *a, struct str *scratch, struct slice text)
{
	str_clear(scratch);
	text_fold(scratch, text);
	return slice_make(arena_strndup(a, scratch->data, scratch->len), scratch->len);
}

static void to_plain(const struct draft *d, struct str *out, const char *markup)
{
	str_clear(out);
	if (!markup)
		return;
	if (d->plain)
		d->plain(out, markup);
	else
		str_add(out, markup);
}

void draft_text(struct draft *d, size_t i)
{
	struct draft_entry *out = &d->entries[i];
	struct str plain = STR_INIT, scratch = STR_INIT;

	if (out->has_text)
		return;
	out->has_text = true;
	to_plain(d, &plain, out->body);
	out->text_hash = hash_end(hash_more(hash_more(HASH_TEXT + 1, out->title), plain.data));
	out->is_long = has(out->entry->content) || plain.len >= LONG_BYTES;
	out->folded_title = fold_into(&d->arena, &scratch, slice_of(out->title));
	out->folded = fold_into(&d->arena, &scratch, str_slice(&plain));
	if (out->body != out->entry->summary && has(out->entry->summary))
		to_plain(d, &plain, out->entry->summary);
	out->summary = summary_of(&d->arena, str_slice(&plain));
	str_release(&scratch);
	str_release(&plain);
}

void store_draft_fill(struct draft *d)
{
	for (size_t i = 0; i < d->n; i++)
		draft_text(d, i);
}
