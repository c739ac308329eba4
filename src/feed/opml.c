#include "feed/opml.h"
#include "base/array.h"
#include "base/i18n.h"
#include "base/url.h"
#include "feed/decode.h"
#include "feed/opml_xpath.h"
#include "feed/value.h"
#include "markup/entity.h"
#include "markup/xml.h"

#include <stdlib.h>
#include <string.h>

enum { TAGS_MAX = 100 };

struct folder {
	const char *group;  /* of the outlines inside; NULL at the top */
};

struct reading {
	struct opml *out;
	size_t cap;
	struct folder folder[XML_DEPTH + 1];
	size_t depth;
	bool saw_root;
};

static const char *attr(struct reading *r, const struct xml_element *e, const char *name)
{
	for (size_t i = 0; i < e->n_attrs; i++)
		if (!ascii_compare_nocase(e->attrs[i].name, name))
			return value_line(&r->out->arena, e->attrs[i].value);
	return NULL;
}

/* "a,b" and "/a/b,/c" as other readers write categories: the last part of each path. */
static struct text_list read_tags(struct reading *r, const char *category)
{
	struct text_list tags = { arena_alloc(&r->out->arena, TAGS_MAX * sizeof *tags.v), 0 };
	struct slice rest = slice_of(category);

	while (rest.len && tags.n < TAGS_MAX) {
		struct slice tag = slice_trim(slice_next(&rest, ','));
		const char *slash = tag.len ? memrchr(tag.data, '/', tag.len) : NULL;
		const char *name;
		if (slash)
			tag = slice_make(slash + 1, (size_t)(tag.data + tag.len - slash - 1));
		name = value_line(&r->out->arena, tag);
		if (name)
			tags.v[tags.n++] = name;
	}
	return tags;
}

/* FreshRSS (docs/en/developers/OPML.md): "JSON+DotNotation" and "HTML+XPath" with these attributes. */
static const struct {
	const char *json, *xpath, *key;
} mapped[] = {
	{ "jsonItem", "xPathItem", "items" },
	{ "jsonItemTitle", "xPathItemTitle", "title" },
	{ "jsonItemUri", "xPathItemUri", "link" },
	{ "jsonItemContent", "xPathItemContent", "content" },
	{ "jsonItemTimestamp", "xPathItemTimestamp", "time" },
	{ "jsonItemAuthor", "xPathItemAuthor", "author" },
	{ "jsonItemThumbnail", "xPathItemThumbnail", "image" },
	{ "jsonItemCategories", "xPathItemCategories", "tags" },
	{ "jsonItemUid", "xPathItemUid", "id" },
};

/* One key; false for an XPath that has no equal. A text in quotes is no path: it is left out. */
static bool add_mapped(struct reading *r, const struct xml_element *e, size_t i, struct str *lines)
{
	const char *json = attr(r, e, mapped[i].json), *xpath = attr(r, e, mapped[i].xpath);
	struct str css = STR_INIT;
	bool ok = true;

	if (json)
		str_printf(lines, "%s = %s\n", mapped[i].key, strcmp(json, "$") ? json : ".");
	else if (xpath && xpath[0] && (ok = opml_xpath_to_css(xpath, &css)))
		str_printf(lines, "%s = %s\n", mapped[i].key, css.data);
	str_release(&css);
	/* title and link are what it is about; without the rest there is still a list */
	return ok || i > 2;
}

/* Our own attributes: each line of the value is one of the key's. */
static void add_own(const struct xml_element *e, struct str *lines)
{
	for (size_t i = 0; i < e->n_attrs; i++) {
		const struct xml_attr *a = &e->attrs[i];
		struct slice rest = a->value;

		if (!a->ns || strcmp(a->ns, OPML_NAMESPACE) || !strcmp(a->name, "kind"))
			continue;
		while (rest.len) {
			struct slice line = slice_trim(slice_next(&rest, '\n'));
			str_printf(lines, "%s = %.*s\n", a->name, (int)line.len, line.data);
		}
	}
}

