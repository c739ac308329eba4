/*
 * The elements that are open while XML is read: their names, what is wanted of them, and the
 * namespaces in force. Events go through here, so that skipping and taking whole is done in one
 * place. Only markup/xml*.c look in here.
 */
#ifndef MARKUP_XML_OPEN_H
#define MARKUP_XML_OPEN_H

#include "markup/xml.h"

struct xml_binding {
	struct slice prefix;  /* empty for the default */
	char *uri;            /* NULL: undone by xmlns="" */
};

struct xml_level {
	struct slice qname;   /* as written, in the input */
	char names[XML_NAME_BYTES + 1]; /* prefix NUL local, or local */
	struct xml_element element;
	size_t n_bindings;    /* in force outside of it */
	enum xml_take take;
};

struct xml_open {
	const struct xml_handler *handler;
	void *opaque;
	struct xml_level levels[XML_DEPTH];
	uint32_t hashes[XML_DEPTH]; /* of their names, side by side: end tags of nothing are many */
	size_t depth;
	struct xml_binding bindings[XML_NAMESPACES];
	size_t n_bindings;
	size_t taken;         /* depth of the element that is taken whole, 0 for none */
	struct str whole;     /* what it holds so far */
	const char *child;    /* the first tag inside of it (XML_LINE); NULL for none so far */
	size_t child_at;      /* and how much text stood before that */
};

/* Declare a namespace for the element that is about to be opened; false at the limit. */
bool xml_open_bind(struct xml_open *o, struct slice prefix, struct slice uri);
/* The namespace of a prefix (empty: the default one); *known is set false when it was never
 * declared. */
const char *xml_open_namespace(const struct xml_open *o, struct slice prefix, bool *known);
/* Open an element whose attributes are resolved. n_bindings: how many were in force before its own.
 * False when its prefix was never declared; it is open all the same. */
bool xml_open_start(struct xml_open *o, struct slice qname, const struct xml_attr *attrs,
                    size_t n_attrs, size_t n_bindings);
/* How many elements an end tag closes; 0 when none of that name is open. */
size_t xml_open_closes(const struct xml_open *o, struct slice qname);
/* Where to go on instead when an end tag is to close n elements, of which one is a line whose own end
 * tag is missing: it is closed before the first tag in it. NULL when there is none. */
const char *xml_open_cut_line(struct xml_open *o, size_t n);
void xml_open_text(struct xml_open *o, struct slice text);
/* Close the innermost element. */
void xml_open_end(struct xml_open *o);

#endif
