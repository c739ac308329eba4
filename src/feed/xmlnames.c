/* Which row of the tables an element is: by namespace, name and place. */
#include "feed/xmlfeed.h"
#include "base/array.h"

#include <string.h>

/* Addresses without their scheme, www. and last slash or sign, in lower case. */
static const struct {
	const char *address;
	enum xml_space space;
} spaces[] = {
	{ "w3.org/2005/atom", SPACE_CORE },
	{ "purl.org/dc/elements/1.1", SPACE_DC },
	{ "purl.org/rss/1.0/modules/content", SPACE_CONTENT },
	{ "search.yahoo.com/mrss", SPACE_MEDIA },
	{ "itunes.com/dtds/podcast-1.0.dtd", SPACE_ITUNES },
	{ "purl.org/rss/1.0", SPACE_CORE },
	{ "w3.org/1999/02/22-rdf-syntax-ns", SPACE_RDF },
	{ "purl.org/rss/1.0/modules/syndication", SPACE_SY },
	{ "purl.org/dc/terms", SPACE_DCTERMS },
	{ "w3.org/1999/xhtml", SPACE_XHTML },
	{ "hatena.ne.jp/info/xmlns", SPACE_HATENA },
	{ "web.resource.org/cc", SPACE_CC },
	{ "creativecommons.org/ns#license", SPACE_CC },
	{ "backend.userland.com/creativecommonsrssmodule", SPACE_CREATIVECOMMONS },
	{ "cyber.law.harvard.edu/rss/creativecommonsrssmodule.html", SPACE_CREATIVECOMMONS },
	{ "purl.org/atom/ns", SPACE_CORE },
	{ "my.netscape.com/rdf/simple/0.9", SPACE_CORE },
	{ "purl.org/rss/1.0/modules/rss091", SPACE_CORE },
	{ "blogs.law.harvard.edu/tech/rss", SPACE_CORE },
	{ "backend.userland.com/rss", SPACE_CORE },
	{ "purl.org/net/rss1.1", SPACE_CORE },
	{ "example.com/dtds/podcast-1.0.dtd", SPACE_ITUNES },
};

/* What a prefix means where its address is unknown or was never declared. */
static const struct {
	const char *prefix;
	enum xml_space space;
} prefixes[] = {
	{ "dc", SPACE_DC },       { "content", SPACE_CONTENT },
	{ "media", SPACE_MEDIA }, { "itunes", SPACE_ITUNES },
	{ "atom", SPACE_CORE },   { "atom10", SPACE_CORE },
	{ "a10", SPACE_CORE },    { "rdf", SPACE_RDF },
	{ "sy", SPACE_SY },       { "dcterms", SPACE_DCTERMS },
	{ "xhtml", SPACE_XHTML }, { "hatena", SPACE_HATENA },
	{ "cc", SPACE_CC },       { "creativecommons", SPACE_CREATIVECOMMONS },
	{ "rss", SPACE_CORE },
};

static enum xml_space space_of_prefix(const char *prefix)
{
	if (!prefix)
		return SPACE_CORE;
	for (size_t i = 0; i < ARRAY_LENGTH(prefixes); i++)
		if (!ascii_compare_nocase(prefix, prefixes[i].prefix))
			return prefixes[i].space;
	return SPACE_OTHER;
}

static enum xml_space space_of_address(const char *ns, const char *prefix)
{
	struct slice address = slice_of(ns);

	for (const char *const *start =
	             (const char *const[]){ "http://", "https://", "www.", NULL };
	     *start; start++)
		if (slice_begins_nocase(address, *start))
			address = slice_make(address.data + strlen(*start),
			                     address.len - strlen(*start));
	while (address.len && strchr("/#", address.data[address.len - 1]))
		address.len--;
	for (size_t i = 0; i < ARRAY_LENGTH(spaces); i++)
		if (slice_is_nocase(address, spaces[i].address))
			return spaces[i].space;
	if (slice_begins_nocase(address, "hatena.ne.jp/"))
		return SPACE_HATENA;
	if (slice_begins_nocase(address, "backend.userland.com/rss"))
		return SPACE_CORE;
	return space_of_prefix(prefix);
}

static enum xml_space space_of(struct xml_feed *x, const struct xml_element *e)
{
	size_t n;

	if (!e->ns)
		return space_of_prefix(e->prefix);
	/* Neighbours are of one namespace mostly. */
	if (!strcmp(e->ns, x->space_cache))
		return x->space_cached;
	n = strlen(e->ns);
	if (n >= sizeof x->space_cache)
		return space_of_address(e->ns, e->prefix);
	memcpy(x->space_cache, e->ns, n + 1);
	x->space_cached = (unsigned char)space_of_address(e->ns, e->prefix);
	return x->space_cached;
}

static const struct xml_rule *find_in(const struct xml_rules *rules, enum xml_space space,
                                      const char *name, unsigned char place)
{
	size_t low = 0, high = rules->n;

	while (low < high) {
		size_t middle = (low + high) / 2;
		const struct xml_rule *row = &rules->rows[middle];
		int order = (int)row->space - (int)space;
		if (!order)
			order = ascii_compare_nocase(row->name, name);
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < rules->n; low++) {
		const struct xml_rule *row = &rules->rows[low];
		if (row->space != space || ascii_compare_nocase(row->name, name))
			return NULL;
		if (row->places & place)
			return row;
	}
	return NULL;
}

const struct xml_rule *xml_rule_find(struct xml_feed *x, const struct xml_element *e,
                                     unsigned char place)
{
	enum xml_space space = space_of(x, e);
	const struct xml_rule *rule;

	if (space == SPACE_OTHER)
		return NULL;
	if (space != SPACE_CORE && space != SPACE_RDF)
		return find_in(&module_rules, space, e->name, place);
	rule = find_in(&rss_rules, space, e->name, place);
	return rule ? rule : find_in(&atom_rules, space, e->name, place);
}
