#include "markup/select_rules.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "text/utf8.h"

struct parser {
	const char *text, *p, *end;
	const char *expected; /* msgid; set once, where p stands */
	int nesting;
};

static struct selector *parse_list(struct parser *ps, bool relative, bool inner);

static bool expect(struct parser *ps, const char *msgid)
{
	if (!ps->expected)
		ps->expected = msgid;
	return false;
}

static void skip_space(struct parser *ps)
{
	while (ps->p < ps->end && ascii_is_space((unsigned char)*ps->p))
		ps->p++;
}

static bool at(const struct parser *ps, char c)
{
	return ps->p < ps->end && *ps->p == c;
}

static bool take(struct parser *ps, char c)
{
	if (!at(ps, c))
		return false;
	ps->p++;
	return true;
}

/* --- names and strings -------------------------------------------------------------------------- */

static bool is_ident(const struct parser *ps)
{
	unsigned char c = ps->p < ps->end ? (unsigned char)*ps->p : 0;

	return c >= 0x80 || ascii_is_alpha(c) || ascii_is_digit(c) || c == '_' || c == '-' || c == '\\';
}

static void take_escape(struct parser *ps, struct str *out)
{
	uint32_t cp = 0;
	char bytes[4];
	int n = 0;

	ps->p++;
	for (; n < 6 && ps->p < ps->end; n++, ps->p++) {
		int c = ascii_lower((unsigned char)*ps->p);

		if (!ascii_is_digit(c) && (c < 'a' || c > 'f'))
			break;
		cp = cp * 16 + (uint32_t)(ascii_is_digit(c) ? c - '0' : c - 'a' + 10);
	}
	if (n) {
		str_append(out, bytes, utf8_encode(cp ? cp : 0xfffd, bytes));
		if (ps->p < ps->end && ascii_is_space((unsigned char)*ps->p))
			ps->p++;
	} else if (ps->p < ps->end) {
		str_add_char(out, *ps->p++);
	}
}

/* NULL, and expected set, when there is none. */
static char *take_ident(struct parser *ps, bool lower, const char *msgid)
{
	struct str out = STR_INIT;

	if (!is_ident(ps)) {
		expect(ps, msgid);
		return NULL;
	}
	while (is_ident(ps)) {
		if (*ps->p == '\\')
			take_escape(ps, &out);
		else
			str_add_char(&out, lower ? (char)ascii_lower((unsigned char)*ps->p) : *ps->p), ps->p++;
	}
	return str_take(&out);
}

static char *take_string(struct parser *ps)
{
	struct str out = STR_INIT;
	char quote = *ps->p++;

	while (ps->p < ps->end && *ps->p != quote) {
		if (*ps->p == '\\')
			take_escape(ps, &out);
		else
			str_add_char(&out, *ps->p++);
	}
	if (!take(ps, quote))
		expect(ps, quote == '"' ? N_("a closing \"") : N_("a closing '"));
	return str_take(&out);
}

/* --- tests ---------------------------------------------------------------------------------------- */

static struct select_test *add_test(struct select_compound *c, enum select_kind kind)
{
	struct select_test *t = &ARRAY_PUSH(c->tests, c->n_tests, c->cap_tests);

	*t = (struct select_test){ .kind = kind };
	return t;
}

