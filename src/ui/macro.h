/*
 * Macros: a key bound to steps. A step is the name of an action ("star"), a key ("Enter", "^F"), a count
 * for what follows ("5"), or a text in quotes that is typed key by key ("\"+科技\""). UI thread only.
 */
#ifndef UI_MACRO_H
#define UI_MACRO_H

#include "base/str.h"
#include "ui/key.h"

struct ui;
struct action;

#define MACRO_STEPS_MOST 1000 /* of one key: what a macro that calls itself comes to */

enum macro_kind { MACRO_ACTION, MACRO_KEY, MACRO_COUNT, MACRO_TEXT, MACRO_OPEN_QUOTE, MACRO_UNKNOWN };

struct macro_step {
	enum macro_kind kind;
	struct slice text;  /* the step as written; MACRO_TEXT: what stands between the quotes */
	key_code key;
};

/* The next step, taken off the front; false at the end. Pure. */
bool macro_next(struct slice *steps, struct macro_step *out);
/* Play the steps now, or, called from a step, before those that are left. What cannot be done where one is
 * ends the macro and is said. */
void macro_play(struct ui *ui, const char *steps, int count);
/* The macro key: the next key says which one; a box lists them. */
void action_macro(struct ui *ui, int count);

#endif
