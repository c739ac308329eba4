/* Bindings: defaults, the user's own, what a view does not offer. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/array.h"
#include "ui/keymap.h"
#include "ui/ui.h"

#include <stdio.h>
#include <string.h>

static const char *does(const struct keymap *m, enum view_id view, const char *key)
{
	const struct action *a = keymap_find(m, view, key_of_name(slice_of(key)));

	return a ? a->name : "";
}

static const struct {
	enum view_id view;
	const char *key, *action;
} defaults[] = {
	{ VIEW_LIST, "j", "down" },           { VIEW_LIST, "Down", "down" },
	{ VIEW_LIST, "Space", "page-down" },  { VIEW_ARTICLE, "Space", "page-down" },
	{ VIEW_LIST, "^F", "page-down" },     { VIEW_LIST, "b", "page-up" },
	{ VIEW_LIST, "^D", "half-down" },     { VIEW_LIST, "G", "last" },
	{ VIEW_LIST, "Enter", "open" },       { VIEW_LIST, "l", "open" },
	{ VIEW_LIST, "q", "back" },           { VIEW_LIST, "h", "back" },
	{ VIEW_LIST, "Backspace", "back" },   { VIEW_ARTICLE, "Left", "back" },
	{ VIEW_LIST, "Q", "quit" },           { VIEW_LIST, "Tab", "next-pane" },
	{ VIEW_LIST, "S-Tab", "previous-pane" }, { VIEW_LIST, "n", "next-unread" },
	{ VIEW_LIST, "p", "previous-unread" }, { VIEW_LIST, "/", "filter" },
	{ VIEW_ARTICLE, "/", "find" },        { VIEW_LIST, "t", "tag-menu" },
	{ VIEW_LIST, "^T", "clear-filter" },  { VIEW_LIST, "S", "sort" },
	{ VIEW_LIST, "r", "refresh" },        { VIEW_LIST, "R", "refresh-all" },
	{ VIEW_LIST, "H", "hot" },            { VIEW_ARTICLE, "H", "hot" },
	{ VIEW_LIST, "z", "zen" },            { VIEW_ARTICLE, "u", "links" },
	{ VIEW_ARTICLE, "o", "open-browser" }, { VIEW_LIST, "O", "open-browser-read" },
	{ VIEW_HOT, "y", "copy-link" },       { VIEW_LIST, "Y", "copy-title" },
	{ VIEW_LIST, "!", "problems" },       { VIEW_LIST, ":", "palette" },
	{ VIEW_LIST, "?", "help" },           { VIEW_LIST, "F1", "help" },
	{ VIEW_LIST, "^L", "redraw" },        { VIEW_LIST, "^Z", "suspend" },
	{ VIEW_LIST, "^C", "cancel" },        { VIEW_LIST, "^R", "reload" },
	{ VIEW_LIST, "N", "toggle-read" },    { VIEW_LIST, "A", "read-all" },
	{ VIEW_LIST, "C", "everything-read" }, { VIEW_LIST, "*", "star" },
	{ VIEW_LIST, "+", "tag-add" },        { VIEW_ARTICLE, "-", "tag-remove" },
	{ VIEW_LIST, ".", "unread-only" },    { VIEW_LIST, "J", "next-article" },
	{ VIEW_ARTICLE, "K", "previous-article" }, { VIEW_LIST, "f", "views" },
	{ VIEW_LIST, "F", "save-view" },      { VIEW_LIST, "c", "catalogue" },
	{ VIEW_LIST, "]", "next-place" },     { VIEW_ARTICLE, "[", "previous-topic" },
	{ VIEW_HOT, "]", "next-list" },       { VIEW_LIST, "m", "set-mark" },
	{ VIEW_LIST, "'", "go-to-mark" },     { VIEW_LIST, "^O", "jump-back" },
	{ VIEW_ARTICLE, "<", "narrower" },    { VIEW_ARTICLE, ">", "wider" },
	{ VIEW_ARTICLE, "w", "full-text" },   { VIEW_ARTICLE, "a", "facts" },
	{ VIEW_SHELF, "a", "subscribe" },     { VIEW_SHELF, "D", "unsubscribe" },
	{ VIEW_SHELF, "e", "rename" },        { VIEW_SHELF, "p", "pause" },
	{ VIEW_LIST, "L", "later" },          { VIEW_ARTICLE, "e", "enclosure" },
	{ VIEW_HOT, "P", "pause-strip" },     { VIEW_LIST, ",", "macro" },
	{ VIEW_LIST, "|", "pipe" },           { VIEW_LIST, "s", "save" },
	{ VIEW_ARTICLE, "i", "picture" },     { VIEW_LIST, "U", "undo" },
	{ VIEW_LIST, "\\", "search" },        { VIEW_LIST, "x", "mute" },
	{ VIEW_LIST, "^G", "dismiss" },       { VIEW_ARTICLE, "d", "changes" },
	{ VIEW_HOT, "a", "facts" },           { VIEW_HOT, "n", "next-new" },
	/* what a view has no use for is no key there */
	{ VIEW_HELP, "n", "" },               { VIEW_PROBLEMS, "*", "" },
	{ VIEW_SHELF, "N", "" },              { VIEW_LOG, "o", "" },
	{ VIEW_LIST, "Z", "" },               { VIEW_LIST, "<", "" },
};

