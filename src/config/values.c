/* Values of configuration keys: each is checked where it stands. */
#include "config/parts.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/proc.h"
#include "base/span.h"
#include "base/url.h"
#include "feed/mapregex.h"
#include "filter/filter.h"
#include "markup/select.h"
#include "text/clean.h"

void text_list_add(struct arena *a, struct text_list *list, const char *text)
{
	size_t need = list->n + 2; /* with the NULL behind the last */

	/* Room is for the next power of two: a full one is replaced by one twice as large. */
	if (list->n == 0 || (need & (need - 1)) == 0) {
		const char **wider = arena_alloc(a, need * 2 * sizeof *wider);

		if (list->n)
			memcpy(wider, list->v, list->n * sizeof *wider);
		list->v = wider;
	}
	list->v[list->n++] = text;
	list->v[list->n] = NULL;
}

static const char **text_at(void *field)
{
	return field;
}

static int *int_at(void *field)
{
	return field;
}

bool set_text(struct config_loader *l, void *field, const char *value, struct err *err)
{
	(void)l;
	(void)err;
	*text_at(field) = value;
	return true;
}

bool set_list(struct config_loader *l, void *field, const char *value, struct err *err)
{
	(void)err;
	if (*value)
		text_list_add(l->arena, field, value);
	return true;
}

/* Names parted by blanks or commas. */
bool set_names(struct config_loader *l, void *field, const char *value, struct err *err)
{
	size_t n;

	(void)err;
	for (; *value; value += n) {
		value += strspn(value, ", \t");
		n = strcspn(value, ", \t");
		if (n)
			text_list_add(l->arena, field, arena_strndup(l->arena, value, n));
	}
	return true;
}

bool set_seconds(struct config_loader *l, void *field, const char *value, struct err *err)
{
	(void)l;
	if (!span_read(value, int_at(field)))
		return err_set(err, _("takes a time such as 10m, 2h or 90d, not “%s”"), value);
	return true;
}

bool set_count(struct config_loader *l, void *field, const char *value, struct err *err)
{
	char *end;
	long n = strtol(value, &end, 10);

	(void)l;
	if (!ascii_is_digit((unsigned char)*value) || *end || n > 10000000)
		return err_set(err, _("takes a number, not “%s”"), value);
	*int_at(field) = (int)n;
	return true;
}

bool set_bool(struct config_loader *l, void *field, const char *value, struct err *err)
{
	static const char *const on[] = { "on", "yes", "true", "1" };
	static const char *const off[] = { "off", "no", "false", "0" };

	(void)l;
	for (size_t i = 0; i < sizeof on / sizeof *on; i++) {
		if (!strcasecmp(value, on[i]) || !strcasecmp(value, off[i])) {
			*(bool *)field = !strcasecmp(value, on[i]);
			return true;
		}
	}
	return err_set(err, _("takes on or off, not “%s”"), value);
}

/* +08:00, +0800, +8, Z, UTC → "+08:00". */
bool set_zone(struct config_loader *l, void *field, const char *value, struct err *err)
{
	const char *p = value + 1;
	long hours, minutes = 0;
	char *end = NULL;

	if (!strcasecmp(value, "UTC") || !strcasecmp(value, "Z") || !strcasecmp(value, "GMT")) {
		*text_at(field) = "+00:00";
		return true;
	}
	if ((*value != '+' && *value != '-') || !ascii_is_digit((unsigned char)*p))
		return err_set(err, _("takes a zone such as +08:00 or UTC, not “%s”"), value);
	hours = strtol(p, &end, 10);
	if (*end == ':' && ascii_is_digit((unsigned char)end[1])) {
		minutes = strtol(end + 1, &end, 10);
	} else if (end - p > 2) {
		minutes = hours % 100;
		hours /= 100;
	}
	if (*end || hours > 14 || minutes > 59)
		return err_set(err, _("takes a zone such as +08:00 or UTC, not “%s”"), value);
	*text_at(field) = arena_printf(l->arena, "%c%02ld:%02ld", *value, hours, minutes);
	return true;
}

