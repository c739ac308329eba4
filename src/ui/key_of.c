/* The keys that the built-in edition's text names (ui_key_of() of ui/ui.h). */
#include "ui/key_of.h"
#include "ui/theme.h"
#include "ui/ui.h"

#include <stdio.h>
#include <string.h>

enum { ACTIONS_MOST = 256, LABEL_BYTES = 24 };

/* reader_options.key_of has no place for a context, and its answers live for ever: hence one label
 * an action, and the key map in use. UI thread only. */
static char labels[ACTIONS_MOST][LABEL_BYTES];
static const struct keymap *in_use;

void key_of_use(const struct keymap *m)
{
	in_use = m;
}

/* Views in the order in which a reader meets them: an action of several has its key in the
 * first. */
static const enum view_id order[] = {
	VIEW_EVERYWHERE, VIEW_LIST, VIEW_ARTICLE, VIEW_SHELF, VIEW_HOT, VIEW_TAGS,
	VIEW_CATALOGUE,  VIEW_PROBLEMS, VIEW_LOG, VIEW_LINKS, VIEW_FACTS,
	VIEW_SEARCH,     VIEW_EXTRA,    VIEW_TOPIC,
};

static const struct action *find(const char *name, enum view_id *view, size_t *index)
{
	*index = 0;
	for (size_t v = 0; v < sizeof order / sizeof *order; v++) {
		bool all = order[v] == VIEW_EVERYWHERE;
		const struct action *table = all ? common_actions : view_table[order[v]]->actions;
		size_t n = all ? n_common_actions : view_table[order[v]]->n_actions;
		for (size_t i = 0; i < n; i++, ++*index)
			if (!strcmp(table[i].name, name)) {
				*view = order[v];
				return &table[i];
			}
	}
	return NULL;
}

const char *ui_key_of(const char *name)
{
	struct keymap defaults = { 0 };
	struct str keys = STR_INIT;
	enum view_id view;
	size_t index;
	const struct action *action = find(name, &view, &index);
	bool found;

	if (!action || index >= ACTIONS_MOST)
		return NULL;
	if (!in_use)
		keymap_init(&defaults);
	found = keymap_add_keys(in_use ? in_use : &defaults, view, action, 1, &keys);
	if (found)
		snprintf(labels[index], LABEL_BYTES, "%s", keys.data);
	str_release(&keys);
	if (!in_use)
		keymap_release(&defaults);
	if (!found) /* no key leads there, but its name does */
		snprintf(labels[index], LABEL_BYTES, ":%s", name);
	return labels[index];
}

static void complain(void *opaque, const struct config_line *line, const char *text)
{
	config_complain(opaque, line, text);
}

void ui_check_config(struct config *c)
{
	struct keymap m = { 0 };
	struct theme t;

	keymap_init(&m);
	keymap_configure(&m, c, complain, c);
	keymap_release(&m);
	theme_init(&t, &(struct theme_choice){ .colors = 256 });
	theme_configure(&t, c, 256, complain, c);
}
