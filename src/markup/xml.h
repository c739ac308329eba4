/*
 * XML in one pass, forgiving: what feeds are, not what they should be.
 *
 * Input is UTF-8 (the caller decodes; a declaration is ignored). Junk before the first element is
 * dropped, DOCTYPE is cut out, no entity is ever declared: the five of XML and the 253 names of HTML
 * are known, nothing is fetched. Stray & and <, unclosed and crossed tags, unquoted attributes,
 * undeclared prefixes and control bytes are recovered from, and the report says so. Pure; any
 * thread once xml_start() has been called.
 *
 * Limits: XML_DEPTH elements deep (what is deeper is left out), XML_ATTRS attributes of an element,
 * XML_TAG_BYTES for a tag; all told in report.cut.
 */
#ifndef MARKUP_XML_H
#define MARKUP_XML_H

#include <stdbool.h>
#include <stddef.h>
#include "base/str.h"

enum { XML_DEPTH = 256, XML_ATTRS = 128, XML_NAMESPACES = 128, XML_TAG_BYTES = 1024 * 1024 };

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
	char problem[160];   /* its name in English, cleaned, "" for none */
};

/* Once, before threads start. */
void xml_start(void);
/* Read all of it. False when there is no element at all. report may be NULL. */
bool xml_read(struct slice xml, const struct xml_handler *handler, void *opaque,
              struct xml_report *report);
/* The value of an attribute without namespace (prefix NULL), or by prefix or namespace address;
 * data NULL when absent. */
struct slice xml_attr(const struct xml_element *e, const char *prefix_or_ns, const char *name);

#endif
