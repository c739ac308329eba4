/*
 * Asking the terminal how many cells it gives to what Unicode leaves open (TYPOGRAPHY §2.4), and
 * whether its background is light.
 *
 * One write prints each sample at the start of a row and asks where the cursor stands; a question
 * every terminal answers (DA1) is the fence behind them. Nothing waits for the answers: they come
 * as replies among the keys (ui/input), in order. Pure but for what it is fed; UI thread.
 */
#ifndef UI_PROBE_H
#define UI_PROBE_H

#include <stdbool.h>
#include <stddef.h>
#include "base/str.h"
#include "text/width.h"

enum { PROBE_SAMPLES = 15 };

struct probe_sample {
	const char *text;
	const char *name;   /* msgid: what it stands for */
};
extern const struct probe_sample probe_samples[PROBE_SAMPLES];

enum background { BACKGROUND_UNKNOWN, BACKGROUND_DARK, BACKGROUND_LIGHT };

struct probe {
	bool is_asked, is_done;
	bool has_sixel;             /* it can draw graphics in sixels */
	enum background background; /* tmux, for one, does not say */
	size_t n;                   /* answers so far */
	int cells[PROBE_SAMPLES];   /* as the terminal gave them; 0 where it did not answer */
};

/* Append the question; the terminal's cursor and screen are as before when it is through, but for
 * the second row, which is blank. */
void probe_ask(struct probe *p, struct str *out);
/* Take a reply (the sequence after ESC); true when it was the fence: is_done, cells are final. */
bool probe_take(struct probe *p, const char *reply);
/* What the answers say; false (out untouched) when there are too few to believe. */
bool probe_profile(const struct probe *p, struct width_profile *out);

/* A profile in one line and back, as it is kept for this terminal. */
#define PROBE_PROFILE_SIZE 64
void probe_write_profile(const struct width_profile *p, char out[PROBE_PROFILE_SIZE]);
bool probe_read_profile(const char *text, struct width_profile *out);
/* The name under which this terminal's profile is kept: made of TERM and the like. */
void probe_terminal_name(char out[32]);

#endif
