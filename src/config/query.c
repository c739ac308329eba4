#include "config/query.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/i18n.h"

/*
 * Our filters know no parentheses: they are groups (`a | b`) of terms (blank) of alternatives
 * (`a|b`). So the tree is read as what that can say: or of and of (one comparison, or a parenthesis
 * that holds only one kind of connective).
 */

enum token_kind { TOKEN_END, TOKEN_OPEN, TOKEN_CLOSE, TOKEN_AND, TOKEN_OR, TOKEN_TEST };

struct token {
	enum token_kind kind;
	struct slice attribute, operator, value;
};

struct query {
	struct slice rest;
	struct token token;  /* the one at hand */
	struct err *err;
};

/* --- tokens ----------------------------------------------------------------------------------- */

static struct slice take(struct query *q, size_t n)
{
	struct slice taken = slice_make(q->rest.data, n);

	q->rest = slice_trim(slice_make(q->rest.data + n, q->rest.len - n));
	return taken;
}

static size_t word_length(struct slice s)
{
	size_t n = 0;

	while (n < s.len && (ascii_is_alpha((unsigned char)s.data[n]) ||
	                     ascii_is_digit((unsigned char)s.data[n]) || s.data[n] == '_'))
		n++;
	return n;
}

static bool take_value(struct query *q, struct slice *value)
{
	const char *close;
	size_t n = 0;

	if (q->rest.len && q->rest.data[0] == '"') {
		close = memchr(q->rest.data + 1, '"', q->rest.len - 1);
		if (!close)
			return err_set(q->err, _("a quote is not closed"));
		n = (size_t)(close - q->rest.data) + 1;
		*value = take(q, n);
		*value = slice_make(value->data + 1, n - 2);
		return true;
	}
	while (n < q->rest.len && !ascii_is_space((unsigned char)q->rest.data[n]) &&
	       !strchr("()", q->rest.data[n]))
		n++;
	*value = take(q, n);
	return n || err_set(q->err, _("a value is missing"));
}

static bool next_token(struct query *q)
{
	static const char *const operators[] = { "between", "!~", "=~", "!#", "==", "!=", "<=",
		                                 ">=",      "#",  "=",  "<",  ">" };
	size_t n;

	memset(&q->token, 0, sizeof q->token);
	if (!q->rest.len)
		return true;
	if (q->rest.data[0] == '(' || q->rest.data[0] == ')') {
		q->token.kind = q->rest.data[0] == '(' ? TOKEN_OPEN : TOKEN_CLOSE;
		take(q, 1);
		return true;
	}
	n = word_length(q->rest);
	if (!n)
		return err_set(q->err, _("a word is expected at “%.*s”"),
		               (int)(q->rest.len < 20 ? q->rest.len : 20), q->rest.data);
	q->token.attribute = take(q, n);
	if (slice_is_nocase(q->token.attribute, "and") ||
	    slice_is_nocase(q->token.attribute, "or")) {
		q->token.kind = slice_is_nocase(q->token.attribute, "and") ? TOKEN_AND : TOKEN_OR;
		return true;
	}
	q->token.kind = TOKEN_TEST;
	for (size_t i = 0; i < ARRAY_LENGTH(operators); i++) {
		if (!slice_begins(q->rest, operators[i]))
			continue;
		q->token.operator = take(q, strlen(operators[i]));
		return take_value(q, &q->token.value);
	}
	return err_set(q->err, _("“%.*s” lacks an operator"), (int)q->token.attribute.len,
	               q->token.attribute.data);
}

/* --- one comparison --------------------------------------------------------------------------- */

static bool is_negative(const struct token *t)
{
	return t->operator.data[0] == '!';
}

static bool no_equal(struct query *q)
{
	return err_set(q->err, _("“%.*s %.*s” has no equal here"), (int)q->token.attribute.len,
	               q->token.attribute.data, (int)q->token.operator.len,
	               q->token.operator.data);
}

static bool add_quoted(struct query *q, struct str *out, struct slice text)
{
	if (memchr(text.data, '"', text.len) || !text.len)
		return no_equal(q);
	str_add_char(out, '"');
	str_add_slice(out, text);
	return str_add_char(out, '"');
}

static bool test_unread(struct query *q, struct str *out)
{
	bool yes = slice_is_nocase(q->token.value, "yes");

	str_add(out, yes != is_negative(&q->token) ? ":unread" : ":read");
	return true;
}

