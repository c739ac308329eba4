/* The grammar of the filter language: text → groups of terms of atoms. */
#include "filter/parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "store/tag_map.h"
#include "text/fold.h"
#include "text/utf8.h"

/* Each sign with what input methods send for it: full-width forms, and …… 》 、 —— where a Chinese
 * one turns ^ > / _ into them (STYLE §1.27), − from a Japanese keyboard. Longer ones first. */
static const struct {
	const char *text;
	char sign;
} signs[] = {
	{ "+", '+' }, { "＋", '+' },  { "-", '-' }, { "－", '-' },  { "——", '-' }, { "!", '!' },
	{ "！", '!' }, { "=", '=' },  { "＝", '=' }, { "@", '@' },  { "＠", '@' },  { "#", '#' },
	{ "＃", '#' }, { ":", ':' },  { "：", ':' }, { "^", '^' },  { "＾", '^' },  { "……", '^' },
	{ ">", '>' },  { "＞", '>' }, { "》", '>' }, { "/", '/' },  { "／", '/' },  { "、", '/' },
	{ "|", '|' },  { "｜", '|' }, { "−", '-' }, { "…", '^' },
};

static const char *const quotes[] = { "\"", "＂", "“", "”" };

struct parser {
	const char *p, *end;
	const struct filter_context *context;
	struct filter *filter;
	struct err *err;      /* the first complaint stands */
	bool complained;
	struct atom *atoms;   /* of the term at hand */
	size_t n_atoms, cap_atoms;
	struct term *terms;   /* of the group at hand */
	size_t n_terms, cap_terms;
	struct group *groups;
	size_t n_groups, cap_groups;
	size_t total;
	size_t sign_bytes;    /* of the operator at hand */
};

static size_t at_text(const struct parser *s, const char *p, const char *text)
{
	size_t n = strlen(text);

	return (size_t)(s->end - p) >= n && !memcmp(p, text, n) ? n : 0;
}

/* The sign at p and its length, 0 when there is none. */
static char sign_at(const struct parser *s, const char *p, size_t *len)
{
	for (size_t i = 0; i < ARRAY_LENGTH(signs); i++) {
		*len = at_text(s, p, signs[i].text);
		if (*len)
			return signs[i].sign;
	}
	return 0;
}

static size_t blank_at(const struct parser *s, const char *p)
{
	if (p < s->end && ascii_is_space((unsigned char)*p))
		return 1;
	return at_text(s, p, "　");
}

static size_t quote_at(const struct parser *s, const char *p)
{
	size_t n = 0;

	for (size_t i = 0; i < ARRAY_LENGTH(quotes) && !n; i++)
		n = at_text(s, p, quotes[i]);
	return n;
}

static size_t bar_at(const struct parser *s, const char *p)
{
	size_t n = at_text(s, p, "|");

	return n ? n : at_text(s, p, "｜");
}

static struct err *first_complaint(struct parser *s)
{
	if (s->complained)
		return NULL;
	s->complained = true;
	return s->err;
}

static struct slice fold_in(struct parser *s, const char *before, struct slice text,
                            const char *behind)
{
	struct str folded = STR_INIT;
	struct slice kept;

	str_add(&folded, before);
	text_fold(&folded, text);
	str_add(&folded, behind);
	kept = slice_make(arena_strndup(&s->filter->arena, folded.data, folded.len), folded.len);
	str_release(&folded);
	return kept;
}

/* --- atoms ------------------------------------------------------------------------------------ */

/* Read a name or word: to the closing quote, else to a blank or a bar. An open quote counts as
 * closed at the end. */
static struct slice read_body(struct parser *s, bool *closed)
{
	size_t quote = quote_at(s, s->p);
	const char *start;
	struct slice body;

