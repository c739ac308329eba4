/* The operators of the filter language: what stands behind a sign → an atom. */
#include "filter/parser.h"

#include <string.h>

#include "base/array.h"
#include "base/i18n.h"
#include "store/tag_map.h"

/* Read a name or word: to the closing quote, else to a blank or a bar. An open quote counts as
 * closed at the end. */
static struct slice read_body(struct parser *s, bool *closed)
{
	size_t quote = parser_quote(s, s->p);
	const char *start;
	struct slice body;

	*closed = false;
	s->p += quote;
	start = s->p;
	while (s->p < s->end) {
		size_t close = quote ? parser_quote(s, s->p) : 0;

		if (close) {
			body = slice_make(start, (size_t)(s->p - start));
			s->p += close;
			*closed = true;
			return body;
		}
		if (!quote && (parser_blank(s, s->p) || parser_bar(s, s->p)))
			break;
		s->p++;
	}
	return slice_make(start, (size_t)(s->p - start));
}

/* What is quoted is meant as it is written. */
static const struct pinyin_query *sound_of(struct parser *s, struct slice folded, bool quoted)
{
	struct pinyin_query q;

	if (quoted || !s->context->by_sound || !pinyin_query_init(&q, folded) ||
	    q.reach < PINYIN_LEAST_NAME)
		return NULL;
	return memcpy(arena_alloc(&s->filter->arena, sizeof q), &q, sizeof q);
}

static bool take_word(struct parser *s, struct atom *a)
{
	bool closed, quoted = parser_quote(s, s->p) > 0;
	struct slice body = read_body(s, &closed);

	a->kind = ATOM_WORD;
	a->text = parser_fold(s, "", body, "");
	a->sound = sound_of(s, a->text, quoted);
	return a->text.len > 0;
}

/* The name that a tag goes by now, where the old one was typed. */
static bool is_renamed(const struct parser *s, struct slice name, struct slice *now)
{
	const char *other = tag_map_name(s->context->renamed, name.data);

	if (!other || other == name.data)
		return false;
	*now = slice_of(other);
	return true;
}

static bool take_tag(struct parser *s, struct atom *a)
{
	bool closed, quoted = parser_quote(s, s->p) > 0;
	struct slice body = read_body(s, &closed), name = parser_fold(s, "", body, "");
	const char *begun;

	if (!name.len)
		return false;
	a->kind = ATOM_TAG;
	a->fit = TAG_WHOLE;
	if (!is_renamed(s, name, &body) && s->context->tags) {
		a->sound = sound_of(s, name, quoted);
		a->fit = filter_tags_find(s->context->tags, name, a->sound);
		begun = a->fit == TAG_NONE ? tag_map_begins(s->context->renamed, name.data) : NULL;
		if (begun) {
			body = slice_of(begun);
			a->fit = TAG_WHOLE;
		}
	}
	a->text = parser_fold(s, "\n", body, a->fit == TAG_WHOLE ? "\n" : "");
	return true;
}

static bool take_source(struct parser *s, struct atom *a)
{
	bool quoted = parser_quote(s, s->p) > 0;
	struct slice body = read_body(s, &a->whole);

	a->kind = ATOM_SOURCE;
	a->text = parser_fold(s, "", body, "");
	a->sound = sound_of(s, a->text, quoted);
	return a->text.len > 0;
}

static bool take_span(struct parser *s, struct atom *a)
{
	bool closed;
	struct slice text = parser_fold(s, "", read_body(s, &closed), "");
	struct err err = ERR_INIT;

	a->kind = ATOM_SPAN;
	if (!text.len)
		return false;
	if (!filter_span(text.data, s->context, a, &err))
		return err_set(parser_complaint(s), "%s", err.text);
	return true;
}

/* :today is @today: a state, to whoever types one. */
static bool take_state(struct parser *s, struct atom *a)
{
	bool closed;
	struct slice text = parser_fold(s, "", read_body(s, &closed), "");
	struct err err = ERR_INIT;

	a->kind = ATOM_STATE;
	if (!text.len || filter_state(text.data, &a->state, &err))
		return text.len > 0;
	if (filter_span(text.data, s->context, a, NULL)) {
		a->kind = ATOM_SPAN;
		return true;
	}
	return err_set(parser_complaint(s), "%s", err.text);
}

