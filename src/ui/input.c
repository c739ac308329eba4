#include "ui/input.h"
#include "base/array.h"
#include "text/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	GROUND,
	ESCAPE,       /* after ESC */
	ESCAPE_SS3,   /* after ESC O */
	CSI,          /* after ESC [ */
	CSI_LINUX,    /* after ESC [ [ : F1–F5 of the Linux console */
	STRING,       /* OSC, DCS, APC, PM, SOS up to ST or BEL */
	STRING_ESC,   /* an ESC within one */
	UTF8,         /* inside a character */
};

void input_init(struct input *in)
{
	memset(in, 0, sizeof *in);
	str_init_limit(&in->sequence, INPUT_SEQUENCE_LIMIT);
}

void input_release(struct input *in)
{
	str_release(&in->sequence);
	free(in->events);
	in->events = NULL;
	in->n_events = in->cap_events = in->taken = 0;
}

static struct input_event *add_event(struct input *in, enum input_kind kind)
{
	struct input_event *e = &ARRAY_PUSH(in->events, in->n_events, in->cap_events);

	memset(e, 0, sizeof *e);
	e->kind = kind;
	return e;
}

static void add_key(struct input *in, key_code key)
{
	add_event(in, in->pasting ? INPUT_PASTE : INPUT_KEY)->key = key;
}

/* A control byte or an ASCII character. */
static void add_byte(struct input *in, unsigned char c, key_code flags)
{
	switch (c) {
	case '\r':
	case '\n':
		add_key(in, NAMED_ENTER | flags);
		break;
	case '\t':
		add_key(in, NAMED_TAB | flags);
		break;
	case 0x1b:
		add_key(in, NAMED_ESC | flags);
		break;
	case 0x08:
	case 0x7f:
		add_key(in, NAMED_BACKSPACE | flags);
		break;
	case 0:
		add_key(in, KEY_CTRL | ' ' | flags);
		break;
	default:
		if (c < 0x20)
			add_key(in, KEY_CTRL | flags | (key_code)ascii_lower(c + '@'));
		else
			add_key(in, c | flags);
	}
}

static key_code modifiers(int parameter)
{
	int bits = parameter > 1 ? parameter - 1 : 0;

	return (bits & 1 ? KEY_SHIFT : 0) | (bits & 2 ? KEY_ALT : 0) | (bits & 4 ? KEY_CTRL : 0);
}

static const struct {
	char final;
	key_code key;
} finals[] = {
	{ 'A', NAMED_UP },       { 'B', NAMED_DOWN },      { 'C', NAMED_RIGHT },
	{ 'D', NAMED_LEFT },     { 'H', NAMED_HOME },      { 'F', NAMED_END },
	{ 'P', NAMED_F1 },       { 'Q', NAMED_F1 + 1 },    { 'R', NAMED_F1 + 2 },
	{ 'S', NAMED_F1 + 3 },   { 'Z', NAMED_BACKTAB },   { 'M', NAMED_ENTER },
	{ 'I', NAMED_FOCUS_IN }, { 'O', NAMED_FOCUS_OUT },
};

/* Keys of the form CSI number ~ . */
static key_code numbered(int n)
{
	static const key_code edit[] = { NAMED_HOME, NAMED_INSERT,  NAMED_DELETE,   NAMED_END,
		                         NAMED_PAGE_UP, NAMED_PAGE_DOWN, NAMED_HOME, NAMED_END };
	static const signed char function[] = { 1, 2, 3, 4, 5, -1, 6, 7, 8, 9, 10, -1, 11, 12 };

	if (n >= 1 && n <= 8)
		return edit[n - 1];
	if (n >= 11 && n <= 24 && function[n - 11] > 0)
		return NAMED_F1 + (key_code)function[n - 11] - 1;
	return KEY_NONE;
}

static key_code of_final(char final)
{
	for (size_t i = 0; i < ARRAY_LENGTH(finals); i++)
		if (finals[i].final == final)
			return finals[i].key;
	return KEY_NONE;
}

static void add_reply(struct input *in)
{
	struct input_event *e = add_event(in, INPUT_REPLY);

	snprintf(e->reply, sizeof e->reply, "%s", in->sequence.data);
}

static void add_mouse(struct input *in, char final)
{
	int button, x, y;
	struct input_event *e;

	if (sscanf(in->sequence.data, "[<%d;%d;%d", &button, &x, &y) != 3)
		return;
	e = add_event(in, INPUT_MOUSE);
	e->button = button;
	e->x = x - 1;
	e->y = y - 1;
	e->released = final == 'm';
}

/* kitty's and xterm's way of sending any key: CSI code ; modifiers u. */
static void add_unicode_key(struct input *in, int code, int mods)
{
	key_code flags = modifiers(mods) & ~KEY_SHIFT;

	if (code < 0x80 && code >= 0)
		add_byte(in, (unsigned char)code, flags);
	else if (code > 0 && code < 0xe000)
		add_key(in, (key_code)code | flags);
}

