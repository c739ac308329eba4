/*
 * Bytes from the terminal, made into keys.
 *
 * Knows UTF-8, the key sequences of xterm and its family (xterm, VTE, kitty, tmux, screen, rxvt,
 * the Linux console), bracketed paste, focus reports and SGR mouse reports, and swallows everything
 * else that is no key: replies (device attributes, cursor reports, colours), unknown CSI sequences
 * and strings (OSC, DCS, APC, PM, SOS). Only Esc depends on time: the caller calls input_timeout()
 * when nothing has followed it for a while. Pure; UI thread only.
 */
#ifndef UI_INPUT_H
#define UI_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include "base/str.h"
#include "ui/key.h"

#define INPUT_SEQUENCE_LIMIT                                                                       \
	4096 /* bytes kept of a sequence; the rest of a longer one is dropped */

#define INPUT_SEQUENCE_MS 1000    /* after that a sequence broken off is given up */

enum input_kind { INPUT_KEY, INPUT_PASTE, INPUT_REPLY, INPUT_MOUSE };

struct input_event {
	enum input_kind kind;
	key_code key;      /* INPUT_KEY; INPUT_PASTE: one code point of what is pasted */
	int button;        /* INPUT_MOUSE: 0–2 pressed, 64 wheel up, 65 wheel down */
	int x, y;          /* INPUT_MOUSE: cell, from 0 */
	bool released;
	char reply[64];    /* INPUT_REPLY: the sequence after ESC, cut to this length */
};

struct input {
	int state;
	struct str sequence;
	bool pasting;
	struct input_event *events;
	size_t n_events, cap_events, taken;
};

void input_init(struct input *in);
void input_release(struct input *in);
void input_feed(struct input *in, const char *bytes, size_t n);
/* The next event, oldest first; false when there is none. */
bool input_next(struct input *in, struct input_event *event);
/* How long to wait for what follows an Esc or a sequence begun; -1 when nothing is begun. */
int input_wait_ms(const struct input *in, int esc_delay_ms);
/* Nothing followed: an Esc is a key, Esc and one character is Alt with it, more than that is
 * dropped. */
void input_timeout(struct input *in);

#endif
