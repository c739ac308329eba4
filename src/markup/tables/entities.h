/*
 * Names of characters in HTML 5, in the order of strcmp(). Generated.
 */
#ifndef MARKUP_TABLES_ENTITIES_H
#define MARKUP_TABLES_ENTITIES_H

#include <stdint.h>

enum { ENTITIES = 2125, ENTITY_NAME_MAX = 31 };

/* Each name with its NUL, then "!" where HTML forgives a missing ; (else a blank), then the UTF-8 of
 * one or two characters with its NUL. */
extern const char entity_texts[];
/* Where each of them begins. */
extern const uint16_t entity_offsets[ENTITIES];

#endif
