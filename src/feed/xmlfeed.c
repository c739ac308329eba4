#include "feed/xmlfeed.h"
#include "base/array.h"
#include "base/i18n.h"
#include "base/url.h"
#include "feed/format.h"
#include "feed/heat.h"
#include "feed/textform.h"
#include "feed/value.h"

#include <stdlib.h>
#include <string.h>

/* --- for the rows ----------------------------------------------------------------------------- */

struct xml_scope *xml_scope(struct xml_feed *x)
{
	return x->in_source ? &x->of_source : x->entry ? &x->of_entry : &x->of_feed;
}

struct xml_frame *xml_top(struct xml_feed *x)
{
	return &x->frame[x->depth];
}

static bool first_stays(enum xml_slot slot)
{
	return slot == SLOT_TITLE || slot == SLOT_SUMMARY || slot == SLOT_CONTENT;
}

void xml_set_pair(struct xml_feed *x, enum xml_slot slot, int strength, const char *text,
                  const char *other)
{
	struct xml_value *value = &xml_scope(x)->slot[slot];

	if (!text || slot == SLOT_NONE)
		return;
	if (value->text && (strength < value->strength ||
	                    (strength == value->strength && first_stays(slot))))
		return;
	*value = (struct xml_value){ text, other, (unsigned char)strength };
}

void xml_set(struct xml_feed *x, enum xml_slot slot, int strength, const char *text)
{
	xml_set_pair(x, slot, strength, text, NULL);
}

struct slice xml_attr_nocase(const struct xml_element *e, const char *name)
{
	for (size_t i = 0; i < e->n_attrs; i++)
		if (!ascii_compare_nocase(e->attrs[i].name, name))
			return e->attrs[i].value;
	return slice_make("", 0);
}

const char *xml_attr_line(struct xml_feed *x, const struct xml_element *e, const char *name)
{
	return value_line(x->arena, xml_attr_nocase(e, name));
}

const char *xml_attr_url(struct xml_feed *x, const struct xml_element *e, const char *name)
{
	struct slice value = xml_attr_nocase(e, name);

	return value.len ? value_url(x->arena, xml_top(x)->base, value) : NULL;
}

void xml_person_start(struct xml_feed *x, const struct xml_element *e)
{
	(void)e;
	memset(&x->person, 0, sizeof x->person);
	str_clear(&x->gathered);
}

void xml_person_end(struct xml_feed *x)
{
	const struct feed_person *p = &x->person;

	if (p->name || p->email || p->url)
		feed_build_person(&x->build, xml_scope(x)->lists, p->name, p->email, p->url);
	else
		feed_build_person_text(&x->build, xml_scope(x)->lists, str_slice(&x->gathered));
}

void xml_person_value(struct xml_feed *x, struct slice text)
{
	const char *line;

	/* A foaf:Person inside, or HTML: only its text is a name. */
	if (slice_find(text, "</", 2)) {
		line = value_line_of_markup(x->arena, text);
		text = slice_of(line);
	}
	feed_build_person_text(&x->build, xml_scope(x)->lists, text);
}

void xml_category_start(struct xml_feed *x, const struct xml_element *e)
{
	x->term = xml_attr_line(x, e, "term");
	x->label = xml_attr_line(x, e, "label");
	x->scheme = xml_attr_line(x, e, "scheme");
	if (!x->scheme)
		x->scheme = xml_attr_line(x, e, "domain");
	if (x->term)
		feed_build_tag(&x->build, xml_scope(x)->lists, x->term, x->scheme, x->label);
}

void xml_category_value(struct xml_feed *x, struct slice text)
{
	bool alone = !x->term;

	feed_build_tag(&x->build, xml_scope(x)->lists, value_line(x->arena, text),
	               alone ? x->scheme : NULL, alone ? x->label : NULL);
}

