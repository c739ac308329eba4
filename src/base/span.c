#include "base/span.h"
#include "base/array.h"
#include "base/str.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	const char *sign;
	int seconds;
} units[] = {
	{ "w", 604800 }, { "d", 86400 }, { "h", 3600 }, { "m", 60 }, { "s", 1 },
};

bool span_read(const char *text, int *seconds)
{
	char *end;
	long n;

	if (!strcmp(text, "forever")) {
		*seconds = -1;
		return true;
	}
	if (!ascii_is_digit((unsigned char)*text))
		return false;
	n = strtol(text, &end, 10);
	if (n == 0 && !*end) {
		*seconds = 0;
		return true;
	}
	for (size_t i = 0; i < ARRAY_LENGTH(units); i++) {
		if (strcmp(end, units[i].sign) != 0)
			continue;
		if (n > INT_MAX / units[i].seconds)
			return false;
		*seconds = (int)n * units[i].seconds;
		return true;
	}
	return false;
}

void span_write(int seconds, char *out, size_t size)
{
	if (seconds <= 0) {
		snprintf(out, size, "%s", seconds ? "forever" : "0");
		return;
	}
	for (size_t i = 0; i < ARRAY_LENGTH(units); i++) {
		/* 14d is said rather than 2w, and 7d rather than 1w: days are how people count. */
		if (i == 0 || seconds % units[i].seconds)
			continue;
		snprintf(out, size, "%d%s", seconds / units[i].seconds, units[i].sign);
		return;
	}
}
