/*
 * What reads the text of a filter: its place in the text, the signs there, one atom after the other. Only
 * for filter.c (the grammar), signs.c and atoms.c.
 */
#ifndef FILTER_PARSER_H
#define FILTER_PARSER_H

#include "filter/parts.h"

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

/* Bytes at p of this text, of a blank, an opening or closing quote, a bar in any width; 0: none. */
size_t parser_at(const struct parser *s, const char *p, const char *text);
size_t parser_blank(const struct parser *s, const char *p);
size_t parser_quote(const struct parser *s, const char *p);
size_t parser_bar(const struct parser *s, const char *p);
/* The sign at p and its length, 0 when there is none. */
char parser_sign(const struct parser *s, const char *p, size_t *len);
/* A digit at p, half or full-width; -1 for none. */
int parser_digit(const struct parser *s, const char *p, size_t *len);

/* Where to say what is wrong: NULL when something was said already. */
struct err *parser_complaint(struct parser *s);
/* Folded text in the filter's arena, between two pieces that stay as they are. */
struct slice parser_fold(struct parser *s, const char *before, struct slice text, const char *behind);

/* Take an operator and its body, or a word; false: it says nothing and is left out. */
bool parser_atom(struct parser *s, struct atom *a);
/* #20: one to three digits by themselves, and no tag of that name. */
bool parser_limit(struct parser *s);

#endif