static bool take_rank(struct parser *s, struct atom *a)
{
	bool closed;
	struct slice text = parser_fold(s, "", read_body(s, &closed), "");

	a->kind = ATOM_RANK;
	if (!text.len)
		return false;
	if (strspn(text.data, "0123456789") != text.len || text.len > 9)
		return err_set(parser_complaint(s), _("^%s is no rank: ^10 means the first ten of a "
		                                     "hot list"), text.data);
	return filter_number(text, &a->number);
}

/* >=1万 is >1万, for the hand that is used to it. */
static bool take_heat(struct parser *s, struct atom *a)
{
	bool closed;
	struct slice text = parser_fold(s, "", read_body(s, &closed), "");

	a->kind = ATOM_HEAT;
	if (text.len && text.data[0] == '=')
		text = slice_make(text.data + 1, text.len - 1);
	if (!text.len)
		return false;
	if (!filter_number(text, &a->number))
		return err_set(parser_complaint(s), _(">%s is no heat: write >5000, >1万, >1.2亿, "
		                                     ">5k or >3M"), text.data);
	return true;
}

/* To the next slash that has no backslash before it; one that is not closed ends with the text. What a
 * Chinese input method sends for / closes only what it opened. */
static bool take_regex(struct parser *s, struct atom *a)
{
	const char *start = s->p;
	bool wide = s->sign_bytes > 1;
	struct err err = ERR_INIT;
	struct slice pattern;
	size_t close = 0;

	while (s->p < s->end) {
		close = parser_at(s, s->p, "/");
		if (!close && wide)
			close = parser_at(s, s->p, "、") + parser_at(s, s->p, "／");
		if (close)
			break;
		s->p += *s->p == '\\' && s->p + 1 < s->end ? 2 : 1;
	}
	pattern = slice_make(start, (size_t)(s->p - start));
	s->p += close;
	a->kind = ATOM_REGEX;
	a->text = slice_make(arena_strndup(&s->filter->arena, pattern.data, pattern.len),
	                     pattern.len);
	if (!pattern.len)
		return false;
	a->regex = filter_regex_new(pattern, &err);
	if (a->regex)
		return true;
	s->filter->is_broken = true;
	return err_set(parser_complaint(s), "%s", err.text);
}

/* One row an operator: what its body becomes. False from take: the atom is left out. */
static const struct {
	char sign;
	bool (*take)(struct parser *s, struct atom *a);
} operators[] = {
	{ '+', take_tag },    { '#', take_tag },    { '=', take_source },
	{ '@', take_span },   { ':', take_state },  { '^', take_rank },
	{ '>', take_heat },   { '/', take_regex },
};

bool parser_atom(struct parser *s, struct atom *a)
{
	size_t len;
	char sign = parser_sign(s, s->p, &len);

	for (size_t i = 0; i < ARRAY_LENGTH(operators); i++) {
		if (operators[i].sign != sign)
			continue;
		s->p += len;
		s->sign_bytes = len;
		return operators[i].take(s, a);
	}
	return take_word(s, a);
}

bool parser_limit(struct parser *s)
{
	char name[8] = "";
	struct slice now;
	size_t len, taken = 0;
	const char *p = s->p;
	int n = 0, digit;

	if (parser_sign(s, p, &len) != '#')
		return false;
	p += len;
	for (; (digit = parser_digit(s, p, &len)) >= 0 && taken < 4; p += len) {
		n = n * 10 + digit;
		name[taken++] = (char)('0' + digit);
	}
	if (taken < 1 || taken > 3 || (p < s->end && !parser_blank(s, p)))
		return false;
	if ((s->context->tags &&
	     filter_tags_find(s->context->tags, slice_make(name, taken), NULL) == TAG_WHOLE) ||
	    is_renamed(s, slice_make(name, taken), &now))
		return false;
	s->filter->limit = n;
	s->p = p;
	return true;
}
