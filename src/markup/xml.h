/*
 * XML in one pass, forgiving: what feeds are, not what they should be.
 *
 * Input is UTF-8 (the caller decodes; a declaration is skipped). Junk before the first element is
 * dropped. The five entities of XML and the names of HTML are known, and those few that a DOCTYPE
 * declares as plain text; anything else stays as written, nothing is fetched. Stray & and <, unclosed and crossed
 * tags, unquoted and doubled attributes, undeclared prefixes, control bytes and files cut off are
 * recovered from, and the report says so. Every started element is ended. Text comes out decoded but
 * not cleaned: text_clean() is the caller's. Pure; any thread; time linear in the input.
 *
 * Why no library: libxml2 costs every start 1.7 ms and 3 MB (it brings ICU along), compares
 * attributes pairwise, and after a crossed tag loses its place; it is the oracle of the unit test.
 *
 * Limits: XML_DEPTH elements deep (tags deeper are left out, their text stays), XML_ATTRS attributes
 * of an element, XML_NAMESPACES declarations in force, XML_VALUE_BYTES for an attribute's value,
 * XML_NAME_BYTES for a name; all told in report.cut.
 */
#ifndef MARKUP_XML_H
#define MARKUP_XML_H

#include <stdbool.h>
#include <stddef.h>
#include "base/str.h"

enum {
	XML_DEPTH = 256,
	XML_ATTRS = 128,
	XML_NAMESPACES = 128,
	XML_NAME_BYTES = 127,
	XML_VALUE_BYTES = 1024 * 1024,
};

struct xml_attr {
	const char *name;    /* local */
	const char *prefix;  /* NULL for none */
	const char *ns;      /* address of the namespace; NULL for none, or for an undeclared prefix */
	struct slice value;  /* references decoded */
};

struct xml_element {
	const char *name;    /* local */
	const char *prefix;
	const char *ns;      /* "" never: NULL for none, or for an undeclared prefix */
	const struct xml_attr *attrs; /* in end(): none */
	size_t n_attrs;
};

/* What is wanted of an element. */
enum xml_take {
	XML_ENTER,   /* its children one by one */
	XML_SKIP,    /* nothing: no text, no children; end() is called */
	XML_TEXT,    /* all inside in one call of text(): text as it is, with tags of child elements
	                written out: right for what holds text or HTML, escaped or (wrongly) not */
	XML_LINE,    /* the same; but where its end tag is missing it ends at the first tag inside:
	                right for what holds a line of text, seldom with tags */
	XML_MARKUP,  /* all inside in one call of text(), as markup: text escaped, prefixes of XHTML
	                dropped; right for Atom's type="xhtml" */
};

/* Any may be NULL. Everything is valid during the call only. */
struct xml_handler {
	enum xml_take (*start)(void *opaque, const struct xml_element *e);
	/* A piece of text in an entered element, or the whole of a taken one (once, even if empty). */
	void (*text)(void *opaque, struct slice text);
	void (*end)(void *opaque, const struct xml_element *e);
};

struct xml_report {
	bool wellformed;     /* false when anything had to be recovered, left out or cut */
	bool cut;            /* a limit was met */
	bool has_doctype;
	size_t line;         /* of the first fault, 1 first; 0 for none */
	const char *problem; /* its msgid, for _(); NULL for none */
};

/* Read all of it. False when there is no element at all. report may be NULL. */
bool xml_read(struct slice xml, const struct xml_handler *handler, void *opaque,
              struct xml_report *report);
/* The value of an attribute without namespace (prefix NULL), or by prefix or namespace address;
 * data NULL when absent. */
struct slice xml_attr(const struct xml_element *e, const char *prefix_or_ns, const char *name);

#endif