static bool test_tags(struct query *q, struct str *out)
{
	if (!slice_ends(q->token.operator, "#") && !slice_ends(q->token.operator, "="))
		return no_equal(q);
	str_add(out, is_negative(&q->token) ? "!+" : "+");
	return add_quoted(q, out, q->token.value);
}

/* A regular expression of nothing but letters (and |) is what a word is here. */
static bool test_title(struct query *q, struct str *out)
{
	struct slice rest = q->token.value;
	const char *between = is_negative(&q->token) ? "!" : "";

	if (!slice_ends(q->token.operator, "~") || !rest.len)
		return no_equal(q);
	for (size_t i = 0; i < rest.len; i++)
		if (strchr(".*+?()[]{}^$\\", rest.data[i]))
			return err_set(q->err, _("a regular expression (“%.*s”) has no equal here"),
			               (int)rest.len, rest.data);
	while (rest.len) {
		str_add(out, between);
		if (!add_quoted(q, out, slice_next(&rest, '|')))
			return false;
		between = "|";
	}
	return true;
}

static bool test_source(struct query *q, struct str *out)
{
	if (!slice_is(q->token.operator, "=") && !slice_is(q->token.operator, "==") &&
	    !slice_is(q->token.operator, "!="))
		return no_equal(q);
	str_add(out, is_negative(&q->token) ? "!=" : "=");
	return add_quoted(q, out, q->token.value);
}

/* age < 7, age between 0:7: younger than so many days */
static bool test_age(struct query *q, struct str *out)
{
	struct slice from = { NULL, 0 }, to = q->token.value;
	int days;

	if (slice_is(q->token.operator, "between"))
		from = slice_next(&to, ':');
	else if (q->token.operator.data[0] != '<')
		return no_equal(q);
	days = atoi(to.data);
	if (days <= 0 || (from.len && atoi(from.data) != 0))
		return no_equal(q);
	return str_printf(out, "@%dd", days);
}

static bool add_test(struct query *q, struct str *out)
{
	static const struct {
		const char *attribute;
		bool (*add)(struct query *q, struct str *out);
	} tests[] = {
		{ "unread", test_unread },      { "tags", test_tags },    { "title", test_title },
		{ "feedtitle", test_source },   { "age", test_age },
	};

	for (size_t i = 0; i < ARRAY_LENGTH(tests); i++)
		if (slice_is_nocase(q->token.attribute, tests[i].attribute))
			return tests[i].add(q, out);
	return no_equal(q);
}

/* --- connectives ------------------------------------------------------------------------------ */

/* Behind "(": comparisons joined by `or` alone become alternatives, by `and` alone terms. */
static bool add_parenthesis(struct query *q, struct str *out)
{
	enum token_kind joined = TOKEN_END;

	for (;;) {
		if (!next_token(q))
			return false;
		if (q->token.kind != TOKEN_TEST)
			return err_set(q->err, _("parentheses in parentheses have no equal here"));
		if (!add_test(q, out) || !next_token(q))
			return false;
		if (q->token.kind == TOKEN_CLOSE)
			return true;
		if (q->token.kind != TOKEN_AND && q->token.kind != TOKEN_OR)
			return err_set(q->err, _("a parenthesis is not closed"));
		if (joined != TOKEN_END && joined != q->token.kind)
			return err_set(q->err,
			               _("“and” and “or” in one parenthesis have no equal here"));
		joined = q->token.kind;
		str_add(out, joined == TOKEN_OR ? "|" : " ");
	}
}

bool config_query_translate(const char *expression, struct str *out, struct err *err)
{
	struct query q = { .rest = slice_trim(slice_of(expression)), .err = err };

	for (;;) {
		if (!next_token(&q))
			return false;
		if (q.token.kind == TOKEN_OPEN) {
			if (!add_parenthesis(&q, out))
				return false;
		} else if (q.token.kind != TOKEN_TEST) {
			return err_set(err, _("a comparison is expected"));
		} else if (!add_test(&q, out)) {
			return false;
		}
		if (!next_token(&q))
			return false;
		if (q.token.kind == TOKEN_END)
			return true;
		if (q.token.kind != TOKEN_AND && q.token.kind != TOKEN_OR)
			return err_set(err, _("“and” or “or” is expected"));
		str_add(out, q.token.kind == TOKEN_OR ? " | " : " ");
	}
}
