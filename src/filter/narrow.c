/* What need not be looked at: rows that lack a letter, and those that a wider filter did not let pass. */
#include "filter/parts.h"

#include <string.h>

/* Whatever the longer sound finds, the shorter one does: its last letter falls away and takes a
 * character of the hit along, or a part of one (text/pinyin.h); but each is only asked where it is
 * long enough. */
static bool sound_is_narrower(const struct atom *a, const struct atom *than)
{
	if (!a->sound)
		return true;
	if (!than->sound || a->text.len < than->text.len ||
	    memcmp(a->text.data, than->text.data, than->text.len) != 0)
		return false;
	return a->kind == ATOM_SOURCE || than->sound->reach >= PINYIN_LEAST_TITLE ||
	       a->sound->reach < PINYIN_LEAST_TITLE;
}

static bool same_atom(const struct atom *a, const struct atom *b)
{
	return a->kind == b->kind && a->negated == b->negated && a->whole == b->whole &&
	       a->fit == b->fit && a->state == b->state && slice_equal(a->text, b->text) &&
	       !a->sound == !b->sound && a->from == b->from && a->to == b->to &&
	       a->number == b->number;
}

static bool same_term(const struct term *a, const struct term *b)
{
	if (a->n != b->n || a->negated != b->negated)
		return false;
	for (size_t i = 0; i < a->n; i++)
		if (!same_atom(&a->atoms[i], &b->atoms[i]))
			return false;
	return true;
}

static bool atom_is_narrower(const struct atom *a, const struct atom *than)
{
	if (a->kind != than->kind || a->negated || than->negated || a->whole != than->whole)
		return false;
	switch (a->kind) {
	case ATOM_WORD:
	case ATOM_SOURCE:
		return !a->whole && slice_find(a->text, than->text.data, than->text.len) &&
		       sound_is_narrower(a, than);
	case ATOM_SPAN:
		return a->from >= than->from && a->to <= than->to;
	case ATOM_RANK:
		return a->number <= than->number;
	case ATOM_HEAT:
		return a->number >= than->number;
	default:
		return false;
	}
}

static bool term_is_narrower(const struct term *t, const struct term *than)
{
	if (same_term(t, than))
		return true;
	return t->n == 1 && than->n == 1 && !t->negated && !than->negated &&
	       atom_is_narrower(&t->atoms[0], &than->atoms[0]);
}

/* One group each, whose terms are those of the other in the same order, some narrower, then more. */
static bool one_is_narrower(const struct filter *f, const struct filter *than)
{
	if (!than->n)
		return true;
	if (f->n != 1 || than->n != 1 || f->groups[0].n < than->groups[0].n)
		return false;
	for (size_t i = 0; i < than->groups[0].n; i++)
		if (!term_is_narrower(&f->groups[0].terms[i], &than->groups[0].terms[i]))
			return false;
	return true;
}

static bool same_filter(const struct filter *a, const struct filter *b)
{
	if (a->n != b->n)
		return false;
	for (size_t i = 0; i < a->n; i++) {
		if (a->groups[i].n != b->groups[i].n)
			return false;
		for (size_t k = 0; k < a->groups[i].n; k++)
			if (!same_term(&a->groups[i].terms[k], &b->groups[i].terms[k]))
				return false;
	}
	return true;
}

bool filter_is_same(const struct filter *f, const struct filter *other)
{
	for (; f && other; f = f->outer, other = other->outer)
		if (f->last_visit != other->last_visit || !same_filter(f, other))
			return false;
	return f == other;
}

bool filter_is_narrower(const struct filter *f, const struct filter *than)
{
	if (f && than && f->last_visit != than->last_visit)
		return false;
	for (; f && than; f = f->outer, than = than->outer)
		if (!one_is_narrower(f, than) && !same_filter(f, than))
			return false;
	return !than;
}

/* Of a text with a sound, what a sound needs is in the text too. */
uint32_t filter_atom_letters(const struct atom *a)
{
	if (a->kind != ATOM_WORD && a->kind != ATOM_SOURCE && a->kind != ATOM_TAG)
		return 0;
	return a->sound ? pinyin_letters_needed(a->sound) : pinyin_letters_in(a->text);
}

uint32_t filter_letters(const struct filter *f)
{
	uint32_t letters = 0;

	for (; f; f = f->outer)
		for (size_t i = 0; f->n == 1 && i < f->groups[0].n; i++) {
			const struct term *t = &f->groups[0].terms[i];
			const struct atom *a = &t->atoms[0];

			if (t->n == 1 && !t->negated && !a->negated)
				letters |= a->letters;
		}
	return letters;
}
