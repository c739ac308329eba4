/*
 * How text is set: the options as the layout wants them.
 */
#ifndef READER_SETTING_H
#define READER_SETTING_H

#include "config/options.h"
#include "doc/layout.h"

struct setting {
	struct width_profile profile;
	struct layout_options layout; /* points to profile: do not copy the struct */
};

/* From the configuration: measure cells wide, for articles whose language is by detection. */
void setting_init(struct setting *s, const struct options *o, const struct width_profile *profile,
                  int measure);
/* Append the whole document, one line a row, no trailing blanks, no margin. */
void setting_print(const struct setting *s, const struct doc *d, struct str *out);
/* The same into a file, piece by piece. */
void setting_write(const struct setting *s, const struct doc *d, FILE *out);

#endif
