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

const struct action *action_find_anywhere(const char *name)
{
	const struct action *found = action_find(VIEW_EVERYWHERE, name);

	for (int v = 0; v < VIEW_COUNT && !found; v++)
		found = action_find((enum view_id)v, name);
	return found;
}

static const struct {
	unsigned offer;
	const char *why;
} refusals[] = {
	{ OFFER_MAIN, N_("only beside the article list") },
	{ OFFER_FIND, N_("there is no text to find words in here") },
	{ OFFER_FILTER, N_("there is no list to filter here") },
	{ OFFER_ARTICLES, N_("there is no list of articles here") },
	{ OFFER_ARTICLE, N_("there is no article here") },
	{ OFFER_LINK, N_("there is no address here") },
	{ OFFER_REFRESH, N_("there is no source to fetch here") },
	{ OFFER_OPEN, N_("there is nothing to open here") },
	{ OFFER_MOVE, N_("there is nothing to move over here") },
	{ OFFER_NEIGHBOUR, N_("there is no neighbour here") },
};

const char *action_refusal(enum view_id view, const struct action *action)
{
	const struct view_ops *ops = view == VIEW_EVERYWHERE ? NULL : view_table[view];

	for (size_t i = 0; ops && i < ARRAY_LENGTH(refusals); i++)
		if (action->flags & refusals[i].offer & ~ops->offers)
			return refusals[i].why;
	if (ops && !(action->flags & ACTION_MACRO) && action_find(view, action->name) != action)
		return N_("another view has it");
	return NULL;
}

static void add_table(struct keymap *m, enum view_id view, const struct action *table, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct slice keys = slice_of(table[i].keys);
		while (keys.len) {
			key_code key = key_of_name(slice_next(&keys, ' '));
			if (key)
				ARRAY_PUSH(m->bindings, m->n, m->cap) =
					(struct binding){ view, key, &table[i], BOUND_BY_DEFAULT };
		}
	}
}

void keymap_init(struct keymap *m)
{
	*m = (struct keymap){ 0 };
	arena_init(&m->arena);
	for (int v = 0; v < VIEW_COUNT; v++)
		if (view_table[v])
			add_table(m, (enum view_id)v, view_table[v]->actions,
			          view_table[v]->n_actions);
	add_table(m, VIEW_EVERYWHERE, common_actions, n_common_actions);
}

void keymap_release(struct keymap *m)
{
	free(m->bindings);
	arena_release(&m->arena);
	*m = (struct keymap){ 0 };
}

/* What a binding does in a view: a key of everywhere means the view's own version of its action. */
static const struct action *in_view(const struct binding *b, enum view_id view)
{
	if (!b->action || b->view == view || (b->action->flags & ACTION_MACRO))
		return b->action;
	return action_find(view, b->action->name);
}

/* The last binding of that key in just this view (or everywhere) that comes from there. */
static const struct binding *bound_there(const struct keymap *m, enum view_id view, key_code key,
                                         int origin)
{
	for (size_t i = m->n; i-- > 0;)
		if (m->bindings[i].key == key && m->bindings[i].view == view &&
		    (int)m->bindings[i].origin == origin)
			return &m->bindings[i];
	return NULL;
}

/* The binding that decides what a key does in a view; NULL: none does, or it is freed there. */
static const struct binding *look_up(const struct keymap *m, enum view_id view, key_code key,
                                     const struct action **refused)
{
	const enum view_id order[] = { view, VIEW_EVERYWHERE };

	*refused = NULL;
	for (int origin = BOUND_BY_USER; origin >= BOUND_BY_DEFAULT; origin--)
		for (size_t o = 0; o < ARRAY_LENGTH(order); o++) {
			const struct binding *b = bound_there(m, order[o], key, origin);
			const struct action *action = b ? in_view(b, view) : NULL;

			if (!b)
				continue;
			if (!b->action) /* freed with "none" */
				return NULL;
			if (action && action_is_offered(view, action))
				return b;
			if (!*refused)
				*refused = b->action;
		}
	return NULL;
}

const struct action *keymap_find(const struct keymap *m, enum view_id view, key_code key)
{
	const struct action *refused;
	const struct binding *b = look_up(m, view, key, &refused);

	return b ? in_view(b, view) : NULL;
}

const struct action *keymap_find_refused(const struct keymap *m, enum view_id view, key_code key)
{
	const struct action *refused;

	return look_up(m, view, key, &refused) ? NULL : refused;
}

/* A key that the view uses for something else is not this action's there. */
static bool reaches(const struct keymap *m, enum view_id view, const struct binding *b,
                    const struct action *action)
{
	const struct action *refused;

	if (!b->action || (b->view != view && b->view != VIEW_EVERYWHERE))
		return false;
	if (view == VIEW_EVERYWHERE)
		return b->action == action;
	return !strcmp(b->action->name, action->name) && in_view(b, view) == action &&
	       look_up(m, view, b->key, &refused) == b;
}

bool keymap_add_keys(const struct keymap *m, enum view_id view, const struct action *action,
                     int most, struct str *out)
{
	int n = 0;

	for (int origin = BOUND_BY_USER; origin >= BOUND_BY_DEFAULT; origin--)
		for (size_t i = 0; i < m->n && n < most; i++) {
			const struct binding *b = &m->bindings[i];
			if ((int)b->origin != origin || !reaches(m, view, b, action))
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
		if (m->bindings[i].origin == BOUND_BY_USER &&
		    reaches(m, view, &m->bindings[i], action))
			return true;
	return false;
}
