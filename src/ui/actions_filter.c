/* Narrowing the list, marks to come back to. */
#include "ui/actions.h"
#include "base/array.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "text/pinyin.h"
#include "text/utf8.h"
#include "ui/views.h"
#include "ui/wait_box.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- the filter ------------------------------------------------------------------------------- */

/* A name as the filter wants it: quoted when it holds a blank. */
static void add_term(struct str *out, const char *sign, const char *name)
{
	bool quote = strpbrk(name, " |\"") != NULL;

	str_add(out, sign);
	str_add(out, quote ? "\"" : "");
	str_add(out, name);
	str_add(out, quote ? "\"" : "");
}

/* The better of two names of one thing. */
static enum pinyin_fit fit_of_either(const char *name, const char *other, struct slice part)
{
	enum pinyin_fit a = pinyin_fit(name, part), b = pinyin_fit(other, part);

	return a > b ? a : b;
}

static void propose_tags(struct ui *ui, struct prompt *p, const char *sign, struct slice part)
{
	const struct tag_row *tags;
	size_t n = reader_tags(ui->reader, &tags);
	struct str term = STR_INIT;
	char note[32];

	for (size_t i = 0; i < n; i++) {
		enum pinyin_fit fit = pinyin_fit(tags[i].name, part);

		if (fit == PINYIN_NONE)
			continue;
		str_clear(&term);
		add_term(&term, sign, tags[i].name);
		snprintf(note, sizeof note, "%d", (int)tags[i].n_items);
		prompt_add_found(p, fit, term.data, tags[i].name, note);
	}
	str_release(&term);
}

static void propose_sources(struct ui *ui, struct prompt *p, const char *sign, struct slice part)
{
	const struct config *c = reader_config(ui->reader);
	struct str term = STR_INIT;

	for (size_t i = 0; i < c->n_sources; i++) {
		if (!c->sources[i].name)
			continue;
		str_clear(&term);
		add_term(&term, sign, c->sources[i].name);
		prompt_add_found(p, pinyin_fit(c->sources[i].name, part), term.data,
		                 c->sources[i].name, NULL);
	}
	str_release(&term);
}

static void propose_states(struct prompt *p, const char *sign, struct slice part)
{
	static const char *const states[] = { N_("unread"), N_("starred"), N_("new"), N_("up"),
		                              N_("seen") };
	static const char *const words[] = { "unread", "star", "new", "up", "seen" };
	struct str term = STR_INIT;

	for (size_t i = 0; i < ARRAY_LENGTH(states); i++) {
		str_clear(&term);
		str_printf(&term, "%s%s", sign, words[i]);
		prompt_add_found(p, fit_of_either(words[i], _(states[i]), part), term.data,
		                 _(states[i]), words[i]);
	}
	str_release(&term);
}

/* The sign a word begins with, as an input method sends it too; 0: none. */
static char take_sign(struct slice *word)
{
	uint32_t cp;
	size_t n = word->len ? utf8_decode(word->data, word->data + word->len, &cp) : 0;
	char sign = !n ? 0 : cp < 0x80 ? (char)cp : key_sign(cp);

	*word = slice_make(word->data + n, word->len - n);
	if (sign == '_' && word->len >= n && !memcmp(word->data, word->data - n, n)) /* —— */
		*word = slice_make(word->data + n, word->len - n);
	return sign;
}

/* Candidates for a word that begins with an operator: tags, sources, states. */
void action_complete_filter(struct ui *ui, struct prompt *p, struct slice word)
{
	char sign[4] = "";
	size_t n = 0;

	sign[n] = take_sign(&word);
	if (sign[n] == '-' || sign[n] == '_' || sign[n] == '!') {
		sign[n] = sign[n] == '!' ? '!' : '-';
		sign[++n] = take_sign(&word);
	}
	switch (sign[n]) {
	case '+':
	case '#':
		propose_tags(ui, p, sign, word);
		break;
	case '=':
		propose_sources(ui, p, sign, word);
		break;
	case ':':
		propose_states(p, sign, word);
		break;
	default:
		break;
	}
}

/* "//", "/、" or "\" as a word of its own means the same words in the whole store: an empty regular
 * expression says nothing, so that /re/ can be typed all the same. Their length, or 0. */
static size_t widening(struct slice text)
{
	static const char *const signs[] = { "//", "/\xe3\x80\x81", "/\xef\xbc\x8f", "\\" };

	for (size_t i = 0; i < ARRAY_LENGTH(signs); i++) {
		size_t n = strlen(signs[i]);

		if (slice_ends(text, signs[i]) && (text.len == n || text.data[text.len - n - 1] == ' '))
			return n;
	}
	return 0;
}

static void filter_changed(struct ui *ui, const char *text)
{
	size_t n = widening(slice_of(text));
	struct str rest = STR_INIT;

	if (!n) {
		list_set_filter(ui, text);
		return;
	}
	str_append(&rest, text, strlen(text) - n);
	prompt_leave(ui);
	search_widen(ui, rest.data);
	str_release(&rest);
}

