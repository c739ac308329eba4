#include "ui/keymap.h"
#include "base/array.h"
#include "base/i18n.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define OFFERS_MASK 0xffffu

bool action_is_offered(enum view_id view, const struct action *action)
{
	unsigned needs = action->flags & OFFERS_MASK;

	return view == VIEW_EVERYWHERE ||
	       (view_table[view] && !(needs & ~view_table[view]->offers));
}

static const struct action *find_in(const struct action *table, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (!strcmp(table[i].name, name))
			return &table[i];
	return NULL;
}

const struct action *action_find(enum view_id view, const char *name)
{
	const struct action *found = NULL;

	if (view != VIEW_EVERYWHERE && view_table[view])
		found = find_in(view_table[view]->actions, view_table[view]->n_actions, name);
	return found ? found : find_in(common_actions, n_common_actions, name);
}

static void add_table(struct keymap *m, enum view_id view, const struct action *table, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct slice keys = slice_of(table[i].keys);
		while (keys.len) {
			key_code key = key_of_name(slice_next(&keys, ' '));
			if (key)
				ARRAY_PUSH(m->bindings, m->n, m->cap) =
					(struct binding){ view, key, &table[i], false };
		}
	}
}

void keymap_init(struct keymap *m)
{
	*m = (struct keymap){ 0 };
	for (int v = 0; v < VIEW_COUNT; v++)
		if (view_table[v])
			add_table(m, (enum view_id)v, view_table[v]->actions,
			          view_table[v]->n_actions);
	add_table(m, VIEW_EVERYWHERE, common_actions, n_common_actions);
}

void keymap_release(struct keymap *m)
{
	free(m->bindings);
	*m = (struct keymap){ 0 };
}

/* VIEW_COUNT + 1 when there is no view of that name. */
static int view_of_name(struct slice name)
{
	if (slice_is(name, "everywhere") || slice_is(name, "all"))
		return VIEW_EVERYWHERE;
	for (int v = 0; v < VIEW_COUNT; v++)
		if (view_table[v] && slice_is(name, view_table[v]->name))
			return v;
	return VIEW_COUNT + 1;
}

static void unbind(struct keymap *m, enum view_id view, key_code key)
{
	size_t kept = 0;

	for (size_t i = 0; i < m->n; i++)
		if (m->bindings[i].view != view || m->bindings[i].key != key)
			m->bindings[kept++] = m->bindings[i];
	m->n = kept;
}

static struct slice next_word(struct slice *rest)
{
	*rest = slice_trim(*rest);
	return slice_next(rest, ' ');
}

/* Any view's action may be meant by `everywhere`: the first that has it. */
static const struct action *action_anywhere(const char *name)
{
	const struct action *found = action_find(VIEW_EVERYWHERE, name);

	for (int v = 0; v < VIEW_COUNT && !found; v++)
		found = action_find((enum view_id)v, name);
	return found;
}

bool keymap_bind(struct keymap *m, const char *line, struct err *err)
{
	struct slice rest = slice_of(line);
	struct slice view_name = next_word(&rest), key_name = next_word(&rest);
	struct slice action_name = next_word(&rest);
	int view = view_of_name(view_name);
	key_code key = key_of_name(key_name);
	const struct action *action;
	char name[64];

	if (!action_name.len || slice_trim(rest).len)
		return err_set(err, _("a binding is written VIEW KEY ACTION, as in: "
		                      "bind = article o open-browser"));
	if (view > VIEW_EVERYWHERE)
		return err_set(err,
		               _("there is no view \"%.*s\"; write list, article, shelf, hot or "
		                 "everywhere"),
		               (int)view_name.len, view_name.data);
	if (!key)
		return err_set(err,
		               _("\"%.*s\" is no key; keys are written j, ^F, M-x, Space, PgDn, "
		                 "F1"),
		               (int)key_name.len, key_name.data);
	snprintf(name, sizeof name, "%.*s", (int)action_name.len, action_name.data);
	action = view == VIEW_EVERYWHERE ? action_anywhere(name)
	                                 : action_find((enum view_id)view, name);
	if (!action && strcmp(name, "none"))
		return err_set(err,
		               _("there is no action \"%s\" there; ? lists them, \"none\" frees a "
		                 "key"),
		               name);
	unbind(m, (enum view_id)view, key);
	ARRAY_PUSH(m->bindings, m->n, m->cap) =
		(struct binding){ (enum view_id)view, key, action, true };
	return true;
}

void keymap_configure(struct keymap *m, const struct config *c,
                      void (*problem)(void *opaque, const struct config_line *line,
                                      const char *text), void *opaque)
{
	for (size_t i = 0; i < c->n_lines; i++) {
		const struct config_line *line = &c->lines[i];
		struct err err = ERR_INIT;
		if (!line->section || strcmp(line->section, "keys") || strcmp(line->key, "bind"))
			continue;
		if (!keymap_bind(m, line->value, &err) && problem)
			problem(opaque, line, err.text);
	}
}

const struct action *keymap_find(const struct keymap *m, enum view_id view, key_code key)
{
	const enum view_id order[] = { view, VIEW_EVERYWHERE };

	for (size_t o = 0; o < ARRAY_LENGTH(order); o++)
		for (size_t i = m->n; i-- > 0;) {
			const struct binding *b = &m->bindings[i];
			if (b->view != order[o] || b->key != key)
				continue;
			if (!b->action) /* freed with "none" */
				return NULL;
			if (action_is_offered(view, b->action))
				return b->action;
		}
	return NULL;
}

/* A key that the view uses for something else is not this action's there. */
static bool reaches(const struct keymap *m, enum view_id view, const struct binding *b,
                    const struct action *action)
{
	if (b->action != action || (b->view != view && b->view != VIEW_EVERYWHERE))
		return false;
	return view == VIEW_EVERYWHERE || keymap_find(m, view, b->key) == action;
}

bool keymap_add_keys(const struct keymap *m, enum view_id view, const struct action *action,
                     int most, struct str *out)
{
	int n = 0;

	for (int custom = 1; custom >= 0; custom--) /* the user's own first */
		for (size_t i = 0; i < m->n && n < most; i++) {
			const struct binding *b = &m->bindings[i];
			if (b->is_custom != custom || !reaches(m, view, b, action))
				continue;
			if (n++)
				str_add(out, " ");
			key_add_label(out, b->key);
		}
	return n > 0;
}

bool keymap_is_custom(const struct keymap *m, enum view_id view, const struct action *action)
{
	for (size_t i = 0; i < m->n; i++)
		if (m->bindings[i].is_custom && reaches(m, view, &m->bindings[i], action))
			return true;
	return false;
}