	*closed = false;
	s->p += quote;
	start = s->p;
	while (s->p < s->end) {
		size_t close = quote ? quote_at(s, s->p) : 0;

		if (close) {
			body = slice_make(start, (size_t)(s->p - start));
			s->p += close;
			*closed = true;
			return body;
		}
		if (!quote && (blank_at(s, s->p) || bar_at(s, s->p)))
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
	bool closed, quoted = quote_at(s, s->p) > 0;
	struct slice body = read_body(s, &closed);

	a->kind = ATOM_WORD;
	a->text = fold_in(s, "", body, "");
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
	bool closed, quoted = quote_at(s, s->p) > 0;
	struct slice body = read_body(s, &closed), name = fold_in(s, "", body, "");
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
	a->text = fold_in(s, "\n", body, a->fit == TAG_WHOLE ? "\n" : "");
	return true;
}

static bool take_source(struct parser *s, struct atom *a)
{
	bool quoted = quote_at(s, s->p) > 0;
	struct slice body = read_body(s, &a->whole);

	a->kind = ATOM_SOURCE;
	a->text = fold_in(s, "", body, "");
	a->sound = sound_of(s, a->text, quoted);
	return a->text.len > 0;
}

static bool take_span(struct parser *s, struct atom *a)
{
	bool closed;
	struct slice text = fold_in(s, "", read_body(s, &closed), "");
	struct err err = ERR_INIT;

	a->kind = ATOM_SPAN;
	if (!text.len)
		return false;
	if (!filter_span(text.data, s->context, a, &err))
		return err_set(first_complaint(s), "%s", err.text);
	return true;
}

/* :today is @today: a state, to whoever types one. */
static bool take_state(struct parser *s, struct atom *a)
{
	bool closed;
	struct slice text = fold_in(s, "", read_body(s, &closed), "");
	struct err err = ERR_INIT;

	a->kind = ATOM_STATE;
	if (!text.len || filter_state(text.data, &a->state, &err))
		return text.len > 0;
	if (filter_span(text.data, s->context, a, NULL)) {
		a->kind = ATOM_SPAN;
		return true;
	}
	return err_set(first_complaint(s), "%s", err.text);
}

static bool take_rank(struct parser *s, struct atom *a)
{
	bool closed;
	struct slice text = fold_in(s, "", read_body(s, &closed), "");

	a->kind = ATOM_RANK;
	if (!text.len)
		return false;
	if (strspn(text.data, "0123456789") != text.len || text.len > 9)
		return err_set(first_complaint(s), _("^%s is no rank: ^10 means the first ten of a "
		                                     "hot list"), text.data);
	return filter_number(text, &a->number);
}

/* >=1万 is >1万, for the hand that is used to it. */
static bool take_heat(struct parser *s, struct atom *a)
{
	bool closed;
	struct slice text = fold_in(s, "", read_body(s, &closed), "");

	a->kind = ATOM_HEAT;
	if (text.len && text.data[0] == '=')
		text = slice_make(text.data + 1, text.len - 1);
	if (!text.len)
		return false;
	if (!filter_number(text, &a->number))
		return err_set(first_complaint(s), _(">%s is no heat: write >5000, >1万, >1.2亿, "
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
		close = at_text(s, s->p, "/");
		if (!close && wide)
			close = at_text(s, s->p, "、") + at_text(s, s->p, "／");
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
	return err_set(first_complaint(s), "%s", err.text);
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

static bool take_atom(struct parser *s, struct atom *a)
{
	size_t len;
	char sign = sign_at(s, s->p, &len);

	for (size_t i = 0; i < ARRAY_LENGTH(operators); i++) {
		if (operators[i].sign != sign)
			continue;
		s->p += len;
		s->sign_bytes = len;
		return operators[i].take(s, a);
	}
	return take_word(s, a);
}

/* A digit at p, half or full-width; -1 for none. */
static int digit_at(const struct parser *s, const char *p, size_t *len)
{
	uint32_t cp = 0;

	*len = p < s->end ? utf8_decode(p, s->end, &cp) : 0;
	if (cp >= 0xff10 && cp <= 0xff19)
		cp -= 0xff10 - '0';
	return cp >= '0' && cp <= '9' ? (int)cp - '0' : -1;
}

/* #20: one to three digits by themselves, and no tag of that name. */
static bool take_limit(struct parser *s)
{
	char name[8] = "";
	struct slice now;
	size_t len, taken = 0;
	const char *p = s->p;
	int n = 0, digit;

	if (sign_at(s, p, &len) != '#')
		return false;
	p += len;
	for (; (digit = digit_at(s, p, &len)) >= 0 && taken < 4; p += len) {
		n = n * 10 + digit;
		name[taken++] = (char)('0' + digit);
	}
	if (taken < 1 || taken > 3 || (p < s->end && !blank_at(s, p)))
		return false;
	if ((s->context->tags &&
	     filter_tags_find(s->context->tags, slice_make(name, taken), NULL) == TAG_WHOLE) ||
	    is_renamed(s, slice_make(name, taken), &now))
		return false;
	s->filter->limit = n;
	s->p = p;
	return true;
}

/* --- terms and groups ------------------------------------------------------------------------- */

static bool take_not(struct parser *s)
{
	size_t len;
	char sign = sign_at(s, s->p, &len);

	if (sign != '-' && sign != '!')
		return false;
	s->p += len;
	return true;
}

/* A bar with something right behind it binds alternatives; one before a blank parts groups. */
static bool take_tight_bar(struct parser *s)
{
	size_t len = bar_at(s, s->p);

	if (!len || s->p + len == s->end || blank_at(s, s->p + len))
		return false;
	s->p += len;
	return true;
}

static void keep_term(struct parser *s, bool negated)
{
	struct term t = { NULL, s->n_atoms, negated };

	if (!s->n_atoms)
		return;
	t.atoms = arena_alloc(&s->filter->arena, s->n_atoms * sizeof *t.atoms);
	memcpy(t.atoms, s->atoms, s->n_atoms * sizeof *t.atoms);
	ARRAY_PUSH(s->terms, s->n_terms, s->cap_terms) = t;
}

static void keep_group(struct parser *s)
{
	struct group g = { NULL, s->n_terms };

	if (!s->n_terms)
		return;
	g.terms = arena_alloc(&s->filter->arena, s->n_terms * sizeof *g.terms);
	memcpy(g.terms, s->terms, s->n_terms * sizeof *g.terms);
	ARRAY_PUSH(s->groups, s->n_groups, s->cap_groups) = g;
	s->n_terms = 0;
}

/* `!a|b` leaves out both; where later alternatives carry a ! of their own, each has its own. */
static void read_term(struct parser *s)
{
	bool negated = take_not(s), own = false;

	s->n_atoms = 0;
	do {
		struct atom a = { .kind = ATOM_WORD };

		if (s->n_atoms || own) {
			a.negated = take_not(s);
			own |= a.negated;
		}
		if (s->total >= FILTER_ATOMS_MAX) {
			err_set(first_complaint(s),
			        _("the filter is too long; its end is left out"));
			s->p = s->end;
		} else if (take_atom(s, &a)) {
			ARRAY_PUSH(s->atoms, s->n_atoms, s->cap_atoms) = a;
			s->total++;
		}
	} while (take_tight_bar(s));
	if (own && negated && s->n_atoms) {
		s->atoms[0].negated = true;
		negated = false;
	}
	keep_term(s, negated);
}

/* A lone · is what Chinese input methods send for |. */
static size_t loose_bar_at(const struct parser *s)
{
	size_t n = bar_at(s, s->p);

	if (n)
		return n;
	n = at_text(s, s->p, "·");
	return n && (s->p + n == s->end || blank_at(s, s->p + n)) ? n : 0;
}

static void read_all(struct parser *s)
{
	while (s->p < s->end) {
		size_t n = blank_at(s, s->p);

		if (n) {
			s->p += n;
			continue;
		}
		n = loose_bar_at(s);
		if (n) {
			s->p += n;
			keep_group(s);
		} else if (!take_limit(s)) {
			read_term(s);
		}
	}
	keep_group(s);
}

static void find_letters(struct filter *f)
{
	for (size_t i = 0; i < f->n; i++)
		for (size_t k = 0; k < f->groups[i].n; k++)
			for (size_t m = 0; m < f->groups[i].terms[k].n; m++) {
				struct atom *a = &f->groups[i].terms[k].atoms[m];

				a->letters = filter_atom_letters(a);
			}
}

struct filter *filter_parse(const char *expression, const struct filter_context *context,
                            struct err *err)
{
	struct filter *f = xcalloc(1, sizeof *f);
	struct filter_context here = { 0 };
	struct parser s = { .p = expression, .filter = f, .err = err, .context = context };
	size_t len = strlen(expression);

	arena_init(&f->arena);
	err_clear(err);
	if (!context) {
		here.now = clock_now();
		here.local_offset_s = clock_local_offset(here.now);
		s.context = &here;
	}
	if (len > FILTER_BYTES_MAX) {
		err_set(first_complaint(&s), _("the filter is too long; its end is left out"));
		len = FILTER_BYTES_MAX;
	}
	s.end = expression + len;
	f->last_visit = s.context->last_visit;
	read_all(&s);
	f->n = s.n_groups;
	f->groups = arena_alloc(&f->arena, (s.n_groups + 1) * sizeof *f->groups);
	if (s.n_groups)
		memcpy(f->groups, s.groups, s.n_groups * sizeof *f->groups);
	find_letters(f);
	free(s.atoms);
	free(s.terms);
	free(s.groups);
	return f;
}

static void release_regexes(struct filter *f)
{
	for (size_t i = 0; i < f->n; i++)
		for (size_t k = 0; k < f->groups[i].n; k++)
			for (size_t m = 0; m < f->groups[i].terms[k].n; m++)
				filter_regex_free(f->groups[i].terms[k].atoms[m].regex);
}

struct filter *filter_share(struct filter *f)
{
	f->more_holders++;
	return f;
}

/* Who shares a filter shares what is outside of it. */
void filter_free(struct filter *f)
{
	if (f && f->more_holders) {
		f->more_holders--;
		return;
	}
	while (f) {
		struct filter *outer = f->outer;

		release_regexes(f);
		arena_release(&f->arena);
		free(f);
		f = outer;
	}
}

void filter_within(struct filter *f, struct filter *outer)
{
	while (f->outer)
		f = f->outer;
	f->outer = outer;
}

bool filter_is_empty(const struct filter *f)
{
	while (f && !f->n && !f->limit)
		f = f->outer;
	return !f;
}

bool filter_is_broken(const struct filter *f)
{
	while (f && !f->is_broken)
		f = f->outer;
	return f != NULL;
}

int filter_limit(const struct filter *f)
{
	int limit = 0;

	for (; f; f = f->outer)
		if (f->limit && (!limit || f->limit < limit))
			limit = f->limit;
	return limit;
}
