#include "feed/opml_xpath.h"

#include <string.h>

static bool is_name(int c)
{
	return ascii_is_alpha(c) || ascii_is_digit(c) || c == '-' || c == '_';
}

static struct slice take_name(const char **p)
{
	const char *start = *p;

	while (is_name((unsigned char)**p))
		++*p;
	return slice_make(start, (size_t)(*p - start));
}

static bool skip(const char **p, const char *text)
{
	size_t n = strlen(text);

	if (strncmp(*p, text, n))
		return false;
	*p += n;
	return true;
}

/* 'value' or "value", of signs that need no quotes in CSS. */
static bool take_quoted(const char **p, struct slice *value)
{
	char quote = **p;

	if (quote != '\'' && quote != '"')
		return false;
	++*p;
	*value = take_name(p);
	if (!value->len || **p != quote)
		return false;
	++*p;
	return true;
}

/* [@class='x'] [@id='x'] [@a='x'] [@a] [contains(@class, 'x')] */
static bool take_condition(const char **p, struct str *css)
{
	bool contains = skip(p, "contains(");
	struct slice name, value;

	if (!skip(p, "@"))
		return false;
	name = take_name(p);
	if (!name.len)
		return false;
	if (!contains && skip(p, "]")) {
		str_printf(css, "[%.*s]", (int)name.len, name.data);
		return true;
	}
	while (skip(p, " ") || skip(p, contains ? "," : "="))
		;
	if (!take_quoted(p, &value) || (contains && !skip(p, ")")) || !skip(p, "]"))
		return false;
	if (contains)
		str_printf(css, "[%.*s*=%.*s]", (int)name.len, name.data, (int)value.len, value.data);
	else if (slice_is(name, "class") || slice_is(name, "id"))
		str_printf(css, "%c%.*s", name.data[0] == 'c' ? '.' : '#', (int)value.len, value.data);
	else
		str_printf(css, "[%.*s=%.*s]", (int)name.len, name.data, (int)value.len, value.data);
	return true;
}

static bool take_step(const char **p, struct str *css)
{
	struct slice name = take_name(p);

	if (!name.len && !skip(p, "*"))
		return false;
	if (name.len)
		str_add_slice(css, name);
	else if (**p != '[')
		str_add_char(css, '*');
	while (skip(p, "["))
		if (!take_condition(p, css))
			return false;
	return true;
}

/* Blanks stand for //, > for /; at the beginning everything is below where one stands. */
static bool take_path(const char *p, struct str *css)
{
	bool is_first = true;

	if (skip(&p, ".") && !*p)
		return str_add(css, ":scope");
	while (*p) {
		bool deep = skip(&p, "//"), child = !deep && skip(&p, "/");

		deep |= skip(&p, "descendant::");
		child |= skip(&p, "child::");
		if (skip(&p, "@")) {
			struct slice name = take_name(&p);
			str_printf(css, "%s@%.*s", is_first ? "" : " ", (int)name.len, name.data);
			return name.len && !*p;
		}
		if (skip(&p, "text()"))
			return !is_first && !*p;
		if (!is_first)
			str_add(css, child ? " > " : " ");
		if ((!is_first && !deep && !child) || !take_step(&p, css))
			return false;
		is_first = false;
	}
	return !is_first;
}

bool opml_xpath_to_css(const char *xpath, struct str *out)
{
	struct str css = STR_INIT;
	bool ok = take_path(xpath, &css);

	if (ok)
		str_add_slice(out, str_slice(&css));
	str_release(&css);
	return ok;
}
