/*
 * Which key map ui_key_of() answers from.
 */
#ifndef UI_KEY_OF_H
#define UI_KEY_OF_H

#include "ui/keymap.h"

/* NULL: the default keys. The map must outlive its use. */
void key_of_use(const struct keymap *m);

#endif