static void read_mapping(struct reading *r, const struct xml_element *e, struct opml_item *item)
{
	struct str lines = STR_INIT;

	for (size_t i = 0; i < ARRAY_LENGTH(mapped) && !item->is_untold; i++)
		item->is_untold = !add_mapped(r, e, i, &lines);
	if (item->is_untold || !slice_begins(str_slice(&lines), "items"))
		str_clear(&lines);
	add_own(e, &lines);
	if (lines.len)
		item->mapping = arena_strndup(&r->out->arena, lines.data, lines.len);
	item->is_hot = slice_is(xml_attr(e, OPML_NAMESPACE, "kind"), "hot");
	str_release(&lines);
}

static void refuse(struct reading *r, const char *url)
{
	struct opml *o = r->out;

	if (!o->refused.v)
		o->refused.v = arena_alloc(&o->arena, OPML_REFUSED_TOLD * sizeof *o->refused.v);
	if (o->refused.n < OPML_REFUSED_TOLD)
		o->refused.v[o->refused.n++] = url;
	o->n_refused++;
}

static void add_item(struct reading *r, const struct xml_element *e, const char *url)
{
	struct opml_item *item;
	const char *category = attr(r, e, "category");

	if (!url_is_web(url)) {
		refuse(r, url);
		return;
	}
	if (r->out->n == OPML_ITEMS_MAX) {
		r->out->cut = true;
		return;
	}
	item = &ARRAY_PUSH(r->out->items, r->out->n, r->cap);
	memset(item, 0, sizeof *item);
	item->url = url;
	item->title = attr(r, e, "title");
	if (!item->title)
		item->title = attr(r, e, "text");
	item->html_url = attr(r, e, "htmlUrl");
	item->language = attr(r, e, "language");
	item->group = r->folder[r->depth].group;
	read_mapping(r, e, item);
	if (category)
		item->tags = read_tags(r, category);
}

static enum xml_take on_start(void *opaque, const struct xml_element *e)
{
	struct reading *r = opaque;
	const char *outer = r->folder[r->depth].group, *url, *name;

	r->saw_root = r->saw_root || !ascii_compare_nocase(e->name, "opml");
	if (r->depth == XML_DEPTH)
		return XML_SKIP;
	r->folder[++r->depth].group = outer;
	if (ascii_compare_nocase(e->name, "outline"))
		return XML_ENTER;
	url = attr(r, e, "xmlUrl");
	if (!url && (name = attr(r, e, "type")) && !ascii_compare_nocase(name, "rss"))
		url = attr(r, e, "url");
	if (url) {
		add_item(r, e, url);
		return XML_ENTER;
	}
	name = attr(r, e, "text");
	if (!name)
		name = attr(r, e, "title");
	if (name)
		r->folder[r->depth].group =
			outer ? arena_printf(&r->out->arena, "%s/%s", outer, name) : name;
	return XML_ENTER;
}

static void on_end(void *opaque, const struct xml_element *e)
{
	struct reading *r = opaque;

	(void)e;
	if (r->depth)
		r->depth--;
}

bool opml_read(struct slice bytes, struct opml *out, struct err *err)
{
	static const struct xml_handler handler = { on_start, NULL, on_end };
	struct reading *r = xcalloc(1, sizeof *r);
	struct xml_report report;
	struct decoded decoded;
	bool ok;

	memset(out, 0, sizeof *out);
	arena_init(&out->arena);
	r->out = out;
	decode_bytes(bytes, DECODE_XML, NULL, NULL, &decoded);
	xml_read(decoded.text, &handler, r, &report);
	out->cut = out->cut || report.cut;
	ok = r->saw_root;
	decoded_release(&decoded);
	free(r);
	return ok || err_set(err, _("no list of subscriptions: there is no <opml> in it"));
}

void opml_release(struct opml *o)
{
	free(o->items);
	arena_release(&o->arena);
	memset(o, 0, sizeof *o);
}

/* --- writing ---------------------------------------------------------------------------------- */

static void put_attr(struct str *out, const char *name, const char *value)
{
	if (!value || !value[0])
		return;
	str_printf(out, " %s=\"", name);
	html_escape(out, slice_of(value), true);
	str_add_char(out, '"');
}

