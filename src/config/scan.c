#include "config/scan.h"

#include <string.h>

#include "base/i18n.h"

void config_scan_init(struct config_scan *s, struct slice text)
{
	static const char mark[] = "\xef\xbb\xbf";

	if (slice_begins(text, mark)) {
		text.data += sizeof mark - 1;
		text.len -= sizeof mark - 1;
	}
	s->rest = text;
	s->line = 0;
}

static struct slice until_blank(struct slice text)
{
	size_t n = 0;

	while (n < text.len && !ascii_is_space((unsigned char)text.data[n]))
		n++;
	return slice_make(text.data, n);
}

static struct slice behind(struct slice whole, size_t n)
{
	return slice_trim(slice_make(whole.data + n, whole.len - n));
}

/* True for "http://…": a scheme and "://" at the start. `url=https://…` is none. */
static bool begins_with_scheme(struct slice word)
{
	const char *colon = slice_find(word, "://", 3);

	if (!colon || colon == word.data || !ascii_is_alpha((unsigned char)word.data[0]))
		return false;
	for (const char *p = word.data; p < colon; p++)
		if (!ascii_is_alpha((unsigned char)*p) && !ascii_is_digit((unsigned char)*p) &&
		    !memchr("+-.", *p, 3))
			return false;
	return true;
}

static bool is_newsboat(struct slice line)
{
	static const char *const starts[] = { "query:", "exec:", "filter:" };
	bool quoted = line.data[0] == '"';
	struct slice word = until_blank(line);

	if (quoted) {
		word.data++;
		word.len--;
	}
	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
		if (slice_begins(word, starts[i]))
			return true;
	return begins_with_scheme(word);
}

/* "…" is taken off only when it is round the whole: `"a" "b"` stays as it is. */
static struct slice unquote(struct slice v)
{
	if (v.len < 2 || v.data[0] != '"' || v.data[v.len - 1] != '"' ||
	    memchr(v.data + 1, '"', v.len - 2))
		return v;
	return slice_make(v.data + 1, v.len - 2);
}

static void scan_section(struct config_scanned *out)
{
	struct slice inner = out->text;

	if (inner.data[inner.len - 1] != ']') {
		out->kind = CONFIG_WRONG;
		out->wrong =
			N_("a section's line ends with ], and a comment stands on a line of its "
		           "own; write for example [feed NAME]");
		return;
	}
	inner = slice_trim(slice_make(inner.data + 1, inner.len - 2));
	out->section = until_blank(inner);
	out->name = unquote(behind(inner, out->section.len));
	out->kind = CONFIG_SECTION;
	if (!out->section.len) {
		out->kind = CONFIG_WRONG;
		out->wrong = N_("a section needs a word in its brackets; write for example "
		                "[feed NAME]");
	}
}

static void scan_key(struct config_scanned *out)
{
	const char *sign = memchr(out->text.data, '=', out->text.len);

	if (!sign && slice_find(out->text, "＝", strlen("＝"))) {
		out->kind = CONFIG_WRONG;
		out->wrong = N_("the ＝ of this line is a full-width one; write the plain =");
		return;
	}
	if (!sign || sign == out->text.data) {
		out->kind = CONFIG_WRONG;
		out->wrong = sign ? N_("there is no key before =; write key = value")
		                  : N_("this is no setting, section or address; write key = value, "
		                       "[feed NAME] or https://…");
		return;
	}
	out->kind = CONFIG_KEY;
	out->key = slice_trim(slice_make(out->text.data, (size_t)(sign - out->text.data)));
	out->value = behind(out->text, (size_t)(sign - out->text.data) + 1);
	out->unquoted = unquote(out->value);
}

bool config_scan_next(struct config_scan *s, struct config_scanned *out)
{
	if (!s->rest.len)
		return false;
	memset(out, 0, sizeof *out);
	out->text = slice_trim(slice_next(&s->rest, '\n'));
	out->line = ++s->line;
	if (!out->text.len || out->text.data[0] == '#' || out->text.data[0] == ';')
		out->kind = CONFIG_COMMENT;
	else if (out->text.data[0] == '[')
		scan_section(out);
	else if (is_newsboat(out->text))
		out->kind = CONFIG_NEWSBOAT;
	else
		scan_key(out);
	return true;
}
