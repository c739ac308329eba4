/* The lines of [keys] and of presets, made into bindings (declared in ui/keymap.h). */
#include "config/nearest.h"
#include "base/array.h"
#include "base/i18n.h"
#include "base/log.h"
#include "ui/keymap.h"
#include "ui/macro.h"

#include <stdio.h>
#include <string.h>

enum { NO_VIEW = VIEW_COUNT + 1, NAMES_MOST = 256, NAME_BYTES = 64 };

const char *view_name(enum view_id view)
{
	return view == VIEW_EVERYWHERE ? "everywhere" : view_table[view]->name;
}

static int view_of_name(struct slice name)
{
	if (slice_is(name, "all"))
		return VIEW_EVERYWHERE;
	for (int v = 0; v <= VIEW_COUNT; v++)
		if (slice_is(name, view_name((enum view_id)v)))
			return v;
	return NO_VIEW;
}

/* A sentence about a mistyped name, and the name that is near it. */
static bool wrong_name(struct err *err, const char *sentence, const char *word, const char *const *names,
                       size_t n)
{
	const char *nearest = nearest_name(word, names, n);

	if (nearest)
		return err_set(err, _("%1$s; did you mean %2$s?"), sentence, nearest);
	return err_set(err, _("%s; ? lists what there is"), sentence);
}

static bool wrong_view(struct err *err, struct slice name)
{
	const char *names[VIEW_COUNT + 1];
	char word[NAME_BYTES], said[4 * NAME_BYTES];

	snprintf(word, sizeof word, "%.*s", (int)name.len, name.data);
	snprintf(said, sizeof said, _("there is no view \"%s\""), word);
	for (int v = 0; v <= VIEW_COUNT; v++)
		names[v] = view_name((enum view_id)v);
	return wrong_name(err, said, word, names, ARRAY_LENGTH(names));
}

static void add_names(const char **names, size_t *n, const struct action *actions, size_t n_actions)
{
	for (size_t i = 0; i < n_actions && *n < NAMES_MOST; i++)
		names[(*n)++] = actions[i].name;
}

static bool wrong_action(struct err *err, int view, struct slice name)
{
	const char *names[NAMES_MOST];
	char word[NAME_BYTES], said[4 * NAME_BYTES];
	size_t n = 0;

	snprintf(word, sizeof word, "%.*s", (int)name.len, name.data);
	snprintf(said, sizeof said, _("there is no action \"%s\""), word);
	for (int v = 0; v < VIEW_COUNT; v++)
		if (v == view || view == VIEW_EVERYWHERE)
			add_names(names, &n, view_table[v]->actions, view_table[v]->n_actions);
	add_names(names, &n, common_actions, n_common_actions);
	return wrong_name(err, said, word, names, n);
}

static struct slice next_word(struct slice *rest)
{
	*rest = slice_trim(*rest);
	return slice_next(rest, ' ');
}

/* VIEW KEY and what stands behind them; false with what is wrong. */
static bool read_place(struct slice *rest, int *view, struct slice *key, struct err *err)
{
	struct slice name = next_word(rest);

	*view = view_of_name(name);
	*key = next_word(rest);
	*rest = slice_trim(*rest);
	return *view != NO_VIEW || wrong_view(err, name);
}

static bool read_key(struct slice name, key_code *key, struct err *err)
{
	*key = key_of_name(name);
	return *key || err_set(err,
	                       _("\"%.*s\" is no key; keys are written j, ^F, M-x, Space, PgDn, F1, "
	                         "or ,a behind the macro key"),
	                       (int)name.len, name.data);
}

static void take_away(struct keymap *m, int view, key_code key)
{
	size_t kept = 0;

	for (size_t i = 0; i < m->n; i++)
		if ((int)m->bindings[i].view != view || m->bindings[i].key != key)
			m->bindings[kept++] = m->bindings[i];
	m->n = kept;
}

/* Steps are an action of their own; each has to be an action of some view, a key, a count or a text. */
static const struct action *make_macro(struct keymap *m, struct slice steps, struct err *err)
{
	struct slice rest = steps;
	struct macro_step step;
	struct action *macro;

	while (macro_next(&rest, &step)) {
		if (step.kind == MACRO_OPEN_QUOTE) {
			err_set(err, _("a text in a macro ends with \""));
			return NULL;
		}
		if (step.kind == MACRO_UNKNOWN) {
			wrong_action(err, VIEW_EVERYWHERE, step.text);
			return NULL;
		}
	}
	macro = arena_alloc(&m->arena, sizeof *macro);
	macro->name = macro->help = arena_strndup(&m->arena, steps.data, steps.len);
	macro->keys = "";
	macro->flags = ACTION_MACRO;
	return macro;
}

/* What stands behind VIEW KEY: one action of that view, or a macro. NULL with err. */
static const struct action *read_action(struct keymap *m, int view, struct slice text, struct err *err)
{
	struct slice rest = text, name = next_word(&rest);
	const struct action *action;
	char word[NAME_BYTES];

	if (name.len >= sizeof word || slice_trim(rest).len)
		return make_macro(m, text, err);
	snprintf(word, sizeof word, "%.*s", (int)name.len, name.data);
	action = view == VIEW_EVERYWHERE ? action_find_anywhere(word)
	                                 : action_find((enum view_id)view, word);
	if (action)
		return action;
	if (action_find_anywhere(word)) { /* of another view */
		wrong_action(err, view, name);
		return NULL;
	}
	if (name.data[0] == '"' || key_of_name(name))
		return make_macro(m, text, err);
	wrong_action(err, view, name);
	return NULL;
}

