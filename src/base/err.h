/*
 * Expected failures as one sentence.
 *
 * A function that can fail for reasons outside the program takes a struct err * (or NULL) as its
 * last parameter and says `return err_set(err, _("cannot open %s: %s"), path, reason)`: what was
 * tried, on what, why it failed. Bugs assert; exhaustion of memory ends the program (base/mem.h).
 */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include <stdbool.h>

struct err {
	char text[512]; /* "" while nothing failed; cut at a character's border */
};

#define ERR_INIT { "" }

/* Write the sentence (err may be NULL) and return false. */
bool err_set(struct err *err, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Forget what was said. */
void err_clear(struct err *err);

#endif
