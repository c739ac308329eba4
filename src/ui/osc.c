#include "ui/osc.h"
#include "text/clean.h"

#include <stdlib.h>

static void add_base64(struct str *out, const char *data, size_t n)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const unsigned char *p = (const unsigned char *)data;

	for (size_t i = 0; i < n; i += 3) {
		unsigned v = (unsigned)p[i] << 16;
		if (i + 1 < n)
			v |= (unsigned)p[i + 1] << 8;
		if (i + 2 < n)
			v |= p[i + 2];
		str_add_char(out, digits[v >> 18]);
		str_add_char(out, digits[v >> 12 & 63]);
		str_add_char(out, i + 1 < n ? digits[v >> 6 & 63] : '=');
		str_add_char(out, i + 2 < n ? digits[v & 63] : '=');
	}
}

void osc_add_clipboard(struct str *out, const char *text)
{
	char *clean = text_cleaned(text, CLEAN_BLOCK);
	size_t n = slice_of(clean).len, most = OSC_CLIPBOARD_LIMIT / 4 * 3;
	struct str payload = STR_INIT;

	if (n > most)
		for (n = most; n && (clean[n] & 0xc0) == 0x80;)
			n--; /* back to a character's border */
	add_base64(&payload, clean, n);
	if (getenv("TMUX"))
		/* tmux of `set-clipboard external` takes it only wrapped, if at all */
		str_printf(out, "\033Ptmux;\033\033]52;c;%s\a\033\\", payload.data);
	str_printf(out, "\033]52;c;%s\a", payload.data);
	str_release(&payload);
	free(clean);
}

void osc_add_notification(struct str *out, int code, const char *text)
{
	char *clean = text_cleaned(text, CLEAN_LINE);

	/* what parts the fields of 777 must not stand in one; 9;4 of some terminals is a progress bar */
	for (char *p = clean; *p; p++)
		if (*p == ';')
			*p = ',';
	if (code == 777)
		str_printf(out, "\033]777;notify;haowai;%s\a", clean);
	else
		str_printf(out, "\033]9;%s\a", clean);
	free(clean);
}

void osc_add_title(struct str *out, const char *text)
{
	char *clean = text_cleaned(text, CLEAN_LINE);

	str_printf(out, "\033]2;%s\a", clean);
	free(clean);
}