static bool bind_line(struct keymap *m, struct slice rest, enum binding_origin origin, struct err *err)
{
	const struct action *action = NULL;
	struct slice key_name, words = rest;
	key_code key;
	int view;

	next_word(&words);
	next_word(&words);
	if (!slice_trim(words).len)
		return err_set(err, _("a binding is written VIEW KEY ACTION, as in: "
		                      "bind = article o open-browser"));
	if (!read_place(&rest, &view, &key_name, err) || !read_key(key_name, &key, err))
		return false;
	if (!slice_is(rest, "none") && !(action = read_action(m, view, rest, err)))
		return false;
	take_away(m, view, key);
	ARRAY_PUSH(m->bindings, m->n, m->cap) =
		(struct binding){ (enum view_id)view, key, action, origin };
	return true;
}

bool keymap_bind(struct keymap *m, const char *line, struct err *err)
{
	return bind_line(m, slice_of(line), BOUND_BY_USER, err);
}

/* Every key that does something in the view is freed there, those of everywhere too; the way out, Esc
 * and q, the help and the command line stay, or there would be none. */
static void free_all(struct keymap *m, enum view_id view)
{
	static const char *const kept[] = { "back", "dismiss", "help", "palette", "open" };
	size_t n = m->n;

	for (size_t i = 0; i < n; i++) {
		struct binding b = m->bindings[i];
		bool stays = false;

		for (size_t k = 0; b.action && k < ARRAY_LENGTH(kept); k++)
			stays |= !strcmp(b.action->name, kept[k]);
		if (b.action && !stays && (b.view == view || b.view == VIEW_EVERYWHERE))
			ARRAY_PUSH(m->bindings, m->n, m->cap) =
				(struct binding){ view, b.key, NULL, BOUND_BY_USER };
	}
}

bool keymap_unbind(struct keymap *m, const char *line, struct err *err)
{
	struct slice rest = slice_of(line), key_name;
	key_code key;
	int view;

	if (!read_place(&rest, &view, &key_name, err))
		return false;
	if (!key_name.len || rest.len)
		return err_set(err, _("unbind takes a view and a key, or a view and all: "
		                      "unbind = list x"));
	if (slice_is(key_name, "all")) {
		free_all(m, (enum view_id)view);
		return true;
	}
	if (!read_key(key_name, &key, err))
		return false;
	take_away(m, view, key);
	ARRAY_PUSH(m->bindings, m->n, m->cap) =
		(struct binding){ (enum view_id)view, key, NULL, BOUND_BY_USER };
	return true;
}

/* --- presets ---------------------------------------------------------------------------------- */

/* Made from ui/keys/ by the Makefile; each ends with a NUL that is not counted. */
extern const char keys_newsboat[], keys_newsraft[], keys_less[], keys_mutt[], keys_ptt[];
extern const unsigned long keys_newsboat_size, keys_newsraft_size, keys_less_size, keys_mutt_size,
	keys_ptt_size;

struct slice keymap_preset_text(int preset)
{
	switch (preset) { /* the order of the option's words */
	case 1:
		return slice_make(keys_newsboat, keys_newsboat_size);
	case 2:
		return slice_make(keys_newsraft, keys_newsraft_size);
	case 3:
		return slice_make(keys_less, keys_less_size);
	case 4:
		return slice_make(keys_mutt, keys_mutt_size);
	case 5:
		return slice_make(keys_ptt, keys_ptt_size);
	default:
		return slice_make("", 0);
	}
}

void keymap_take_preset(struct keymap *m, int preset)
{
	struct slice rest = keymap_preset_text(preset);

	m->preset = preset;
	while (rest.len) {
		struct slice line = slice_trim(slice_next(&rest, '\n'));
		struct err err = ERR_INIT;

		if (!line.len || line.data[0] == '#')
			continue;
		if (slice_begins(line, "bind = "))
			line = slice_make(line.data + 7, line.len - 7);
		if (!bind_line(m, line, BOUND_BY_PRESET, &err)) /* a test reads them all */
			log_line(LOG_WARN, "%.*s: %s", (int)line.len, line.data, err.text);
	}
}

void keymap_configure(struct keymap *m, const struct config *c,
                      void (*problem)(void *opaque, const struct config_line *line,
                                      const char *text), void *opaque)
{
	keymap_take_preset(m, c->options.keys);
	for (size_t i = 0; i < c->n_lines; i++) {
		const struct config_line *line = &c->lines[i];
		struct err err = ERR_INIT;
		bool good;

		if (!line->section || strcmp(line->section, "keys") != 0)
			continue;
		if (!strcmp(line->key, "bind"))
			good = keymap_bind(m, line->value, &err);
		else if (!strcmp(line->key, "unbind"))
			good = keymap_unbind(m, line->value, &err);
		else
			good = err_set(&err, _("[keys] takes bind and unbind, not %s"), line->key);
		if (!good && problem)
			problem(opaque, line, err.text);
	}
}
