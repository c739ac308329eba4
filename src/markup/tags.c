#include "markup/tags.h"

#include <stdbool.h>
#include <string.h>

#include "markup/html.h"

#define BLOCK (TAG_BLOCK | TAG_CLOSES_P)
#define HEADING (BLOCK | TAG_HEADING)
#define PART (TAG_BLOCK | TAG_TABLE)
#define CELL (PART | TAG_SCOPE)

/* In the order of strcmp(). */
static const struct tag_info infos[] = {
	{ "a", 0, 0, "a", "# address div p" },
	{ "address", 0, BLOCK, NULL, NULL },
	{ "applet", 0, TAG_BLOCK | TAG_SCOPE, NULL, NULL },
	{ "area", 0, TAG_VOID, NULL, NULL },
	{ "article", 0, BLOCK, NULL, NULL },
	{ "aside", 0, BLOCK, NULL, NULL },
	{ "base", 0, TAG_VOID, NULL, NULL },
	{ "basefont", 0, TAG_VOID, NULL, NULL },
	{ "bgsound", 0, TAG_VOID, NULL, NULL },
	{ "blockquote", 0, BLOCK, NULL, NULL },
	{ "body", 0, TAG_BLOCK, "head", "html" },
	{ "br", 0, TAG_VOID, NULL, NULL },
	{ "button", 0, TAG_SCOPE, "button", "#" },
	{ "caption", 0, CELL, "caption td th", "table" },
	{ "center", 0, BLOCK, NULL, NULL },
	{ "col", 0, TAG_VOID, NULL, NULL },
	{ "colgroup", 0, PART, "caption", "table" },
	{ "dd", 0, BLOCK, "dd dt", "dl #" },
	{ "details", 0, BLOCK, NULL, NULL },
	{ "dialog", 0, BLOCK, NULL, NULL },
	{ "dir", 0, BLOCK, NULL, NULL },
	{ "div", 0, BLOCK, NULL, NULL },
	{ "dl", 0, BLOCK, NULL, NULL },
	{ "dt", 0, BLOCK, "dd dt", "dl #" },
	{ "embed", 0, TAG_VOID, NULL, NULL },
	{ "fieldset", 0, BLOCK, NULL, NULL },
	{ "figcaption", 0, BLOCK, NULL, NULL },
	{ "figure", 0, BLOCK, NULL, NULL },
	{ "footer", 0, BLOCK, NULL, NULL },
	{ "form", 0, BLOCK, NULL, NULL },
	{ "frame", 0, TAG_VOID, NULL, NULL },
	{ "frameset", 0, TAG_BLOCK, NULL, NULL },
	{ "h1", 0, HEADING, NULL, NULL },
	{ "h2", 0, HEADING, NULL, NULL },
	{ "h3", 0, HEADING, NULL, NULL },
	{ "h4", 0, HEADING, NULL, NULL },
	{ "h5", 0, HEADING, NULL, NULL },
	{ "h6", 0, HEADING, NULL, NULL },
	{ "head", 0, TAG_BLOCK, NULL, NULL },
	{ "header", 0, BLOCK, NULL, NULL },
	{ "hgroup", 0, BLOCK, NULL, NULL },
	{ "hr", 0, TAG_VOID | BLOCK, NULL, NULL },
	{ "html", 0, TAG_BLOCK | TAG_SCOPE, NULL, NULL },
	{ "iframe", 1 << 0, TAG_RAW, NULL, NULL },
	{ "img", 0, TAG_VOID, NULL, NULL },
	{ "input", 0, TAG_VOID, NULL, NULL },
	{ "keygen", 0, TAG_VOID, NULL, NULL },
	{ "li", 0, BLOCK, "li", "ul ol menu dir #" },
	{ "link", 0, TAG_VOID, NULL, NULL },
	{ "listing", 0, BLOCK, NULL, NULL },
	{ "main", 0, BLOCK, NULL, NULL },
	{ "marquee", 0, TAG_BLOCK | TAG_SCOPE, NULL, NULL },
	{ "math", 0, TAG_FOREIGN, NULL, NULL },
	{ "menu", 0, BLOCK, NULL, NULL },
	{ "meta", 0, TAG_VOID, NULL, NULL },
	{ "nav", 0, BLOCK, NULL, NULL },
	{ "noembed", 1 << 1, TAG_RAW, NULL, NULL },
	{ "noframes", 1 << 2, TAG_RAW, NULL, NULL },
	{ "object", 0, TAG_BLOCK | TAG_SCOPE, NULL, NULL },
	{ "ol", 0, BLOCK, NULL, NULL },
	{ "optgroup", 0, 0, "option optgroup", "select" },
	{ "option", 0, 0, "option", "select datalist optgroup" },
	{ "p", 0, BLOCK, NULL, NULL },
	{ "param", 0, TAG_VOID, NULL, NULL },
	{ "pre", 0, BLOCK, NULL, NULL },
	{ "rp", 0, 0, "rb rp rt", "ruby rtc #" },
	{ "rt", 0, 0, "rb rp rt", "ruby rtc #" },
	{ "script", 1 << 3, TAG_RAW | TAG_CODE, NULL, NULL },
	{ "search", 0, BLOCK, NULL, NULL },
	{ "section", 0, BLOCK, NULL, NULL },
	{ "select", 0, TAG_SCOPE, NULL, NULL },
	{ "source", 0, TAG_VOID, NULL, NULL },
	{ "style", 1 << 4, TAG_RAW | TAG_CODE, NULL, NULL },
	{ "summary", 0, BLOCK, NULL, NULL },
	{ "svg", 0, TAG_FOREIGN, NULL, NULL },
	{ "table", 0, PART | TAG_CLOSES_P | TAG_SCOPE, NULL, NULL },
	{ "tbody", 0, PART, "caption colgroup tbody thead tfoot", "table" },
	{ "td", 0, CELL, "td th", "tr table" },
	{ "template", 0, TAG_SCOPE, NULL, NULL },
	{ "textarea", 1 << 5, TAG_RAW | TAG_REFERENCES, NULL, NULL },
	{ "tfoot", 0, PART, "caption colgroup tbody thead tfoot", "table" },
	{ "th", 0, CELL, "td th", "tr table" },
	{ "thead", 0, PART, "caption colgroup tbody thead tfoot", "table" },
	{ "title", 1 << 6, TAG_RAW | TAG_REFERENCES, NULL, NULL },
	{ "tr", 0, PART, "caption colgroup tr", "tbody thead tfoot table" },
	{ "track", 0, TAG_VOID, NULL, NULL },
	{ "ul", 0, BLOCK, NULL, NULL },
	{ "wbr", 0, TAG_VOID, NULL, NULL },
	{ "xmp", 1 << 7, TAG_RAW | BLOCK, NULL, NULL },
};

enum { N_INFOS = sizeof infos / sizeof *infos };

const struct tag_info *tag_info(const char *name)
{
	static const struct tag_info unknown;
	size_t low = 0, high = N_INFOS;

	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = strcmp(name, infos[middle].name);

		if (!order)
			return &infos[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return &unknown;
}

int tag_listed(const char *list, const char *name)
{
	size_t n = strlen(name);

	for (const char *p = list; p && (p = strstr(p, name)); p++)
		if ((p == list || p[-1] == ' ') && (p[n] == ' ' || !p[n]))
			return true;
	return false;
}

bool html_is_void(const char *name)
{
	return tag_info(name)->flags & TAG_VOID;
}

bool html_is_block(const char *name)
{
	return tag_info(name)->flags & TAG_BLOCK;
}