/* An alternate page is the link; one of another kind than HTML only where there is none. */
void xml_link_start(struct xml_feed *x, const struct xml_element *e)
{
	struct feed_link link = { .href = xml_attr_url(x, e, "href") };

	x->term = link.href;
	if (!link.href && !(link.href = x->term = xml_attr_url(x, e, "url")))
		return;
	link.rel = xml_attr_line(x, e, "rel");
	link.type = xml_attr_line(x, e, "type");
	link.title = xml_attr_line(x, e, "title");
	link.rel = link.rel ? link.rel : "alternate";
	if (!ascii_compare_nocase(link.rel, "enclosure"))
		feed_build_enclosure(&x->build, xml_scope(x)->lists, link.href, link.type,
		                xml_attr_nocase(e, "length"));
	if (!ascii_compare_nocase(link.rel, "alternate")) {
		bool page = !link.type || slice_begins_nocase(slice_of(link.type), "text/html") ||
		            slice_begins_nocase(slice_of(link.type), "application/xhtml");
		xml_set(x, SLOT_LINK, page ? 3 : 1, link.href);
		link.type = link.type ? link.type : "text/html";
	}
	feed_build_link(&x->build, xml_scope(x)->lists, &link);
}

/* Append text with &amp; as &: addresses are escaped twice quite often. */
static void add_unescaped(struct str *out, struct slice text)
{
	const char *amp;

	while ((amp = slice_find(text, "&amp;", 5))) {
		str_append(out, text.data, (size_t)(amp - text.data) + 1);
		text.len -= (size_t)(amp + 5 - text.data);
		text.data = amp + 5;
	}
	str_add_slice(out, text);
}

void xml_link_value(struct xml_feed *x, struct slice text)
{
	struct feed_link link = { .rel = "alternate", .type = "text/html" };
	struct str plain = STR_INIT;

	if (x->term || !slice_trim(text).len)
		return;
	add_unescaped(&plain, text);
	link.href = value_url(x->arena, xml_top(x)->base, str_slice(&plain));
	str_release(&plain);
	xml_set(x, SLOT_LINK, 3, link.href);
	feed_build_link(&x->build, xml_scope(x)->lists, &link);
}