static void default_keys_do_what_the_manual_says(void **state)
{
	struct keymap m;

	(void)state;
	keymap_init(&m);
	for (size_t i = 0; i < ARRAY_LENGTH(defaults); i++)
		if (strcmp(does(&m, defaults[i].view, defaults[i].key), defaults[i].action))
			fail_msg("%s in %s: %s instead of %s", defaults[i].key,
			         view_table[defaults[i].view]->name,
			         does(&m, defaults[i].view, defaults[i].key), defaults[i].action);
	keymap_release(&m);
}

static void no_key_is_given_twice_in_a_view(void **state)
{
	struct keymap m;

	(void)state;
	keymap_init(&m);
	for (size_t i = 0; i < m.n; i++)
		for (size_t k = i + 1; k < m.n; k++)
			if (m.bindings[i].view == m.bindings[k].view &&
			    m.bindings[i].key == m.bindings[k].key)
				fail_msg("%s and %s", m.bindings[i].action->name,
				         m.bindings[k].action->name);
	keymap_release(&m);
}

static void every_action_has_words_and_every_hint_an_action(void **state)
{
	(void)state;
	for (int v = 0; v < VIEW_COUNT; v++) {
		const struct view_ops *ops = view_table[v];
		assert_true(ops->name && ops->title && ops->draw);
		for (size_t i = 0; i < ops->n_actions; i++) {
			assert_true(ops->actions[i].run && *ops->actions[i].help);
			assert_true(action_is_offered((enum view_id)v, &ops->actions[i]));
		}
		for (size_t i = 0; i < ops->n_hints; i++) {
			const struct hint *h = &ops->hints[i];
			const struct action *a = action_find((enum view_id)v, h->action);
			if (!a || !action_is_offered((enum view_id)v, a) ||
			    (h->partner && !action_find((enum view_id)v, h->partner)))
				fail_msg("hint %s of %s", h->action, ops->name);
		}
	}
}

static void keys_can_be_bound_anew(void **state)
{
	struct err err = ERR_INIT;
	struct str keys = STR_INIT;
	struct keymap m;

	(void)state;
	keymap_init(&m);
	assert_true(keymap_bind(&m, "article Z open-browser", &err));
	assert_string_equal(does(&m, VIEW_ARTICLE, "Z"), "open-browser");
	assert_string_equal(does(&m, VIEW_ARTICLE, "o"), "open-browser"); /* keeps its others */
	assert_string_equal(does(&m, VIEW_LIST, "Z"), "");
	assert_true(keymap_bind(&m, "article o page-down", &err));
	assert_string_equal(does(&m, VIEW_ARTICLE, "o"), "page-down");
	assert_string_equal(does(&m, VIEW_LIST, "o"), "open-browser");
	assert_true(keymap_bind(&m, "everywhere ^N down", &err));
	assert_string_equal(does(&m, VIEW_HOT, "^N"), "down");
	assert_true(keymap_bind(&m, "everywhere a down", &err)); /* before a view's own default */
	assert_string_equal(does(&m, VIEW_HOT, "a"), "down");
	assert_true(keymap_bind(&m, "everywhere a star", &err)); /* where it can be done */
	assert_string_equal(does(&m, VIEW_SHELF, "a"), "subscribe");
	assert_true(keymap_bind(&m, "hot a facts", &err));
	assert_string_equal(does(&m, VIEW_HOT, "a"), "facts");
	assert_true(keymap_bind(&m, "list j none", &err));
	assert_string_equal(does(&m, VIEW_LIST, "j"), "");
	assert_string_equal(does(&m, VIEW_HOT, "j"), "down");
	/* the user's own comes first where keys are shown */
	keymap_add_keys(&m, VIEW_ARTICLE, action_find(VIEW_ARTICLE, "open-browser"), 4, &keys);
	assert_string_equal(keys.data, "Z");
	assert_true(keymap_is_custom(&m, VIEW_ARTICLE, action_find(VIEW_ARTICLE, "open-browser")));
	assert_false(keymap_is_custom(&m, VIEW_LIST, action_find(VIEW_LIST, "open-browser")));
	str_release(&keys);
	keymap_release(&m);
}