/* "[" parameters final: a key, a reply, or nothing we know, which is swallowed. */
static void take_csi(struct input *in, char final)
{
	const char *p = in->sequence.data + 1;
	int first = 0, second = 0, n = 0;
	key_code key;

	if (*p == '<') {
		add_mouse(in, final);
		return;
	}
	if (ascii_is_digit(*p) || *p == ';')
		n = sscanf(p, "%d;%d", &first, &second);
	if (final == '~' && (first == 200 || first == 201)) {
		in->pasting = first == 200;
		return;
	}
	/* a private marker, a cursor report, device attributes, a mode report: never a key */
	if (strchr("?>=$", *p) || strchr("cnyt", final) || (final == 'R' && n == 2)) {
		add_reply(in);
		return;
	}
	if (final == 'u') {
		add_unicode_key(in, first, second);
		return;
	}
	key = final == '~' ? numbered(first) : of_final(final);
	if (key == NAMED_FOCUS_IN || key == NAMED_FOCUS_OUT || key == NAMED_BACKTAB)
		second = 0;
	if (key)
		add_key(in, key | modifiers(second));
}

/* The rest of a character of several bytes; true when the byte belonged to it. */
static bool take_utf8(struct input *in, unsigned char c)
{
	unsigned char lead = (unsigned char)in->sequence.data[0];
	size_t want = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
	uint32_t cp;

	if ((c & 0xc0) != 0x80) {
		in->state = GROUND;
		return false;
	}
	str_add_char(&in->sequence, (char)c);
	if (in->sequence.len < want)
		return true;
	in->state = GROUND;
	if (utf8_decode(in->sequence.data, in->sequence.data + want, &cp) == want && cp >= 0xa0)
		add_key(in, cp);
	return true;
}

static void ground(struct input *in, unsigned char c)
{
	if (c == 0x1b) {
		in->state = ESCAPE;
	} else if (c >= 0xc2 && c <= 0xf4) {
		str_clear(&in->sequence);
		str_add_char(&in->sequence, (char)c);
		in->state = UTF8;
	} else if (c < 0x80) {
		add_byte(in, c, 0);
	}
}

static void after_escape(struct input *in, unsigned char c)
{
	in->state = GROUND;
	str_clear(&in->sequence);
	str_add_char(&in->sequence, (char)c);
	if (c == '[')
		in->state = CSI;
	else if (c == 'O')
		in->state = ESCAPE_SS3;
	else if (strchr("]P_^X", c) && c)
		in->state = STRING;
	else if (c == 0x1b) {
		add_key(in, NAMED_ESC);
		in->state = ESCAPE;
	} else if (c < 0x80)
		add_byte(in, c, KEY_ALT);
	else
		ground(in, c);
}

static void in_csi(struct input *in, unsigned char c)
{
	if (c == '[' && in->sequence.len == 1) {
		in->state = CSI_LINUX;
	} else if (c >= 0x40 && c <= 0x7e) {
		str_add_char(&in->sequence, (char)c);
		in->state = GROUND;
		take_csi(in, (char)c);
	} else if (c >= 0x20 && c < 0x40) {
		str_add_char(&in->sequence, (char)c);
	} else {
		in->state = GROUND; /* broken off: the byte counts, the sequence does not */
		ground(in, c);
	}
}

static void in_string(struct input *in, unsigned char c)
{
	if (c == 0x07) {
		in->state = GROUND;
		add_reply(in);
	} else if (c == 0x1b) {
		in->state = STRING_ESC;
	} else {
		str_add_char(&in->sequence, (char)c);
	}
}

static void step(struct input *in, unsigned char c)
{
	switch (in->state) {
	case GROUND:
		ground(in, c);
		break;
	case ESCAPE:
		after_escape(in, c);
		break;
	case ESCAPE_SS3:
		in->state = GROUND;
		if (of_final((char)c))
			add_key(in, of_final((char)c));
		break;
	case CSI:
		in_csi(in, c);
		break;
	case CSI_LINUX:
		in->state = GROUND;
		if (c >= 'A' && c <= 'E')
			add_key(in, NAMED_F1 + (key_code)(c - 'A'));
		break;
	case STRING:
		in_string(in, c);
		break;
	case STRING_ESC:
		in->state = GROUND;
		add_reply(in);
		if (c != '\\') /* not ST: a new sequence has begun */
			after_escape(in, c);
		break;
	case UTF8:
		if (!take_utf8(in, c))
			ground(in, c);
		break;
	}
}

void input_feed(struct input *in, const char *bytes, size_t n)
{
	for (size_t i = 0; i < n; i++)
		step(in, (unsigned char)bytes[i]);
}

bool input_next(struct input *in, struct input_event *event)
{
	if (in->taken == in->n_events) {
		in->taken = in->n_events = 0;
		return false;
	}
	*event = in->events[in->taken++];
	return true;
}

int input_wait_ms(const struct input *in, int esc_delay_ms)
{
	if (in->state == GROUND || in->state == UTF8)
		return -1;
	/* a lone introducer may be a key; what goes on behind it is on its way over a slow line */
	return in->state == ESCAPE || in->sequence.len == 1 ? esc_delay_ms : INPUT_SEQUENCE_MS;
}

void input_timeout(struct input *in)
{
	int state = in->state;

	in->state = GROUND;
	if (state == ESCAPE)
		add_key(in, NAMED_ESC);
	else if (state != STRING_ESC && state != UTF8 && in->sequence.len == 1)
		add_key(in, KEY_ALT | (unsigned char)in->sequence.data[0]);
}