bool set_language(struct config_loader *l, void *field, const char *value, struct err *err)
{
	size_t first = strcspn(value, "-_");
	bool good = first >= 2 && first <= 3 && strlen(value) <= 35;

	(void)l;
	for (const char *p = value; *p; p++)
		good = good && (ascii_is_alpha((unsigned char)*p) ||
		                ascii_is_digit((unsigned char)*p) || *p == '-' || *p == '_');
	if (!good)
		return err_set(err, _("takes a language such as zh, zh-TW, ja, ko or en, not “%s”"),
		               value);
	*text_at(field) = value;
	return true;
}

/* "国内/时政": no empty parts. */
bool set_group(struct config_loader *l, void *field, const char *value, struct err *err)
{
	struct slice rest = slice_of(value);
	char *kept = arena_alloc(l->arena, rest.len + 1);
	size_t n = 0;

	(void)err;
	while (rest.len) {
		struct slice part = slice_trim(slice_next(&rest, '/'));

		if (!part.len)
			continue;
		if (n)
			kept[n++] = '/';
		memcpy(kept + n, part.data, part.len);
		n += part.len;
	}
	*text_at(field) = n ? kept : NULL;
	return true;
}

static bool set_one_of(void *field, const char *const *words, const char *list, const char *value,
                       struct err *err)
{
	for (; *words; words++) {
		if (strcasecmp(*words, value) != 0)
			continue;
		*text_at(field) = *words;
		return true;
	}
	return err_set(err, _("takes one of %s, not “%s”"), list, value);
}

bool set_type(struct config_loader *l, void *field, const char *value, struct err *err)
{
	static const char *const types[] = { "rss", "atom", "jsonfeed", "json", "html", NULL };

	(void)l;
	return set_one_of(field, types, "rss, atom, jsonfeed, json, html", value, err);
}

bool set_method(struct config_loader *l, void *field, const char *value, struct err *err)
{
	static const char *const methods[] = { "GET", "POST", NULL };

	(void)l;
	return set_one_of(field, methods, "GET, POST", value, err);
}

/* "Name: value", the name of the characters HTTP allows. */
static bool header_is_good(const char *value)
{
	const char *colon = strchr(value, ':');

	if (!colon || colon == value)
		return false;
	for (const char *p = value; p < colon; p++)
		if (!ascii_is_alpha((unsigned char)*p) && !ascii_is_digit((unsigned char)*p) &&
		    !strchr("-_.!#$%&'*+^`|~", *p))
			return false;
	return true;
}

bool set_header(struct config_loader *l, void *field, const char *value, struct err *err)
{
	/* what was written may be a secret: it is not repeated */
	if (!header_is_good(value))
		return err_set(err, "%s", _("takes a line such as Referer: https://example.com/"));
	return set_list(l, field, value, err);
}

bool set_header_env(struct config_loader *l, void *field, const char *value, struct err *err)
{
	const char *colon = strchr(value, ':');
	struct slice name = slice_trim(slice_of(colon ? colon + 1 : ""));
	bool good = header_is_good(value) && name.len;

	for (size_t i = 0; i < name.len; i++)
		good = good && (ascii_is_alpha((unsigned char)name.data[i]) ||
		                ascii_is_digit((unsigned char)name.data[i]) || name.data[i] == '_');
	if (!good)
		return err_set(err,
		               _("takes a header and the name of a variable of the environment, "
		                 "as in Authorization: MY_KEY"));
	return set_list(l, field, value, err);
}

/* --- what has a grammar of its own ------------------------------------------------------------ */

bool set_filter(struct config_loader *l, void *field, const char *value, struct err *err)
{
	struct err own = ERR_INIT;

	(void)l;
	filter_free(filter_parse(value, NULL, &own));
	*text_at(field) = value;
	return !own.text[0] || err_set(err, "“%s”: %s", value, own.text);
}