static const struct {
	const char *line, *word;
} mistakes[] = {
	{ "o open-browser", "VIEW KEY ACTION" },
	{ "", "VIEW KEY ACTION" },
	{ "article o", "VIEW KEY ACTION" },
	{ "article o open browser", "\"browser\"" },
	{ "artikel o open-browser", "did you mean article?" },
	{ "evrywhere o open-browser", "did you mean everywhere?" },
	{ "article Frob open-browser", "Frob" },
	{ "article o open-bowser", "did you mean open-browser?" },
	{ "article o star nxet-unread", "did you mean next-unread?" },
	{ "article o filter \"+科技", "ends with" },
	{ "article o qqqqqqqq", "? lists" },
	{ "article ,,a star", ",,a" },
	{ "shelf o narrower", "narrower" },
};

static void a_wrong_binding_is_told_and_changes_nothing(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(mistakes); i++) {
		struct err err = ERR_INIT;
		struct keymap m;
		size_t n;
		keymap_init(&m);
		n = m.n;
		assert_false(keymap_bind(&m, mistakes[i].line, &err));
		if (!strstr(err.text, mistakes[i].word))
			fail_msg("%s: %s", mistakes[i].line, err.text);
		assert_int_equal(m.n, n);
		keymap_release(&m);
	}
}

static void keys_are_freed_one_by_one_and_all(void **state)
{
	struct err err = ERR_INIT;
	struct keymap m;

	(void)state;
	keymap_init(&m);
	assert_true(keymap_unbind(&m, "list x", &err));
	assert_string_equal(does(&m, VIEW_LIST, "x"), "");
	assert_string_equal(does(&m, VIEW_ARTICLE, "x"), "mute");
	assert_true(keymap_unbind(&m, "list all", &err));
	assert_string_equal(does(&m, VIEW_LIST, "j"), "");
	assert_string_equal(does(&m, VIEW_LIST, "A"), "");
	assert_string_equal(does(&m, VIEW_LIST, "q"), "back"); /* there is always a way out */
	assert_string_equal(does(&m, VIEW_LIST, ":"), "palette");
	assert_string_equal(does(&m, VIEW_ARTICLE, "j"), "down");
	assert_true(keymap_bind(&m, "list j down", &err)); /* and begun anew */
	assert_string_equal(does(&m, VIEW_LIST, "j"), "down");
	assert_false(keymap_unbind(&m, "list x y", &err));
	assert_false(keymap_unbind(&m, "lst x", &err));
	assert_non_null(strstr(err.text, "did you mean list?"));
	keymap_release(&m);
}

static void a_key_can_be_a_macro(void **state)
{
	struct err err = ERR_INIT;
	const struct action *a;
	struct str keys = STR_INIT;
	struct keymap m;

	(void)state;
	keymap_init(&m);
	assert_true(keymap_bind(&m, "list ,a  star next-unread", &err));
	a = keymap_find(&m, VIEW_LIST, key_of_name(slice_of(",a")));
	assert_non_null(a);
	assert_true(a->flags & ACTION_MACRO);
	assert_string_equal(a->name, "star next-unread");
	keymap_add_keys(&m, VIEW_LIST, a, 4, &keys);
	assert_string_equal(keys.data, ",a");
	assert_string_equal(does(&m, VIEW_ARTICLE, ",a"), "");
	assert_string_equal(does(&m, VIEW_LIST, ","), "macro");
	/* keys, counts and texts are steps; one key alone is another name for it */
	assert_true(keymap_bind(&m, "list K filter \"+科技 @1d\" Enter 5 j", &err));
	assert_true(keymap_bind(&m, "list d ^D", &err));
	assert_string_equal(does(&m, VIEW_LIST, "d"), "^D");
	str_release(&keys);
	keymap_release(&m);
}

/* The view's own version of an action of everywhere is meant, and another view's action is none here. */
static void keys_of_everywhere_suit_the_view(void **state)
{
	struct err err = ERR_INIT;
	struct keymap m;

	(void)state;
	keymap_init(&m);
	assert_true(keymap_bind(&m, "everywhere ^N next-unread", &err));
	assert_ptr_equal(keymap_find(&m, VIEW_ARTICLE, key_of_name(slice_of("^N"))),
	                 action_find(VIEW_ARTICLE, "next-unread"));
	assert_ptr_not_equal(action_find(VIEW_ARTICLE, "next-unread"),
	                     action_find(VIEW_LIST, "next-unread"));
	assert_true(keymap_bind(&m, "everywhere ^B read-all", &err));
	assert_string_equal(does(&m, VIEW_LIST, "^B"), "read-all");
	assert_string_equal(does(&m, VIEW_ARTICLE, "^B"), "");
	assert_string_equal(keymap_find_refused(&m, VIEW_ARTICLE, KEY_CTRL | 'b')->name, "read-all");
	assert_string_equal(action_refusal(VIEW_HELP, action_find(VIEW_LIST, "star")),
	                    "there is no article here");
	assert_null(action_refusal(VIEW_LIST, action_find(VIEW_LIST, "star")));
	keymap_release(&m);
}