static bool parse_attr(struct parser *ps, struct select_compound *c)
{
	static const char signs[] = "=^$*~|";
	static const enum select_kind kinds[] = { SELECT_EQUALS, SELECT_BEGINS, SELECT_ENDS,
		                                  SELECT_HOLDS,  SELECT_WORD,   SELECT_DASHED };
	struct select_test *t = add_test(c, SELECT_HAS_ATTR);
	const char *sign;

	skip_space(ps);
	t->name = take_ident(ps, true, N_("the name of an attribute"));
	if (!t->name)
		return false;
	skip_space(ps);
	if (take(ps, ']'))
		return true;
	sign = ps->p < ps->end && *ps->p ? strchr(signs, *ps->p) : NULL;
	if (!sign || (*sign != '=' && (ps->end - ps->p < 2 || ps->p[1] != '=')))
		return expect(ps, N_("= ^= $= *= ~= or ]"));
	t->kind = kinds[sign - signs];
	ps->p += *sign == '=' ? 1 : 2;
	skip_space(ps);
	if (at(ps, '"') || at(ps, '\''))
		t->value = take_string(ps);
	else
		t->value = take_ident(ps, false, N_("a value, in quotes if it holds more than letters"));
	if (!t->value || ps->expected)
		return false;
	skip_space(ps);
	if (at(ps, 'i') || at(ps, 'I')) {
		t->nocase = true;
		ps->p++;
		skip_space(ps);
	}
	return take(ps, ']') || expect(ps, "]");
}

static bool take_number(struct parser *ps, int *out)
{
	const char *start = ps->p;
	int n = 0;

	for (; ps->p < ps->end && ascii_is_digit((unsigned char)*ps->p); ps->p++)
		if (n < 100000)
			n = n * 10 + (*ps->p - '0');
	*out = n;
	return ps->p > start;
}

/* an+b, odd, even, or a number */
static bool parse_nth(struct parser *ps, struct select_test *t)
{
	int sign, number;

	skip_space(ps);
	if (slice_begins_nocase(slice_make(ps->p, (size_t)(ps->end - ps->p)), "odd")) {
		ps->p += 3, t->step = 2, t->offset = 1;
	} else if (slice_begins_nocase(slice_make(ps->p, (size_t)(ps->end - ps->p)), "even")) {
		ps->p += 4, t->step = 2;
	} else {
		sign = take(ps, '-') ? -1 : (take(ps, '+'), 1);
		if (!take_number(ps, &number)) {
			if (!at(ps, 'n') && !at(ps, 'N'))
				return expect(ps, N_("a number, 2n+1, odd or even"));
			number = 1;
		}
		t->offset = sign * number;
		if (take(ps, 'n') || take(ps, 'N')) {
			t->step = sign * number;
			t->offset = 0;
			skip_space(ps);
			if (at(ps, '+') || at(ps, '-')) {
				sign = *ps->p++ == '-' ? -1 : 1;
				skip_space(ps);
				if (!take_number(ps, &number))
					return expect(ps, N_("a number"));
				t->offset = sign * number;
			}
		}
	}
	skip_space(ps);
	return take(ps, ')') || expect(ps, ")");
}

static bool parse_contains(struct parser *ps, struct select_test *t)
{
	skip_space(ps);
	if (at(ps, '"') || at(ps, '\'')) {
		t->value = take_string(ps);
		skip_space(ps);
	} else {
		const char *close = memchr(ps->p, ')', (size_t)(ps->end - ps->p));
		struct slice text = slice_trim(slice_make(ps->p, close ? (size_t)(close - ps->p) : 0));

		t->value = xstrndup(text.data, text.len);
		ps->p = close ? close : ps->end;
	}
	if (!ps->expected && !*t->value)
		return expect(ps, N_("a text"));
	return !ps->expected && (take(ps, ')') || expect(ps, ")"));
}

static bool parse_inner(struct parser *ps, struct select_test *t)
{
	if (ps->nesting == SELECT_NESTING)
		return expect(ps, N_("no further parentheses"));
	ps->nesting++;
	t->inner = parse_list(ps, t->kind == SELECT_HAS, true);
	ps->nesting--;
	return t->inner && (take(ps, ')') || expect(ps, ")"));
}

struct pseudo {
	const char *name;
	enum select_kind kind;
	int step, offset;
	bool has_argument;
};

