/*
 * Keys as numbers: a Unicode code point, or one of the named keys above them, with flags.
 *
 * Control letters are the letter with KEY_CTRL ("^F"); Enter, Tab, Esc and Backspace are named keys
 * wherever their bytes come from. Pure; any thread.
 */
#ifndef UI_KEY_H
#define UI_KEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/str.h"

typedef uint32_t key_code;

#define KEY_NONE  0u
#define KEY_CTRL  0x01000000u
#define KEY_ALT   0x02000000u
#define KEY_SHIFT 0x04000000u /* with named keys only */
#define KEY_MACRO 0x08000000u /* behind the macro key: ",a" */
#define KEY_BASE(k) ((k) & 0x00ffffffu)

enum named_key {
	NAMED_ENTER = 0x110000,
	NAMED_TAB,
	NAMED_BACKTAB,
	NAMED_ESC,
	NAMED_BACKSPACE,
	NAMED_UP,
	NAMED_DOWN,
	NAMED_LEFT,
	NAMED_RIGHT,
	NAMED_HOME,
	NAMED_END,
	NAMED_PAGE_UP,
	NAMED_PAGE_DOWN,
	NAMED_INSERT,
	NAMED_DELETE,
	NAMED_F1, /* … F12 */
	NAMED_F12 = NAMED_F1 + 11,
	NAMED_FOCUS_IN,
	NAMED_FOCUS_OUT,
};

/* The key a name of the configuration means ("j", "^F", "M-x", "Space", "PgDn", "F1", ",a"); KEY_NONE if
 * it is none. */
key_code key_of_name(struct slice name);
/* The name, as it is written in the configuration. */
void key_add_name(struct str *out, key_code key);
/* The name as a sentence of the reader's language shows it: 空格, 回车, ← . */
void key_add_label(struct str *out, key_code key);
/* True when typing it in a prompt puts a character. */
bool key_is_text(key_code key);

/*
 * What an input method sends while it is on, as the key meant (STYLE §1.27): full-width forms and
 * punctuation, two-set jamo (a syllable is two or three keys), Dachen bopomofo, kana as they are typed in
 * Latin letters. Writes at most 6
 * keys and returns how many; a key that needs no translation comes back as it is.
 */
size_t key_of_input_method(key_code key, key_code out[6]);
/* The ASCII sign a full-width or CJK sign stands for in a prompt, or 0 (letters are not taken). */
char key_sign(uint32_t code_point);

#endif