static const struct {
	int preset;
	enum view_id view;
	const char *key, *action;
} preset_keys[] = {
	{ 1, VIEW_LIST, "j", "next-place" },    { 1, VIEW_LIST, "G", "sort-reverse" },
	{ 2, VIEW_LIST, "d", "mark-read down" }, { 2, VIEW_ARTICLE, "N", "previous-unread" },
	{ 3, VIEW_ARTICLE, "y", "up" },         { 3, VIEW_LIST, "<", "first" },
	{ 4, VIEW_ARTICLE, "j", "next-article" }, { 4, VIEW_LIST, "l", "filter" },
	{ 5, VIEW_LIST, "n", "down" },          { 5, VIEW_ARTICLE, "Right", "page-down" },
};

static void presets_are_read_whole(void **state)
{
	(void)state;
	for (int preset = 1; preset <= 5; preset++) {
		struct slice rest = keymap_preset_text(preset);
		int n = 0, line = 0;

		assert_true(rest.len > 0);
		while (rest.len) {
			struct slice text = slice_trim(slice_next(&rest, '\n'));
			struct err err = ERR_INIT;
			struct keymap m;
			char bind[256];

			line++;
			if (!text.len || text.data[0] == '#')
				continue;
			assert_true(slice_begins(text, "bind = "));
			snprintf(bind, sizeof bind, "%.*s", (int)text.len - 7, text.data + 7);
			keymap_init(&m);
			if (!keymap_bind(&m, bind, &err))
				fail_msg("preset %d, line %d: %s", preset, line, err.text);
			keymap_release(&m);
			n++;
		}
		assert_true(n >= 10);
	}
	assert_int_equal(keymap_preset_text(0).len, 0);
	assert_int_equal(keymap_preset_text(6).len, 0);
}

static void presets_bind_and_what_one_binds_oneself_comes_on_top(void **state)
{
	struct err err = ERR_INIT;
	struct str keys = STR_INIT;
	struct keymap m;

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(preset_keys); i++) {
		keymap_init(&m);
		keymap_take_preset(&m, preset_keys[i].preset);
		if (strcmp(does(&m, preset_keys[i].view, preset_keys[i].key), preset_keys[i].action))
			fail_msg("preset %d: %s is %s", preset_keys[i].preset, preset_keys[i].key,
			         does(&m, preset_keys[i].view, preset_keys[i].key));
		keymap_release(&m);
	}
	keymap_init(&m);
	keymap_take_preset(&m, 1);
	keymap_add_keys(&m, VIEW_LIST, action_find(VIEW_LIST, "next-place"), 2, &keys);
	assert_string_equal(keys.data, "j ]"); /* the preset's first */
	assert_false(keymap_is_custom(&m, VIEW_LIST, action_find(VIEW_LIST, "next-place")));
	assert_true(keymap_bind(&m, "list j down", &err));
	assert_string_equal(does(&m, VIEW_LIST, "j"), "down");
	str_release(&keys);
	keymap_release(&m);
}

static void the_edition_is_told_keys(void **state)
{
	(void)state;
	assert_string_equal(ui_key_of("refresh"), "r");
	assert_string_equal(ui_key_of("page-down"), "Space");
	assert_string_equal(ui_key_of("tag-add"), "+");
	assert_string_equal(ui_key_of("narrower"), "<");
	assert_string_equal(ui_key_of("picture"), "i");
	assert_null(ui_key_of("no-such-action"));
	assert_string_equal(ui_key_of("log"), ":log"); /* an action without a key */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(default_keys_do_what_the_manual_says),
		cmocka_unit_test(no_key_is_given_twice_in_a_view),
		cmocka_unit_test(every_action_has_words_and_every_hint_an_action),
		cmocka_unit_test(keys_can_be_bound_anew),
		cmocka_unit_test(a_wrong_binding_is_told_and_changes_nothing),
		cmocka_unit_test(keys_are_freed_one_by_one_and_all),
		cmocka_unit_test(a_key_can_be_a_macro),
		cmocka_unit_test(keys_of_everywhere_suit_the_view),
		cmocka_unit_test(presets_are_read_whole),
		cmocka_unit_test(presets_bind_and_what_one_binds_oneself_comes_on_top),
		cmocka_unit_test(the_edition_is_told_keys),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
