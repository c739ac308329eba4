#include "markup/html.h"

#include <string.h>

#include "markup/entity.h"
#include "markup/tags.h"

const char *html_node_attr(const struct html_node *node, const char *name)
{
	for (uint32_t i = 0; i < node->n_attrs; i++)
		if (!strcmp(node->attrs[i].name, name))
			return node->attrs[i].value.data;
	return NULL;
}

bool html_node_has_class(const struct html_node *node, const char *name)
{
	const char *classes = html_node_attr(node, "class"), *p = classes;
	size_t n = strlen(name);

	while (p && n && (p = strstr(p, name))) {
		if ((p == classes || ascii_is_space((unsigned char)p[-1])) &&
		    (!p[n] || ascii_is_space((unsigned char)p[n])))
			return true;
		p++;
	}
	return false;
}

const struct html_node *html_node_past(const struct html_node *node, const struct html_node *within)
{
	for (; node != within && node; node = node->parent)
		if (node->next)
			return node->next;
	return NULL;
}

const struct html_node *html_node_after(const struct html_node *node, const struct html_node *within)
{
	return node->first ? node->first : html_node_past(node, within);
}

const struct html_node *html_node_sibling(const struct html_node *node)
{
	do
		node = node->next;
	while (node && !node->name);
	return node;
}

const struct html_node *html_node_child(const struct html_node *node)
{
	return !node->first || node->first->name ? node->first : html_node_sibling(node->first);
}

static bool is_hidden(const struct html_node *node)
{
	return node->name && tag_listed("script style template", node->name);
}

void html_node_text(const struct html_node *node, struct str *out)
{
	html_node_text_apart(node, out, '\0');
}

static bool parts_words(const struct html_node *node)
{
	return node->name && (tag_info(node->name)->flags & TAG_BLOCK || !strcmp(node->name, "br"));
}

/* One parter between two texts, none at the ends. */
static void part(struct str *out, size_t start, char parter)
{
	if (parter && out->len > start && out->data[out->len - 1] != parter)
		str_add_char(out, parter);
}

void html_node_text_apart(const struct html_node *node, struct str *out, char parter)
{
	const struct html_node *n = node;
	size_t start = out->len;

	for (;;) {
		if (!n->name)
			str_add_slice(out, n->text);
		else if (n != node && parts_words(n))
			part(out, start, parter);
		if (n->first && (n == node || !is_hidden(n))) {
			n = n->first;
			continue;
		}
		for (; n != node && !n->next; n = n->parent)
			if (parts_words(n))
				part(out, start, parter);
		if (n == node)
			break;
		if (parts_words(n))
			part(out, start, parter);
		n = n->next;
	}
	if (parter && out->len > start && out->data[out->len - 1] == parter)
		str_truncate(out, out->len - 1);
}

void html_node_inner(const struct html_node *node, struct str *out)
{
	html_node_write(node, false, out, NULL, NULL);
}

static void write_start(const struct html_node *node, struct str *out)
{
	str_add_char(out, '<');
	str_add(out, node->name);
	for (uint32_t i = 0; i < node->n_attrs; i++) {
		str_add_char(out, ' ');
		str_add(out, node->attrs[i].name);
		str_add(out, "=\"");
		html_escape(out, node->attrs[i].value, true);
		str_add_char(out, '"');
	}
	str_add_char(out, '>');
}

static void write_end(const struct html_node *node, struct str *out)
{
	if (tag_info(node->name)->flags & TAG_VOID)
		return;
	str_add(out, "</");
	str_add(out, node->name);
	str_add_char(out, '>');
}

static void write_text(const struct html_node *node, struct str *out)
{
	unsigned flags = tag_info(node->parent->name)->flags;

	if (flags & TAG_RAW && !(flags & TAG_REFERENCES))
		str_add_slice(out, node->text);
	else
		html_escape(out, node->text, false);
}

void html_node_write(const struct html_node *node, bool outer, struct str *out,
                     bool (*leave_out)(const void *opaque, const struct html_node *node),
                     const void *opaque)
{
	const struct html_node *n = node;
	bool down = true; /* n is met from above; else its end is */

	for (;;) {
		bool tags = n->name && *n->name && (outer || n != node);

		if (down && n != node && leave_out && leave_out(opaque, n)) {
			down = false;
			tags = false;
		} else if (down) {
			if (!n->name)
				write_text(n, out);
			else if (tags)
				write_start(n, out);
			if (n->first) {
				n = n->first;
				continue;
			}
			down = false;
		}
		if (tags)
			write_end(n, out);
		if (n == node)
			return;
		down = n->next;
		n = n->next ? n->next : n->parent;
	}
}
