#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool err_set(struct err *err, const char *format, ...)
{
	char whole[sizeof err->text + 8];
	va_list ap;
	size_t n;

	if (!err)
		return false;
	va_start(ap, format);
	vsnprintf(whole, sizeof whole, format, ap);
	va_end(ap);
	n = strlen(whole);
	if (n >= sizeof err->text) {
		n = sizeof err->text - 1;
		while (n && ((unsigned char)whole[n] & 0xc0) == 0x80)
			n--;
	}
	memcpy(err->text, whole, n);
	err->text[n] = '\0';
	return false;
}

void err_clear(struct err *err)
{
	if (err)
		err->text[0] = '\0';
}
