#include "share/import.h"
#include "base/i18n.h"
#include "base/url.h"
#include "config/parts.h"
#include "feed/decode.h"
#include "feed/opml.h"
#include "feed/sniff.h"
#include "share/import_trendradar.h"
#include "text/clean.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

void import_init(struct import *i)
{
	memset(i, 0, sizeof *i);
	str_init(&i->text);
	str_init(&i->refused);
}

void import_release(struct import *i)
{
	str_release(&i->text);
	str_release(&i->refused);
}

void import_refuse(struct import *out, const char *format, ...)
{
	struct str line = STR_INIT;
	va_list ap;
	char *clean;

	if (out->n_refused++ >= IMPORT_REFUSED_TOLD)
		return;
	va_start(ap, format);
	str_vprintf(&line, format, ap);
	va_end(ap);
	clean = text_cleaned(line.data, CLEAN_LINE);
	str_printf(&out->refused, "%s\n", clean);
	free(clean);
	str_release(&line);
}

/* --- our own configuration --------------------------------------------------------------------------- */

static void take_source(struct import *out, const struct source *s)
{
	if (s->is_builtin)
		return;
	if (s->problem || !url_is_web(s->url)) {
		import_refuse(out, _("%s: only http and https addresses are imported"),
		              s->url ? s->url : s->name);
		return;
	}
	config_write_source(s, &out->text);
	out->n_sources++;
}

/* Sources and views, by what they mean: whatever else stands there stays outside. */
void import_config(struct import *out, struct slice text)
{
	struct config *c = config_of_program(text);

	for (size_t i = 0; i < c->n_sources; i++)
		take_source(out, &c->sources[i]);
	for (size_t i = 0; i < c->n_views; i++) {
		config_write_view(&c->views[i], &out->text);
		out->n_others++;
	}
	for (size_t i = 0; i < c->n_problems; i++)
		import_refuse(out, "%s", c->problems[i].text);
	config_free(c);
}

/* Of our own export: what else the user has said of his news. */
void import_settings(struct import *out, struct slice text)
{
	struct config *c = config_of_program(text);

	config_write_settings(c, &out->text);
	out->n_others += c->n_rules + c->n_alerts;
	config_free(c);
}

/* --- OPML --------------------------------------------------------------------------------------------- */

static void add_line(struct str *out, const char *key, const char *value)
{
	char *clean = value ? text_cleaned(value, CLEAN_LINE) : NULL;

	if (clean && *clean)
		str_printf(out, "%s = %s\n", key, clean);
	free(clean);
}

static void add_outline(struct str *text, const struct opml_item *item)
{
	char *label = url_host_label(item->url);
	char *name = text_cleaned(item->title ? item->title : label, CLEAN_LINE);
	const char *mapping = item->mapping ? item->mapping : "";
	bool has_tags = !strncmp(mapping, "tag = ", 6) || strstr(mapping, "\ntag = ");

	str_printf(text, "[%s %s]\n", item->is_hot ? "hot" : "feed", *name ? name : label);
	add_line(text, "url", item->url);
	add_line(text, "group", item->group);
	for (size_t i = 0; !has_tags && i < item->tags.n; i++)
		add_line(text, "tag", item->tags.v[i]);
	str_add(text, mapping);
	free(name);
	free(label);
}

static bool import_opml(struct slice bytes, struct import *out, struct err *err)
{
	struct opml o;
	struct str text = STR_INIT;
	bool ok = opml_read(bytes, &o, err);

	for (size_t i = 0; ok && i < o.n; i++) {
		if (o.items[i].is_untold)
			import_refuse(out,
			              _("%s: its XPath cannot be said in CSS; write [feed NAME], url =, "
			                "items =, title = and link ="),
			              o.items[i].url);
		else
			add_outline(&text, &o.items[i]);
	}
	for (size_t i = 0; ok && i < o.refused.n; i++)
		import_refuse(out, _("%s: only http and https addresses are imported"),
		              o.refused.v[i]);
	if (ok) {
		out->n_refused += o.n_refused - o.refused.n;
		out->kind = "OPML";
		import_config(out, str_slice(&text));
	}
	opml_release(&o);
	str_release(&text);
	return ok;
}

/* --- the door -------------------------------------------------------------------------------------------- */

static bool has_section(struct slice text)
{
	while (text.len) {
		struct slice line = slice_trim(slice_next(&text, '\n'));

		if (slice_begins(line, "[feed ") || slice_begins(line, "[hot ") ||
		    slice_begins(line, "[view "))
			return true;
	}
	return false;
}

static bool import_words(struct slice text, struct import *out, struct err *err)
{
	out->kind = "TrendRadar";
	return import_trendradar(text, out, err);
}

/* "[feed NAME]" and "[GLOBAL_FILTER]" begin as JSON does; a list of JSON holds quotes, numbers or
 * more brackets. */
static bool begins_with_section(struct slice bytes)
{
	struct slice text = slice_trim(bytes);

	return text.len > 1 && text.data[0] == '[' &&
	       (ascii_is_alpha((unsigned char)text.data[1]) || (unsigned char)text.data[1] >= 0x80);
}

bool import_read(struct slice bytes, struct import *out, struct err *err)
{
	enum sniff_kind kind = sniff(bytes);
	struct decoded decoded;
	struct str lines = STR_INIT;
	bool ok = true;

	if (kind == SNIFF_XML || kind == SNIFF_FEED || kind == SNIFF_HTML)
		return import_opml(bytes, out, err);
	if (kind == SNIFF_EMPTY || kind == SNIFF_BINARY ||
	    (kind == SNIFF_JSON && !begins_with_section(bytes)))
		return err_set(err, _("this is no list of subscriptions that haowai knows"));
	decode_bytes(bytes, DECODE_PLAIN, NULL, NULL, &decoded);
	if (has_section(decoded.text)) {
		out->kind = "haowai";
		import_config(out, decoded.text);
	} else if (import_lines(decoded.text, &lines, &out->kind)) {
		import_config(out, str_slice(&lines));
	} else {
		ok = import_words(decoded.text, out, err);
	}
	decoded_release(&decoded);
	str_release(&lines);
	return ok;
}
