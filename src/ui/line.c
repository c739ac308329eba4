#include "ui/line.h"
#include "base/array.h"
#include "text/clean.h"
#include "text/cluster.h"
#include "text/utf8.h"

#include <string.h>

void line_init(struct line *l, const char *text)
{
	str_init_limit(&l->text, LINE_LIMIT);
	str_init_limit(&l->killed, LINE_LIMIT);
	l->caret = 0;
	line_set(l, text ? text : "");
}

void line_release(struct line *l)
{
	str_release(&l->text);
	str_release(&l->killed);
}

void line_set(struct line *l, const char *text)
{
	str_clear(&l->text);
	str_add(&l->text, text);
	l->caret = l->text.len;
}

/* The border of the cluster before the caret. */
static size_t before(const struct line *l)
{
	const char *p = l->text.data, *caret = p + l->caret, *last = p;

	while (p < caret) {
		last = p;
		p += cluster_next(p, l->text.data + l->text.len);
	}
	return (size_t)(last - l->text.data);
}

static size_t after(const struct line *l)
{
	const char *p = l->text.data + l->caret, *end = l->text.data + l->text.len;

	return p < end ? l->caret + cluster_next(p, end) : l->caret;
}

size_t line_word_start(const struct line *l)
{
	size_t i = l->caret;

	while (i > 0 && l->text.data[i - 1] != ' ')
		i--;
	return i;
}

static size_t word_before(const struct line *l)
{
	size_t i = l->caret;

	while (i > 0 && l->text.data[i - 1] == ' ')
		i--;
	while (i > 0 && l->text.data[i - 1] != ' ')
		i--;
	return i;
}

static size_t word_after(const struct line *l)
{
	size_t i = l->caret;

	while (i < l->text.len && l->text.data[i] == ' ')
		i++;
	while (i < l->text.len && l->text.data[i] != ' ')
		i++;
	return i;
}

/* Take bytes from a to b away, keeping them for ^Y when asked. */
static void take(struct line *l, size_t a, size_t b, bool keep)
{
	if (keep && b > a) {
		str_clear(&l->killed);
		str_append(&l->killed, l->text.data + a, b - a);
	}
	str_splice(&l->text, a, b - a, "", 0);
	l->caret = a;
}

void line_insert(struct line *l, struct slice text)
{
	struct str clean;
	size_t room = LINE_LIMIT - l->text.len;

	str_init_limit(&clean, LINE_LIMIT);
	text_clean(&clean, text, CLEAN_BLOCK);
	for (size_t i = 0; i < clean.len; i++)
		if (clean.data[i] == '\n' || clean.data[i] == '\t')
			clean.data[i] = ' ';
	if (clean.len <= room) {
		str_splice(&l->text, l->caret, 0, clean.data, clean.len);
		l->caret += clean.len;
	}
	str_release(&clean);
}

static void type(struct line *l, key_code key)
{
	bool begins = l->caret == 0 || l->text.data[l->caret - 1] == ' ';
	char sign = begins || key == 0x3000 ? key_sign(key) : 0;
	char text[4];
	size_t n = utf8_encode(key, text);

	if (sign) {
		text[0] = sign;
		n = 1;
	}
	line_insert(l, slice_make(text, n));
}

void line_replace_word(struct line *l, size_t from, const char *with)
{
	take(l, from, l->caret, false);
	line_insert(l, slice_of(with));
}

enum edit {
	EDIT_LEFT, EDIT_RIGHT, EDIT_HOME, EDIT_END, EDIT_WORD_LEFT, EDIT_WORD_RIGHT,
	EDIT_BACKSPACE, EDIT_DELETE, EDIT_KILL_WORD, EDIT_KILL_WORD_AFTER, EDIT_KILL_LINE,
	EDIT_KILL_END, EDIT_YANK,
};

static const struct {
	key_code key;
	enum edit edit;
} edits[] = {
	{ NAMED_LEFT, EDIT_LEFT },
	{ KEY_CTRL | 'b', EDIT_LEFT },
	{ NAMED_RIGHT, EDIT_RIGHT },
	{ KEY_CTRL | 'f', EDIT_RIGHT },
	{ NAMED_HOME, EDIT_HOME },
	{ KEY_CTRL | 'a', EDIT_HOME },
	{ NAMED_END, EDIT_END },
	{ KEY_CTRL | 'e', EDIT_END },
	{ KEY_ALT | 'b', EDIT_WORD_LEFT },
	{ KEY_CTRL | NAMED_LEFT, EDIT_WORD_LEFT },
	{ KEY_ALT | 'f', EDIT_WORD_RIGHT },
	{ KEY_CTRL | NAMED_RIGHT, EDIT_WORD_RIGHT },
	{ NAMED_BACKSPACE, EDIT_BACKSPACE },
	{ NAMED_DELETE, EDIT_DELETE },
	{ KEY_CTRL | 'd', EDIT_DELETE },
	{ KEY_CTRL | 'w', EDIT_KILL_WORD },
	{ KEY_ALT | NAMED_BACKSPACE, EDIT_KILL_WORD },
	{ KEY_ALT | 'd', EDIT_KILL_WORD_AFTER },
	{ KEY_CTRL | 'u', EDIT_KILL_LINE },
	{ KEY_CTRL | 'k', EDIT_KILL_END },
	{ KEY_CTRL | 'y', EDIT_YANK },
};

static void edit(struct line *l, enum edit what)
{
	switch (what) {
	case EDIT_LEFT:
		l->caret = before(l);
		break;
	case EDIT_RIGHT:
		l->caret = after(l);
		break;
	case EDIT_HOME:
		l->caret = 0;
		break;
	case EDIT_END:
		l->caret = l->text.len;
		break;
	case EDIT_WORD_LEFT:
		l->caret = word_before(l);
		break;
	case EDIT_WORD_RIGHT:
		l->caret = word_after(l);
		break;
	case EDIT_BACKSPACE:
		take(l, before(l), l->caret, false);
		break;
	case EDIT_DELETE:
		take(l, l->caret, after(l), false);
		break;
	case EDIT_KILL_WORD:
		take(l, word_before(l), l->caret, true);
		break;
	case EDIT_KILL_WORD_AFTER:
		take(l, l->caret, word_after(l), true);
		break;
	case EDIT_KILL_LINE:
		take(l, 0, l->caret, true);
		break;
	case EDIT_KILL_END:
		take(l, l->caret, l->text.len, true);
		break;
	case EDIT_YANK:
		line_insert(l, str_slice(&l->killed));
		break;
	}
}

bool line_key(struct line *l, key_code key)
{
	for (size_t i = 0; i < ARRAY_LENGTH(edits); i++)
		if (edits[i].key == key) {
			edit(l, edits[i].edit);
			return true;
		}
	if (!key_is_text(key))
		return false;
	type(l, key);
	return true;
}