bool set_filter_list(struct config_loader *l, void *field, const char *value, struct err *err)
{
	const char *kept = NULL;
	bool good = set_filter(l, &kept, value, err);

	if (*value)
		text_list_add(l->arena, field, kept);
	return good;
}

static bool is_regex(const char *pattern, struct err *err)
{
	struct slice text = slice_trim(slice_of(pattern));
	char *trimmed = xstrndup(text.data, text.len);
	struct map_regex *r = map_regex_new(trimmed, err);

	map_regex_free(r);
	free(trimmed);
	return r != NULL;
}

/* field == value, field != value, field < n, field > n, field ~ regular expression */
bool set_drop(struct config_loader *l, void *field, const char *value, struct err *err)
{
	size_t name = strcspn(value, "=!<>~");
	const char *sign = value + name;
	size_t len = *sign == '=' || *sign == '!' ? 2 : 1;

	if (*sign == '~' && sign[1] && !is_regex(sign + 1, err))
		return false;
	if (!name || !*sign || (len == 2 && sign[1] != '=') || !sign[len])
		return err_set(err, _("takes a comparison such as is_ad == true, hot < 100 or "
		                      "title ~ ^AD, not “%s”"),
		               value);
	return set_list(l, field, value, err);
}

bool set_css(struct config_loader *l, void *field, const char *value, struct err *err)
{
	struct select_expr e;

	(void)l;
	*text_at(field) = value;
	if (!select_expr_compile(&e, value, err))
		return false;
	select_expr_release(&e);
	return true;
}

bool set_css_list(struct config_loader *l, void *field, const char *value, struct err *err)
{
	const char *kept = NULL;

	if (!*value)
		return true;
	if (!set_css(l, &kept, value, err))
		return false;
	text_list_add(l->arena, field, kept);
	return true;
}

/* "jsonp", or an expression with one group. */
bool set_extract(struct config_loader *l, void *field, const char *value, struct err *err)
{
	(void)l;
	if (strcmp(value, "jsonp") != 0 && !strchr(value, '('))
		return err_set(err, _("takes jsonp, or a regular expression with ( ) round what is "
		                      "meant, not “%s”"),
		               value);
	*text_at(field) = value;
	return !strcmp(value, "jsonp") || is_regex(value, err);
}

/* Its words are checked, not shown: they may hold what nobody is to see. */
bool set_command(struct config_loader *l, void *field, const char *value, struct err *err)
{
	char **words = proc_words(value, NULL);
	bool good = words && words[0];

	(void)l;
	proc_words_free(words);
	if (!good)
		return err_set(err, "%s", _("takes a command and its arguments; a quote is not closed, "
		                            "or nothing stands there"));
	*text_at(field) = value;
	return true;
}

/* ~/ is the user's folder; what is relative would depend on where haowai was started. */
bool set_file(struct config_loader *l, void *field, const char *value, struct err *err)
{
	const char *home = getenv("HOME");

	if (value[0] == '~' && value[1] == '/' && home)
		value = arena_printf(l->arena, "%s%s", home, value + 1);
	if (*value != '/')
		return err_set(err, _("takes the whole path of a file, not “%s”"), value);
	*text_at(field) = value;
	return true;
}

bool set_proxy(struct config_loader *l, void *field, const char *value, struct err *err)
{
	struct url u = url_split(slice_of(value));
	char *shown;

	if (!*value || (u.scheme.len && u.host.len)) {
		*text_at(field) = value;
		return true;
	}
	/* without a scheme the name before the @ is not one: nothing before it is shown */
	shown = url_masked(strchr(value, '@') ? strrchr(value, '@') + 1 : value);
	(void)l;
	err_set(err, _("takes an address such as http://127.0.0.1:8080, not “%s”"), shown);
	free(shown);
	return false;
}
