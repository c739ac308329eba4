#include "cli/cli.h"
#include "text/clean.h"

#include <stdarg.h>

void cli_print(FILE *to, const char *format, ...)
{
	struct str text = STR_INIT, clean = STR_INIT;
	va_list ap;

	va_start(ap, format);
	str_vprintf(&text, format, ap);
	va_end(ap);
	if (text_is_clean(str_slice(&text), CLEAN_BLOCK)) {
		fwrite(text.data ? text.data : "", 1, text.len, to);
	} else {
		text_clean(&clean, str_slice(&text), CLEAN_BLOCK);
		fwrite(clean.data ? clean.data : "", 1, clean.len, to);
	}
	str_release(&text);
	str_release(&clean);
}

void cli_say_empty(const struct cli *c, const char *sentence)
{
	if (!c->json && !c->quiet)
		cli_print(stderr, "%s\n", sentence);
}