static const struct pseudo pseudos[] = {
	{ "first-child", SELECT_NTH, 0, 1, false },
	{ "last-child", SELECT_NTH_LAST, 0, 1, false },
	{ "only-child", SELECT_NTH, 0, 1, false }, /* and a second test for the other end */
	{ "first-of-type", SELECT_NTH_OF_TYPE, 0, 1, false },
	{ "last-of-type", SELECT_NTH_LAST_OF_TYPE, 0, 1, false },
	{ "nth-child", SELECT_NTH, 0, 0, true },
	{ "nth-last-child", SELECT_NTH_LAST, 0, 0, true },
	{ "nth-of-type", SELECT_NTH_OF_TYPE, 0, 0, true },
	{ "nth-last-of-type", SELECT_NTH_LAST_OF_TYPE, 0, 0, true },
	{ "empty", SELECT_EMPTY, 0, 0, false },
	{ "scope", SELECT_SCOPE, 0, 0, false },
	{ "root", SELECT_ROOT, 0, 0, false },
	{ "not", SELECT_NOT, 0, 0, true },
	{ "is", SELECT_IS, 0, 0, true },
	{ "where", SELECT_IS, 0, 0, true },
	{ "has", SELECT_HAS, 0, 0, true },
	{ "contains", SELECT_CONTAINS, 0, 0, true },
};

static bool parse_pseudo(struct parser *ps, struct select_compound *c)
{
	const struct pseudo *found = NULL;
	const char *start = ps->p;
	struct select_test *t;
	char *name;

	if (at(ps, ':'))
		return expect(ps, N_("a selector of elements (@name takes an attribute)"));
	name = take_ident(ps, true, N_("a name like first-child"));
	for (size_t i = 0; name && i < ARRAY_LENGTH(pseudos); i++)
		if (!strcmp(pseudos[i].name, name))
			found = &pseudos[i];
	if (!found) {
		ps->p = start;
		free(name);
		return expect(ps, N_("first-child, last-child, nth-child(), not(), has() or contains()"));
	}
	t = add_test(c, found->kind);
	t->step = found->step;
	t->offset = found->offset;
	if (!strcmp(name, "only-child"))
		add_test(c, SELECT_NTH_LAST)->offset = 1;
	free(name);
	if (!found->has_argument)
		return true;
	if (!take(ps, '('))
		return expect(ps, "(");
	if (found->kind == SELECT_CONTAINS)
		return parse_contains(ps, t);
	return found->kind >= SELECT_NOT ? parse_inner(ps, t) : parse_nth(ps, t);
}

/* --- compounds and lists ---------------------------------------------------------------------------- */

static bool parse_test(struct parser *ps, struct select_compound *c)
{
	if (take(ps, '.'))
		return (add_test(c, SELECT_CLASS)->name = take_ident(ps, false, N_("the name of a class")));
	if (take(ps, '#'))
		return (add_test(c, SELECT_ID)->name = take_ident(ps, false, N_("an id")));
	if (take(ps, '['))
		return parse_attr(ps, c);
	if (take(ps, ':'))
		return parse_pseudo(ps, c);
	if (!c->n_tests && take(ps, '*'))
		return add_test(c, SELECT_ANY);
	if (!c->n_tests && is_ident(ps))
		return (add_test(c, SELECT_TAG)->name = take_ident(ps, true, N_("a tag")));
	return expect(ps, N_("a tag, .class, #id, [attribute], :first-child or *"));
}

static int by_cost(const void *a, const void *b)
{
	return (int)((const struct select_test *)a)->kind - (int)((const struct select_test *)b)->kind;
}

static bool begins_test(const struct parser *ps)
{
	return is_ident(ps) || (ps->p < ps->end && *ps->p && strchr(".#[:*", *ps->p));
}

static struct select_compound *add_compound(struct parser *ps, struct selector *s, char combinator)
{
	struct select_compound *c;

	if (s->n_compounds == SELECT_COMPOUNDS) {
		expect(ps, N_("a shorter selector"));
		return NULL;
	}
	c = &ARRAY_PUSH(s->compounds, s->n_compounds, s->cap_compounds);
	*c = (struct select_compound){ .combinator = combinator };
	return c;
}