static void filter_left(struct ui *ui)
{
	reader_list_filter_end(ui->reader);
	list_filter_restore(ui);
}

static void filter_taken(struct ui *ui, const char *text)
{
	reader_list_filter_end(ui->reader);
	list_set_filter(ui, text);
	list_filter_stands(ui);
}

static const struct prompt_ops filter_prompt = {
	.label = N_("filter"),
	/* TRANSLATORS: hint row while a filter is typed. */
	.help = N_("words  +tag  -not  =source  @1d  \"phrase\"  :unread  A|B    Tab completes  "
		   "Esc restores"),
	.history = "filter",
	.changed = filter_changed,
	.taken = filter_taken,
	.left = filter_left,
	.complete = action_complete_filter,
};

void action_filter(struct ui *ui, int count)
{
	struct str text = STR_INIT;

	(void)count;
	list_filter_keep(ui);
	str_add(&text, list_filter(ui));
	if (text.len)
		str_add_char(&text, ' ');
	prompt_open(ui, &filter_prompt, text.data);
	reader_list_filter_begin(ui->reader);
	str_release(&text);
}

void action_clear_filter(struct ui *ui, int count)
{
	(void)count;
	list_change_filter(ui, "");
}

/* --- marks: a letter for an article ----------------------------------------------------------- */

static const char *mark_name(char name[8], key_code key)
{
	snprintf(name, 8, "mark-%c", (char)key);
	return name;
}

static bool is_mark(key_code key)
{
	return (key >= 'a' && key <= 'z') || (key >= 'A' && key <= 'Z');
}

/* What was marked in this run may be on its way to the store still. */
static struct letter *letter(struct ui *ui, key_code key)
{
	return &ui->letters[key >= 'a' ? key - 'a' : key - 'A' + 26];
}

/* Where a mark is; its id is 0 where it has not been put. */
static struct letter letter_find(struct ui *ui, key_code key)
{
	struct letter l = *letter(ui, key);
	char name[8];
	const char *note = l.id ? NULL : reader_note(ui->reader, mark_name(name, key));
	long long id;

	if (!note)
		return l;
	l.is_inside = sscanf(note, "%lld %u %u", &id, &l.block, &l.byte) == 3;
	l.id = strtoll(note, NULL, 10);
	return l;
}

static void mark_set(struct ui *ui, key_code key)
{
	struct letter l = { .id = 0 };
	struct target t;
	char name[8], value[48];

	if (!is_mark(key) || !ui_target(ui, &t) || !t.item)
		return;
	l.id = t.item;
	l.is_inside = article_place(ui, &l.block, &l.byte);
	if (l.is_inside)
		snprintf(value, sizeof value, "%lld %u %u", (long long)l.id, l.block, l.byte);
	else
		snprintf(value, sizeof value, "%lld", (long long)l.id);
	*letter(ui, key) = l;
	reader_set_note(ui->reader, mark_name(name, key), value);
	ui_say(ui, _("Mark %c is here now"), (int)key);
}

/* The marks there are, with their headlines. */
static void list_marks(struct ui *ui)
{
	char label[2] = "";
	struct item item;

	str_clear(&ui->wait_box);
	for (int i = 0; i < 52; i++) {
		key_code key = (key_code)(i < 26 ? 'a' + i : 'A' + i - 26);
		int64_t id = letter_find(ui, key).id;

		label[0] = (char)key;
		if (id && reader_item(ui->reader, id, &item) && item.title)
			wait_box_add(ui, label, item.title);
	}
}

void action_set_mark(struct ui *ui, int count)
{
	(void)count;
	list_marks(ui);
	str_clear(&ui->wait_text);
	str_add(&ui->wait_text, _("Which letter a–z is to mark this article?"));
	ui->wait = mark_set;
}

static void go_to(struct ui *ui, key_code key)
{
	struct letter l;
	size_t row;

	if (key == '\'') {
		list_jump_back(ui);
		return;
	}
	if (!is_mark(key))
		return;
	l = letter_find(ui, key);
	if (!l.id) {
		ui_say(ui, _("Mark %c has not been put anywhere"), (int)key);
		return;
	}
	list_remember(ui);
	row = reader_list_find(ui->reader, l.id);
	if (l.is_inside) {
		article_open_at(ui, l.id, l.block, l.byte);
		return;
	}
	if (row == NO_ROW) {
		article_open(ui, l.id);
		return;
	}
	ui_focus(ui, VIEW_LIST);
	list_select_row(ui, row);
}

void action_go_to_mark(struct ui *ui, int count)
{
	(void)count;
	list_marks(ui);
	str_clear(&ui->wait_text);
	str_add(&ui->wait_text, _("Which mark a–z?  ' back to where you were"));
	ui->wait = go_to;
}

void action_jump_back(struct ui *ui, int count)
{
	(void)count;
	list_jump_back(ui);
}
