#include "feed/feedbuild.h"
#include "base/array.h"
#include "base/clock.h"
#include "feed/value.h"

#include <stdlib.h>
#include <string.h>

void feed_build_init(struct feed_build *b, struct feed *feed)
{
	memset(b, 0, sizeof *b);
	b->feed = feed;
	b->arena = &feed->arena;
}

struct feed_entry *feed_build_entry(struct feed_build *b)
{
	struct feed_entry *e;

	if (b->n_entries == FEED_BUILD_ENTRIES_MAX) {
		b->feed->cut = true;
		return NULL;
	}
	e = &ARRAY_PUSH(b->entries, b->n_entries, b->cap_entries);
	memset(e, 0, sizeof *e);
	e->published = e->updated = TIME_NONE;
	e->heat = -1;
	return e;
}

/* Copy an array into the arena and empty it. */
#define MOVE(b, to, lists, what)                                                                   \
	do {                                                                                       \
		(to)->what =                                                                       \
			(lists)->n_##what                                                          \
				? memcpy(arena_alloc((b)->arena,                                   \
		                                     (lists)->n_##what * sizeof *(to)->what),      \
		                         (lists)->what, (lists)->n_##what * sizeof *(to)->what)    \
				: NULL;                                                            \
		(to)->n_##what = (lists)->n_##what;                                                \
		(lists)->n_##what = 0;                                                             \
	} while (0)

/* Kana and Han begin with E3 to E9. */
static bool is_han(const char *name)
{
	return (unsigned char)name[0] >= 0xe3 && (unsigned char)name[0] <= 0xe9;
}

const char *feed_build_author(struct feed_build *b, const struct feed_person *authors, size_t n)
{
	struct str joined = STR_INIT;
	bool named = false;
	const char *kept, *last = "";

	if (n == 1)
		return authors->name    ? authors->name
		       : authors->email ? authors->email
		                        : authors->url;
	for (size_t i = 0; i < n; i++)
		named |= authors[i].name != NULL;
	for (size_t i = 0; i < n; i++) {
		const char *text = authors[i].name ? authors[i].name
		                   : named         ? NULL
		                                   : authors[i].email;
		if (!text)
			continue;
		if (joined.len)
			str_add(&joined, is_han(text) && is_han(last) ? "、" : ", ");
		str_add(&joined, text);
		last = text;
	}
	kept = joined.len ? arena_strndup(b->arena, joined.data, joined.len) : NULL;
	str_release(&joined);
	return kept;
}

void feed_build_entry_end(struct feed_build *b)
{
	struct feed_entry *e;

	if (!b->n_entries)
		return;
	e = &b->entries[b->n_entries - 1];
	MOVE(b, e, &b->of_entry, authors);
	MOVE(b, e, &b->of_entry, tags);
	MOVE(b, e, &b->of_entry, links);
	MOVE(b, e, &b->of_entry, enclosures);
	if (!e->author)
		e->author = feed_build_author(b, e->authors, e->n_authors);
	e->author_stated = e->n_authors == 1 ? b->of_entry.stated : NULL;
	b->of_entry.stated = NULL;
}

static void lists_release(struct feed_build_lists *l)
{
	free(l->authors);
	free(l->tags);
	free(l->links);
	free(l->enclosures);
	memset(l, 0, sizeof *l);
}

void feed_build_finish(struct feed_build *b)
{
	struct feed *f = b->feed;

	MOVE(b, f, &b->of_feed, authors);
	MOVE(b, f, &b->of_feed, tags);
	MOVE(b, f, &b->of_feed, links);
	MOVE(b, f, b, entries);
	if (!f->author)
		f->author = feed_build_author(b, f->authors, f->n_authors);
	f->author_stated = f->n_authors == 1 ? b->of_feed.stated : NULL;
	lists_release(&b->of_feed);
	lists_release(&b->of_entry);
	free(b->entries);
	b->entries = NULL;
}

static bool list_is_full(struct feed_build *b, size_t n)
{
	if (n < FEED_BUILD_LIST_MAX)
		return false;
	b->feed->cut = true;
	return true;
}

void feed_build_person(struct feed_build *b, struct feed_build_lists *to, const char *name,
                       const char *email, const char *url)
{
	if ((!name && !email && !url) || list_is_full(b, to->n_authors))
		return;
	for (size_t i = 0; i < to->n_authors; i++) {
		struct feed_person *p = &to->authors[i];
		if (text_same(p->name, name) &&
		    (text_same(p->email, email) || !p->email || !email)) {
			p->email = p->email ? p->email : email;
			p->url = p->url ? p->url : url;
			return;
		}
	}
	ARRAY_PUSH(to->authors, to->n_authors, to->cap_authors) =
	        (struct feed_person){ name, email, url };
}

static bool is_mail_byte(char c)
{
	return ascii_is_alpha((unsigned char)c) || ascii_is_digit((unsigned char)c) ||
	       (c && strchr("._%+-=!#$&'*/?^`{|}~", c));
}

/* The e-mail address in text; empty if there is none. */
static struct slice find_mail(struct slice text)
{
	const char *at = text.len ? memchr(text.data, '@', text.len) : NULL;
	const char *start = at, *end = at ? at + 1 : NULL;
	const char *limit = text.data + text.len;
	bool dot = false;

	if (!at)
		return slice_make("", 0);
	while (start > text.data && is_mail_byte(start[-1]))
		start--;
	while (end < limit && (ascii_is_alpha((unsigned char)*end) ||
	                       ascii_is_digit((unsigned char)*end) || *end == '-' || *end == '.'))
		dot |= *end++ == '.';
	while (end > at && end[-1] == '.')
		end--;
	if (start == at || !dot)
		return slice_make("", 0);
	return slice_make(start, (size_t)(end - start));
}

/* What is around the address: "Name <>", "(Name)", "Name ()", with a subject of mailto: perhaps. */
static const char *name_around(struct feed_build *b, struct slice text, struct slice mail)
{
	struct str name = STR_INIT;
	const char *after = mail.data + mail.len, *end = text.data + text.len;
	const char *kept = NULL;
	struct slice s;

	if (after < end && *after == '?')
		while (after < end && !ascii_is_space((unsigned char)*after) && *after != ')' &&
		       *after != '>')
			after++;
	str_append(&name, text.data, (size_t)(mail.data - text.data));
	str_append(&name, after, (size_t)(end - after));
	s = slice_trim(str_slice(&name));
	if (slice_begins(s, "mailto:"))
		s = slice_trim(slice_make(s.data + 7, s.len - 7));
	for (const char *const *pair = (const char *const[]){ "<>", "()", "[]", "&lt;&gt;", NULL };
	     *pair; pair++) {
		const char *p = slice_find(s, *pair, strlen(*pair));
		if (p) {
			str_splice(&name, (size_t)(p - name.data), strlen(*pair), "", 0);
			s = slice_trim(str_slice(&name));
		}
	}
	if (s.len >= 2 && s.data[0] == '(' && s.data[s.len - 1] == ')')
		s = slice_trim(slice_make(s.data + 1, s.len - 2));
	while (s.len && strchr("(<\"-,;", s.data[0]))
		s = slice_trim(slice_make(s.data + 1, s.len - 1));
	while (s.len && strchr(")>\"-,;", s.data[s.len - 1]) &&
	       (s.data[s.len - 1] != ')' || !memchr(s.data, '(', s.len)))
		s = slice_trim(slice_make(s.data, s.len - 1));
	if (s.len)
		kept = arena_strndup(b->arena, s.data, s.len);
	str_release(&name);
	return kept;
}

void feed_build_person_text(struct feed_build *b, struct feed_build_lists *to, struct slice text)
{
	const char *line = value_line(b->arena, text);
	struct slice whole = slice_of(line);
	struct slice mail = find_mail(whole);

	if (!line)
		return;
	to->stated = line;
	if (!mail.len)
		feed_build_person(b, to, line, NULL, NULL);
	else
		feed_build_person(b, to, name_around(b, whole, mail),
		             arena_strndup(b->arena, mail.data, mail.len), NULL);
}

void feed_build_tag(struct feed_build *b, struct feed_build_lists *to, const char *term,
                    const char *scheme, const char *label)
{
	if ((!term && !label) || list_is_full(b, to->n_tags))
		return;
	for (size_t i = 0; i < to->n_tags; i++)
		if (text_same(to->tags[i].term, term) && text_same(to->tags[i].scheme, scheme) &&
		    text_same(to->tags[i].label, label))
			return;
	ARRAY_PUSH(to->tags, to->n_tags, to->cap_tags) =
		(struct feed_category){ term, scheme, label };
}

void feed_build_link(struct feed_build *b, struct feed_build_lists *to,
                     const struct feed_link *link)
{
	if (link->href && !list_is_full(b, to->n_links))
		ARRAY_PUSH(to->links, to->n_links, to->cap_links) = *link;
}

/* Digits alone; sites write "", "0 ", "1,024" and "unknown" as well. */
int64_t feed_build_length(struct slice text)
{
	int64_t value = 0;

	text = slice_trim(text);
	if (!text.len || text.len > 18)
		return -1;
	for (size_t i = 0; i < text.len; i++) {
		if (!ascii_is_digit((unsigned char)text.data[i]))
			return -1;
		value = value * 10 + (text.data[i] - '0');
	}
	return value;
}

void feed_build_enclosure_add(struct feed_build *b, struct feed_build_lists *to,
                              const struct feed_enclosure *add)
{
	if (!add->href || list_is_full(b, to->n_enclosures))
		return;
	for (size_t i = 0; i < to->n_enclosures; i++) {
		struct feed_enclosure *e = &to->enclosures[i];
		if (strcmp(e->href, add->href))
			continue;
		e->type = e->type ? e->type : add->type;
		e->length = e->length >= 0 ? e->length : add->length;
		return;
	}
	ARRAY_PUSH(to->enclosures, to->n_enclosures, to->cap_enclosures) = *add;
}

void feed_build_enclosure(struct feed_build *b, struct feed_build_lists *to, const char *href,
                          const char *type, struct slice length)
{
	feed_build_enclosure_add(b, to,
	                         &(struct feed_enclosure){ href, type, feed_build_length(length) });
}
