#include "markup/select.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/i18n.h"

/* The first ^ or @ that is not inside brackets, parentheses or quotes. */
static const char *css_end(const char *p)
{
	int depth = 0;
	char quote = '\0';

	for (; *p; p++) {
		if (*p == '\\' && p[1])
			p++;
		else if (quote)
			quote = *p == quote ? '\0' : quote;
		else if (*p == '"' || *p == '\'')
			quote = *p;
		else if (*p == '[' || *p == '(')
			depth++;
		else if (*p == ']' || *p == ')')
			depth--;
		else if (depth <= 0 && (*p == '^' || *p == '@'))
			break;
	}
	return p;
}

static bool is_attr_name(struct slice s)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.data[i];

		if (!ascii_is_alpha(c) && !ascii_is_digit(c) && c != '-' && c != '_' && c != ':')
			return false;
	}
	return s.len;
}

/* Behind ^ everything is text, but for a last "@name". */
static struct slice split_prefix(struct slice rest, struct slice *attr)
{
	for (size_t i = rest.len; i-- > 1;) {
		if (rest.data[i] != '@' || !ascii_is_space((unsigned char)rest.data[i - 1]))
			continue;
		*attr = slice_make(rest.data + i + 1, rest.len - i - 1);
		if (is_attr_name(*attr))
			return slice_make(rest.data, i);
		break;
	}
	*attr = slice_make("", 0);
	return rest;
}

static char *copy_or_null(struct slice s)
{
	return s.len ? xstrndup(s.data, s.len) : NULL;
}

bool select_expr_compile(struct select_expr *e, const char *text, struct err *err)
{
	const char *mark = css_end(text);
	struct slice css = slice_trim(slice_make(text, (size_t)(mark - text)));
	struct slice attr = { "", 0 }, prefix = { "", 0 };

	*e = (struct select_expr){ NULL, NULL, NULL };
	if (*mark == '^')
		prefix = split_prefix(slice_trim(slice_of(mark + 1)), &attr);
	else if (*mark == '@')
		attr = slice_trim(slice_of(mark + 1));
	if (*mark == '@' && !is_attr_name(attr))
		return err_set(err, _("selector “%s”: expected the name of an attribute behind @"), text);
	if (*mark == '^' && !prefix.len)
		return err_set(err, _("selector “%s”: expected a text behind ^"), text);
	/* ":scope" is the node searched in, which is not below itself */
	if ((css.len || !*mark) && (*mark == '^' || !slice_is(css, ":scope"))) {
		char *copy = xstrndup(css.data, css.len);

		e->selector = selector_compile(copy, err);
		free(copy);
		if (!e->selector)
			return false;
	}
	e->attr = copy_or_null(attr);
	for (char *p = e->attr; p && *p; p++)
		*p = (char)ascii_lower((unsigned char)*p);
	e->prefix = copy_or_null(slice_trim(prefix));
	return true;
}

void select_expr_release(struct select_expr *e)
{
	selector_free(e->selector);
	free(e->attr);
	free(e->prefix);
	*e = (struct select_expr){ NULL, NULL, NULL };
}

/* Blanks of any kind that may stand before a label. */
static struct slice skip_blanks(struct slice s)
{
	for (;;) {
		size_t n = s.len && ascii_is_space((unsigned char)*s.data) ? 1
		           : slice_begins(s, "\xc2\xa0")                 ? 2
		           : slice_begins(s, "\xe3\x80\x80")             ? 3
		                                                         : 0;
		if (!n)
			return s;
		s = slice_make(s.data + n, s.len - n);
	}
}

/* The text behind the prefix; data NULL when it does not begin so. */
static struct slice behind_prefix(const struct select_expr *e, struct slice text)
{
	text = skip_blanks(text);
	if (!slice_begins(text, e->prefix))
		return slice_make(NULL, 0);
	text = skip_blanks(slice_make(text.data + strlen(e->prefix), text.len - strlen(e->prefix)));
	if (slice_begins(text, ":"))
		text = slice_make(text.data + 1, text.len - 1);
	else if (slice_begins(text, "："))
		text = slice_make(text.data + 3, text.len - 3);
	return skip_blanks(text);
}

static bool fits(const struct select_expr *e, const struct html_node *node, struct str *text)
{
	if (e->attr && !html_node_attr(node, e->attr))
		return false;
	if (!e->prefix)
		return true;
	str_clear(text);
	html_node_text(node, text);
	return behind_prefix(e, str_slice(text)).data;
}

size_t select_expr_all(const struct select_expr *e, const struct html_node *root, struct node_list *out)
{
	struct str text = STR_INIT;
	size_t before = out->n, kept = before;

	if (e->selector)
		selector_all(e->selector, root, out);
	else if (!e->prefix)
		ARRAY_PUSH(out->v, out->n, out->cap) = root;
	else
		for (const struct html_node *n = html_node_child(root); n; n = html_node_sibling(n))
			ARRAY_PUSH(out->v, out->n, out->cap) = n;
	for (size_t i = before; i < out->n; i++)
		if (fits(e, out->v[i], &text))
			out->v[kept++] = out->v[i];
	out->n = kept;
	str_release(&text);
	return kept - before;
}

const struct html_node *select_expr_first(const struct select_expr *e, const struct html_node *root)
{
	struct node_list list = NODE_LIST_INIT;
	const struct html_node *first;

	if (e->selector && !e->prefix && !e->attr)
		return selector_first(e->selector, root);
	first = select_expr_all(e, root, &list) ? list.v[0] : NULL;
	node_list_release(&list);
	return first;
}

bool select_expr_value(const struct select_expr *e, const struct html_node *node, struct str *out)
{
	const char *value;

	if (e->attr) {
		value = html_node_attr(node, e->attr);
		if (value)
			str_add(out, value);
		return value;
	}
	if (e->prefix) {
		struct str text = STR_INIT;
		struct slice rest;

		html_node_text(node, &text);
		rest = behind_prefix(e, str_slice(&text));
		str_add_slice(out, rest.data ? rest : str_slice(&text));
		str_release(&text);
	} else {
		html_node_text(node, out);
	}
	return true;
}
