/* The grammar of the filter language: text → groups of terms of atoms. */
#include "filter/parser.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/clock.h"
#include "base/i18n.h"

static bool take_not(struct parser *s)
{
	size_t len;
	char sign = parser_sign(s, s->p, &len);

	if (sign != '-' && sign != '!')
		return false;
	s->p += len;
	return true;
}

/* A bar with something right behind it binds alternatives; one before a blank parts groups. */
static bool take_tight_bar(struct parser *s)
{
	size_t len = parser_bar(s, s->p);

	if (!len || s->p + len == s->end || parser_blank(s, s->p + len))
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
			err_set(parser_complaint(s),
			        _("the filter is too long; its end is left out"));
			s->p = s->end;
		} else if (parser_atom(s, &a)) {
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
	size_t n = parser_bar(s, s->p);

	if (n)
		return n;
	n = parser_at(s, s->p, "·");
	return n && (s->p + n == s->end || parser_blank(s, s->p + n)) ? n : 0;
}

static void read_all(struct parser *s)
{
	while (s->p < s->end) {
		size_t n = parser_blank(s, s->p);

		if (n) {
			s->p += n;
			continue;
		}
		n = loose_bar_at(s);
		if (n) {
			s->p += n;
			keep_group(s);
		} else if (!parser_limit(s)) {
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
		err_set(parser_complaint(&s), _("the filter is too long; its end is left out"));
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
