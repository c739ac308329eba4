/*
 * Text constructs: what is said in title, summary, content and the like, plain, HTML (escaped or
 * not) or XHTML, perhaps as base64, by what the element's type and mode say or by how it looks.
 */
#ifndef FEED_TEXTFORM_H
#define FEED_TEXTFORM_H

#include "feed/xmlfeed.h"

/* Find out the form of an element that holds a text, note it in its frame, say how to take it. */
enum xml_take text_form(struct xml_feed *x, struct xml_frame *frame, const struct xml_element *e);
/* Take its whole inside into the slot of its rule. */
void text_take(struct xml_feed *x, const struct xml_frame *frame, struct slice text);

#endif
