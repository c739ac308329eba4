/*
 * UAX #14 as the standard has it, Unicode 15, no tailoring. Pure; any thread.
 *
 * The rules are an automaton made by tables/generate.py; text/scan.c runs the same one over
 * clusters and tailors the result. This entry is for tests and for text of unknown nature.
 */
#ifndef TEXT_LINEBREAK_H
#define TEXT_LINEBREAK_H

#include <stddef.h>
#include <stdint.h>
#include "text/tables/properties.h"

/* For each byte of the text that starts a code point: the bond (enum bond) before that code point;
 * BOND_NEVER for the other bytes and before the first one. One may break at FREE and MUST. */
void linebreak_standard(const char *text, size_t len, uint8_t *bonds);

#endif