void xml_entry_start(struct xml_feed *x, const struct xml_element *e)
{
	struct slice about = xml_attr(e, "rdf", "about");
	const char *id;

	if (!about.data)
		about = xml_attr(e, "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "about");
	id = about.data ? value_line(x->arena, about) : NULL;
	x->saw_root = true;
	if (x->entry) {
		/* The one before was never closed; what still comes in its name is nobody's. */
		xml_entry_end(x);
		for (size_t i = x->depth - 1; i && x->frame[i].place == IN_ENTRY; i--)
			x->frame[i].place = IN_UNKNOWN;
	}
	x->entry = feed_build_entry(&x->build);
	memset(&x->of_entry, 0, sizeof x->of_entry);
	x->of_entry.lists = &x->build.of_entry;
	if (!x->entry || !id)
		return;
	xml_set(x, SLOT_ID, 2, id);
	if (url_is_web(id))
		xml_set(x, SLOT_LINK, 1, id);
}

void xml_entry_end(struct xml_feed *x)
{
	struct feed_entry *e = x->entry;
	const struct xml_scope *s = &x->of_entry;

	x->entry = NULL;
	if (!e)
		return;
	for (size_t i = 0; i < x->media.n_enclosures; i++)
		feed_build_enclosure_add(&x->build, &x->build.of_entry, &x->media.enclosures[i]);
	x->media.n_enclosures = 0;
	e->title = s->slot[SLOT_TITLE].text;
	e->title_markup = s->slot[SLOT_TITLE].other;
	e->summary = s->slot[SLOT_SUMMARY].text;
	e->summary_plain = s->slot[SLOT_SUMMARY].other;
	e->content = s->slot[SLOT_CONTENT].text;
	e->content_plain = s->slot[SLOT_CONTENT].other;
	e->link = s->slot[SLOT_LINK].text;
	e->id = s->slot[SLOT_ID].text;
	e->image = s->slot[SLOT_IMAGE].text;
	e->comments = s->slot[SLOT_COMMENTS].text;
	e->published_text = s->slot[SLOT_PUBLISHED].text;
	e->updated_text = s->slot[SLOT_UPDATED].text;
	e->heat_text = s->slot[SLOT_HEAT].text;
	e->heat = e->heat_text ? heat_parse(slice_of(e->heat_text)) : -1;
	e->language = s->slot[SLOT_LANGUAGE].text ? s->slot[SLOT_LANGUAGE].text : s->language;
	e->base = s->base;
	feed_build_entry_end(&x->build);
}

/* --- the pass --------------------------------------------------------------------------------- */

/* xml:base and xml:lang hold for the element and all below. */
static void inherit(struct xml_feed *x, struct xml_frame *frame, const struct xml_element *e)
{
	const struct xml_frame *parent = xml_top(x);
	struct slice base = xml_attr(e, "xml", "base"), lang = xml_attr(e, "xml", "lang");

	frame->base = parent->base;
	frame->language = parent->language;
	if (base.data && base.len) {
		const char *resolved = value_url(x->arena, parent->base, base);
		/* An address that cannot be a base ("javascript:…", a megabyte) changes nothing. */
		if (resolved && strlen(resolved) <= URL_BASE_MAX &&
		    (url_is_web(resolved) || !parent->base || !url_is_web(parent->base)))
			frame->base = resolved;
	}
	if (lang.data) {
		char *tag = (char *)value_line(x->arena, lang);
		for (char *p = tag; p && *p; p++)
			if (*p == '_')
				*p = '-';
		frame->language = tag;
	}
}

static bool is_text(const struct xml_rule *rule)
{
	return rule->kind == KIND_PLAIN || rule->kind == KIND_HTML || rule->kind == KIND_XHTML;
}

static enum xml_take take_of(struct xml_feed *x, struct xml_frame *frame,
                             const struct xml_element *e)
{
	enum xml_take take;

	switch ((enum xml_kind)frame->rule->kind) {
	case KIND_ENTER:
	case KIND_GATHER:
		return XML_ENTER;
	case KIND_NOTHING:
		return XML_SKIP;
	case KIND_LINE:
	case KIND_URL:
		return XML_LINE;
	default:
		take = text_form(x, frame, e);
		return take == XML_TEXT && frame->rule->slot == SLOT_TITLE ? XML_LINE : take;
	}
}

/* Markup round a name is read through; what belongs to the article is none: it only stands behind an
 * author that was never closed. */
static enum xml_take enter_person(struct xml_feed *x, const struct xml_element *e)
{
	const struct xml_rule *of_entry = xml_rule_find(x, e, IN_ENTRY);

	if (of_entry && of_entry->kind != KIND_NOTHING)
		return XML_SKIP;
	xml_top(x)->place = IN_PERSON;
	str_append(&x->gathered, " ", 1);
	return XML_ENTER;
}

static enum xml_take on_start(void *opaque, const struct xml_element *e)
{
	struct xml_feed *x = opaque;
	struct xml_frame *parent = xml_top(x), *frame;
	struct xml_frame next = { .place = parent->place };

	if (x->depth == XML_DEPTH)
		return XML_SKIP;
	inherit(x, &next, e);
	next.rule = xml_rule_find(x, e, parent->place);
	frame = &x->frame[++x->depth];
	*frame = next;
	if (!frame->rule) {
		bool loose = parent->place & (IN_DOCUMENT | IN_FEED | IN_UNKNOWN);
		frame->place = IN_UNKNOWN;
		if (parent->place == IN_PERSON)
			return enter_person(x, e);
		return loose ? XML_ENTER : XML_SKIP;
	}
	if (frame->rule->inside)
		frame->place = frame->rule->inside;
	if (frame->rule->start)
		frame->rule->start(x, e);
	if (x->depth <= 2 && frame->language && (frame->place & (IN_FEED | IN_DOCUMENT)) &&
	    !x->entry)
		xml_set(x, SLOT_LANGUAGE, 1, frame->language);
	return take_of(x, frame, e);
}

static void on_text(void *opaque, struct slice text)
{
	struct xml_feed *x = opaque;
	const struct xml_frame *frame = xml_top(x);
	const struct xml_rule *rule = frame->rule;

	if (!rule && frame->place == IN_PERSON)
		str_add_slice(&x->gathered, text);
	if (!rule || rule->kind == KIND_ENTER)
		return;
	if (rule->kind == KIND_GATHER)
		str_add_slice(&x->gathered, text);
	else if (rule->value)
		rule->value(x, text);
	else if (rule->kind == KIND_LINE)
		xml_set(x, rule->slot, rule->strength, value_line(x->arena, text));
	else if (rule->kind == KIND_URL)
		xml_set(x, rule->slot, rule->strength, value_url(x->arena, frame->base, text));
	else if (is_text(rule))
		text_take(x, frame, text);
}

static void on_end(void *opaque, const struct xml_element *e)
{
	struct xml_feed *x = opaque;
	const struct xml_rule *rule = xml_top(x)->rule;

	(void)e;
	if (!x->depth)
		return;
	if (rule && rule->end)
		rule->end(x);
	x->depth--;
}

/* --- the end ---------------------------------------------------------------------------------- */

static int ttl_of(const struct xml_scope *s)
{
	static const struct {
		const char *name;
		int seconds;
	} periods[] = {
		{ "hourly", 3600 },     { "daily", 86400 },     { "weekly", 604800 },
		{ "monthly", 2592000 }, { "yearly", 31536000 },
	};
	const char *ttl = s->slot[SLOT_TTL].text, *period = s->slot[SLOT_PERIOD].text;
	long minutes = ttl ? strtol(ttl, NULL, 10) : 0;
	long frequency =
		s->slot[SLOT_FREQUENCY].text ? strtol(s->slot[SLOT_FREQUENCY].text, NULL, 10) : 1;

	if (minutes > 0 && minutes < 527040)
		return (int)minutes * 60;
	for (size_t i = 0; period && i < ARRAY_LENGTH(periods); i++)
		if (!ascii_compare_nocase(period, periods[i].name))
			return periods[i].seconds /
			       (frequency > 0 && frequency < 86400 ? (int)frequency : 1);
	return 0;
}

static void finish_feed(struct xml_feed *x)
{
	struct feed *f = x->build.feed;
	const struct xml_scope *s = &x->of_feed;

	if (!s->lists->n_authors)
		feed_build_person(&x->build, s->lists, x->owner.name, x->owner.email, NULL);
	if (!s->lists->n_authors && x->web_master)
		feed_build_person_text(&x->build, s->lists, slice_of(x->web_master));
	f->title = s->slot[SLOT_TITLE].text;
	f->title_markup = s->slot[SLOT_TITLE].other;
	f->subtitle = s->slot[SLOT_SUBTITLE].text;
	f->subtitle_markup = s->slot[SLOT_SUBTITLE].other;
	f->rights = s->slot[SLOT_RIGHTS].text;
	f->rights_markup = s->slot[SLOT_RIGHTS].other;
	f->link = s->slot[SLOT_LINK].text;
	f->id = s->slot[SLOT_ID].text;
	f->language = s->slot[SLOT_LANGUAGE].text;
	f->image = s->slot[SLOT_IMAGE].text;
	f->published_text = s->slot[SLOT_PUBLISHED].text;
	f->updated_text = s->slot[SLOT_UPDATED].text;
	f->ttl_s = ttl_of(s);
	f->base = s->base;
}

static bool read_xml(struct slice text, const struct feed_hints *hints, struct feed *feed,
                     struct err *err)
{
	static const struct xml_handler handler = { on_start, on_text, on_end };
	struct xml_feed *x = xcalloc(1, sizeof *x);
	struct xml_report report;
	bool found;

	feed_build_init(&x->build, feed);
	x->arena = &feed->arena;
	x->hints = hints;
	str_init_limit(&x->gathered, 64 * 1024);
	x->frame[0].place = IN_DOCUMENT;
	x->frame[0].base = hints->base && hints->base[0] ? hints->base : NULL;
	x->of_feed.lists = &x->build.of_feed;
	xml_read(text, &handler, x, &report);
	if (x->entry)
		xml_entry_end(x);
	finish_feed(x);
	feed_build_finish(&x->build);
	found = x->saw_root;
	feed->wellformed = feed->wellformed && report.wellformed;
	feed->cut = feed->cut || report.cut;
	free(x->source_lists.authors), free(x->source_lists.tags), free(x->source_lists.links);
	free(x->source_lists.enclosures), free(x->media.enclosures);
	str_release(&x->gathered);
	free(x);
	return found || err_set(err, _("no feed: the XML has neither rss, rdf:RDF nor feed in it"));
}

const struct feed_format format_xml = { "xml rss atom rdf", SNIFF_FEED, DECODE_XML, read_xml };
