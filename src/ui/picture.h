/*
 * Pictures on the terminal by way of chafa: which form the terminal takes, and the gate through which
 * chafa's output comes. Pure.
 *
 * Nothing of it is passed on as it is: symbols are let through one by one with colours alone between
 * them, graphics only as the one kind of sequence that was asked for.
 */
#ifndef UI_PICTURE_H
#define UI_PICTURE_H

#include <stdbool.h>
#include "base/str.h"

enum picture_form { PICTURE_SYMBOLS, PICTURE_SIXEL, PICTURE_KITTY };

/* What the environment and the terminal's answer (has_sixel, of DA1) say. */
enum picture_form picture_form_here(bool has_sixel);
/* "symbols", "sixels", "kitty": chafa's --format. */
const char *picture_form_word(enum picture_form form);
/* Formats that chafa is given to read: PNG, JPEG, GIF, WebP, by their first bytes. */
bool picture_is_known(struct slice bytes);

struct picture_area {
	int x, y, columns, rows;  /* cells of the screen, from 0 */
};
/* Append what the terminal is to be sent for it: the cursor and its style are as before when it is through.
 * False when there was nothing in it that may be sent. */
bool picture_add(struct str *out, struct slice drawn, enum picture_form form, const struct picture_area *at);
/* What takes graphics off the screen again, "" for symbols. */
const char *picture_clear(enum picture_form form);

#endif
