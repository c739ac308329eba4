/*
 * RSS, RDF and Atom, read in one pass. What is read is in tables, one row an element: feed/rss.c,
 * feed/atom.c, feed/modules.c; this is what their rows are made of. A row that only names a slot
 * needs no code. The formats share one vocabulary, since feeds mix them: an atom:updated in RSS is
 * read as in Atom. Names are compared without case.
 */
#ifndef FEED_XMLFEED_H
#define FEED_XMLFEED_H

#include "base/err.h"
#include "feed/feedbuild.h"
#include "feed/parse.h"
#include "markup/xml.h"

/* Namespaces, whatever address or prefix they come under. */
enum xml_space {
	SPACE_CORE, /* RSS of every version, Atom of every version, and none */
	SPACE_CC, SPACE_CONTENT, SPACE_CREATIVECOMMONS, SPACE_DC, SPACE_DCTERMS, SPACE_HATENA,
	SPACE_ITUNES, SPACE_MEDIA, SPACE_RDF, SPACE_SY, SPACE_XHTML, SPACE_OTHER,
};

/* What an element stands in: it counts only where its row says so. */
enum xml_place {
	IN_DOCUMENT = 1, IN_FEED = 2, IN_ENTRY = 4, IN_SOURCE = 8, IN_PERSON = 16, IN_IMAGE = 32,
	IN_GROUP = 64,   /* media:group and media:content */
	IN_UNKNOWN = 128,
	IN_BOTH = IN_FEED | IN_ENTRY | IN_SOURCE,
	IN_ANY = 255,
};

enum xml_kind {
	KIND_ENTER,   /* children count, in the place `inside` (0: the same as before) */
	KIND_GATHER,  /* the same, and text beside them is kept for end() */
	KIND_NOTHING, /* attributes only */
	KIND_LINE,    /* one-line text */
	KIND_URL,     /* an address */
	KIND_PLAIN,   /* a text that is plain unless it says or looks otherwise */
	KIND_HTML,    /* a text that is HTML unless it says otherwise */
	KIND_XHTML,   /* elements that are markup */
};

/* Where a value goes; the stronger stays, of equals the later (title, summary, content: the first).
 */
enum xml_slot {
	SLOT_NONE,
	SLOT_TITLE,
	SLOT_SUBTITLE,
	SLOT_SUMMARY,
	SLOT_CONTENT,
	SLOT_LINK,
	SLOT_ID,
	SLOT_RIGHTS,
	SLOT_LANGUAGE,
	SLOT_IMAGE,
	SLOT_COMMENTS,
	SLOT_PUBLISHED,
	SLOT_UPDATED,
	SLOT_HEAT,
	SLOT_TTL,
	SLOT_PERIOD,
	SLOT_FREQUENCY,
	SLOTS
};

struct xml_feed;

struct xml_rule {
	const char *name;              /* lower case; rows are in order of name */
	unsigned char space, places, kind, slot, strength, inside;
	void (*start)(struct xml_feed *x, const struct xml_element *e);
	void (*value)(struct xml_feed *x, struct slice text);
	void (*end)(struct xml_feed *x);
};

struct xml_rules {
	const struct xml_rule *rows;
	size_t n;
};
extern const struct xml_rules rss_rules, atom_rules, module_rules;

struct xml_value {
	const char *text;    /* plain for titles and the like, markup for summary and content */
	const char *other;   /* a title's markup; a summary's plain text; NULL when the same */
	unsigned char strength;
};

/* What is known of the feed, of the entry, or of an entry's source. */
struct xml_scope {
	struct xml_value slot[SLOTS];
	struct feed_build_lists *lists;
	const char *base, *language; /* in force at its content, else summary, else title */
	unsigned char base_rank;
};

enum xml_form { FORM_PLAIN, FORM_HTML, FORM_XHTML };

/* An open element. */
struct xml_frame {
	const struct xml_rule *rule; /* NULL: unknown */
	unsigned char place;         /* of its children */
	unsigned char form;
	bool is_base64, is_inline;   /* inline: markup that may be HTML escaped after all */
	const char *base, *language;
};

struct xml_feed {
	struct feed_build build;
	struct arena *arena;
	const struct feed_hints *hints;
	struct xml_frame frame[XML_DEPTH + 1];
	size_t depth;                /* frame[depth] is the innermost */
	struct xml_scope of_feed, of_entry, of_source;
	struct feed_build_lists source_lists, media;
	struct feed_entry *entry;    /* NULL outside one */
	bool in_source, saw_root, is_rdf;
	/* attributes that wait for the element's text */
	const char *term, *scheme, *label, *source_url;
	bool guid_is_link;
	struct feed_person person;
	/* a feed's author where it names none: whom to write to */
	struct feed_person owner;
	const char *web_master;
	struct str gathered;
	char space_cache[96];
	unsigned char space_cached;
};

/* --- for the rows ----------------------------------------------------------------------------- */

/* The row for an element in that place, NULL if there is none (feed/xmlnames.c). */
const struct xml_rule *xml_rule_find(struct xml_feed *x, const struct xml_element *e,
                                     unsigned char place);
struct xml_scope *xml_scope(struct xml_feed *x);
struct xml_frame *xml_top(struct xml_feed *x);
/* Put a value into a slot of the current scope; nothing when text is NULL. */
void xml_set(struct xml_feed *x, enum xml_slot slot, int strength, const char *text);
/* The same with its other form. */
void xml_set_pair(struct xml_feed *x, enum xml_slot slot, int strength, const char *text,
                  const char *other);
/* An attribute by its local name in any case, cleaned; NULL when absent or empty. */
const char *xml_attr_line(struct xml_feed *x, const struct xml_element *e, const char *name);
/* The same as an address, resolved. */
const char *xml_attr_url(struct xml_feed *x, const struct xml_element *e, const char *name);
struct slice xml_attr_nocase(const struct xml_element *e, const char *name);

void xml_entry_start(struct xml_feed *x, const struct xml_element *e);
void xml_entry_end(struct xml_feed *x);
/* Start functions and ends that several tables use. */
void xml_person_start(struct xml_feed *x, const struct xml_element *e);
void xml_person_end(struct xml_feed *x);
void xml_person_value(struct xml_feed *x, struct slice text);
void xml_category_start(struct xml_feed *x, const struct xml_element *e);
void xml_category_value(struct xml_feed *x, struct slice text);
void xml_link_start(struct xml_feed *x, const struct xml_element *e);
void xml_link_value(struct xml_feed *x, struct slice text);

#endif