static bool parse_compound(struct parser *ps, struct selector *s, char combinator)
{
	struct select_compound *c = add_compound(ps, s, combinator);

	if (!c)
		return false;
	do {
		if (!parse_test(ps, c))
			return false;
	} while (begins_test(ps));
	qsort(c->tests, c->n_tests, sizeof *c->tests, by_cost);
	c->end = (size_t)(ps->p - ps->text);
	return true;
}

/* The sign at hand, ' ' for blanks alone, 0 when the selector ends here. */
static char take_combinator(struct parser *ps)
{
	bool blank = ps->p < ps->end && ascii_is_space((unsigned char)*ps->p);

	skip_space(ps);
	if (at(ps, '>') || at(ps, '+') || at(ps, '~')) {
		char sign = *ps->p++;

		skip_space(ps);
		return sign;
	}
	return blank && ps->p < ps->end && !at(ps, ',') && !at(ps, ')') ? ' ' : 0;
}

static bool parse_complex(struct parser *ps, struct selector *s, bool relative)
{
	char combinator = take_combinator(ps);

	if (relative && (combinator == '+' || combinator == '~')) {
		ps->p--;
		return expect(ps, N_("a selector of what is inside"));
	}
	if (combinator == ' ')
		combinator = 0;
	if (relative || combinator) {
		struct select_compound *scope = add_compound(ps, s, 0);

		if (!scope)
			return false;
		add_test(scope, SELECT_SCOPE);
		combinator = combinator ? combinator : ' ';
	}
	do {
		if (!parse_compound(ps, s, combinator))
			return false;
	} while ((combinator = take_combinator(ps)));
	s->compounds[s->n_compounds - 1].is_last = true;
	return true;
}

static void sort_bits(struct selector *s)
{
	for (size_t i = 0; i < s->n_compounds; i++) {
		const struct select_compound *c = &s->compounds[i];
		uint64_t bit = (uint64_t)1 << i;

		s->first |= c->combinator ? 0 : bit;
		s->below |= c->combinator == ' ' ? bit : 0;
		s->child |= c->combinator == '>' ? bit : 0;
		s->next |= c->combinator == '+' ? bit : 0;
		s->after |= c->combinator == '~' ? bit : 0;
		s->last |= c->is_last ? bit : 0;
	}
}

static struct selector *parse_list(struct parser *ps, bool relative, bool inner)
{
	struct selector *s = xcalloc(1, sizeof *s);

	do {
		if (!parse_complex(ps, s, relative))
			break;
		skip_space(ps);
	} while (take(ps, ','));
	if (!ps->expected && !inner && ps->p < ps->end)
		expect(ps, N_("a blank, >, +, ~ or a comma"));
	if (ps->expected) {
		selector_free(s);
		return NULL;
	}
	sort_bits(s);
	return s;
}

struct selector *selector_compile(const char *text, struct err *err)
{
	size_t len = strlen(text);
	struct parser ps = { .text = text, .p = text, .end = text + len };
	struct selector *s = parse_list(&ps, false, false);

	if (s) {
		s->text = xstrndup(text, len);
		return s;
	}
	err_set(err, _("selector “%s”: at character %zu: expected %s"), text,
	        utf8_count(text, (size_t)(ps.p - text)) + 1, _(ps.expected));
	return NULL;
}

void selector_free(struct selector *s)
{
	if (!s)
		return;
	for (size_t i = 0; i < s->n_compounds; i++) {
		struct select_compound *c = &s->compounds[i];

		for (size_t k = 0; k < c->n_tests; k++) {
			free(c->tests[k].name);
			free(c->tests[k].value);
			selector_free(c->tests[k].inner);
		}
		free(c->tests);
	}
	free(s->compounds);
	free(s->text);
	free(s);
}