/* Lines of one key become one attribute; newlines are written as references, which are kept. */
static void put_mapping(struct str *out, const char *lines)
{
	struct slice rest = slice_of(lines), open = slice_of("");

	while (rest.len) {
		struct slice line = slice_next(&rest, '\n'), key = slice_trim(slice_next(&line, '='));

		if (!key.len)
			continue;
		if (slice_equal(key, open)) {
			str_add(out, "&#10;");
		} else {
			str_add(out, open.len ? "\" " : " ");
			str_printf(out, "haowai:%.*s=\"", (int)key.len, key.data);
		}
		html_escape(out, slice_trim(line), true);
		open = key;
	}
	if (open.len)
		str_add_char(out, '"');
}

static void put_item(struct str *out, const struct opml_item *item, size_t depth)
{
	struct str tags = STR_INIT;

	str_add_repeat(out, '\t', depth);
	str_add(out, "<outline type=\"rss\"");
	put_attr(out, "text", item->title ? item->title : item->url);
	put_attr(out, "title", item->title);
	put_attr(out, "xmlUrl", item->url);
	put_attr(out, "htmlUrl", item->html_url);
	put_attr(out, "language", item->language);
	for (size_t i = 0; i < item->tags.n; i++)
		str_printf(&tags, "%s%s", i ? "," : "", item->tags.v[i]);
	put_attr(out, "category", tags.data);
	put_attr(out, "haowai:kind", item->is_hot ? "hot" : NULL);
	put_mapping(out, item->mapping);
	str_add(out, "/>\n");
	str_release(&tags);
}

/* How many folders two groups have in common. */
static size_t common_folders(struct slice a, struct slice b)
{
	size_t n = 0;

	while (a.len && b.len && slice_equal(slice_next(&a, '/'), slice_next(&b, '/')))
		n++;
	return n;
}

static size_t count_folders(struct slice group)
{
	size_t n = 0;

	for (; group.len; n++)
		slice_next(&group, '/');
	return n;
}

/* Close and open folders until the ones of group are open. */
static void move_to(struct str *out, struct slice from, struct slice group)
{
	size_t open = count_folders(from), shared = common_folders(from, group), depth = 0;

	for (; open > shared; open--) {
		str_add_repeat(out, '\t', open + 1);
		str_add(out, "</outline>\n");
	}
	for (; group.len; depth++) {
		struct slice name = slice_next(&group, '/');
		if (depth < shared)
			continue;
		str_add_repeat(out, '\t', depth + 2);
		str_add(out, "<outline text=\"");
		html_escape(out, name, true);
		str_add(out, "\">\n");
	}
}

/* Items of one group together, groups in the order of their first item. */
static void put_items(struct str *out, const struct opml_item *items, size_t n)
{
	bool *done = xcalloc(n + 1, sizeof *done);
	struct slice open = slice_of("");

	for (size_t first = 0; first < n; first++) {
		struct slice group = slice_of(items[first].group);
		if (done[first])
			continue;
		move_to(out, open, group);
		open = group;
		for (size_t i = first; i < n; i++) {
			if (done[i] || !slice_equal(slice_of(items[i].group), group))
				continue;
			put_item(out, &items[i], count_folders(group) + 2);
			done[i] = true;
		}
	}
	move_to(out, open, slice_of(""));
	free(done);
}

bool opml_write(FILE *to, const char *title, const struct opml_item *items, size_t n)
{
	struct str out = STR_INIT;
	bool ok;

	str_add(&out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\""
	              " xmlns:haowai=\"" OPML_NAMESPACE "\">\n\t<head>\n\t\t<title>");
	html_escape(&out, slice_of(title), false);
	str_add(&out, "</title>\n\t</head>\n\t<body>\n");
	put_items(&out, items, n);
	str_add(&out, "\t</body>\n</opml>\n");
	ok = fwrite(out.data, 1, out.len, to) == out.len && !ferror(to);
	str_release(&out);
	return ok;
}
