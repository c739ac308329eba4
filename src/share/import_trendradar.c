#include "share/import_trendradar.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "filter/filter.h"
#include "text/clean.h"

#include <stdlib.h>
#include <string.h>

enum { LINE_BYTES = 200, GROUPS_MAX = 2000 };

struct words {
	struct str any;    /* a|b|"c d" */
	struct str must;   /* a blank and a term each */
	struct str unless; /* " !a" each, of the whole file */
	struct str name;
	struct import *out; /* NULL: only what is barred is looked for */
	bool in_global, has_limit;
	size_t n;
};

static bool is_regex(struct slice word)
{
	return word.len > 2 && word.data[0] == '/' && word.data[word.len - 1] == '/';
}

/* A slash within it, which closes none there, would close ours. */
static void add_regex(struct str *out, struct slice pattern)
{
	bool escaped = false;

	str_add_char(out, '/');
	for (size_t i = 0; i < pattern.len; i++) {
		if (pattern.data[i] == '/' && !escaped)
			str_add_char(out, '\\');
		str_add_char(out, pattern.data[i]);
		escaped = pattern.data[i] == '\\' && !escaped;
	}
	str_add_char(out, '/');
}

/* A word that holds a quote, straight or curly, cannot stand in quotes. */
static bool add_with_quotes(struct str *out, struct slice word)
{
	static const char *const quotes[] = { "\"", "“", "”", "„", "‟", "＂" };
	bool has = false;

	for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++)
		has |= slice_find(word, quotes[i], strlen(quotes[i])) != NULL;
	if (!has)
		return false;
	str_add_char(out, '/');
	for (size_t i = 0; i < word.len; i++) {
		if (strchr("\\/.^$|()[]{}*+?#-", word.data[i]) && word.data[i])
			str_add_char(out, '\\');
		str_add_char(out, word.data[i]);
	}
	str_add_char(out, '/');
	return true;
}

/* A term as the filter language reads it: in quotes when it holds one of its signs, or may hold a
 * full-width one (U+2000–3FFF, U+F000–FFFF; kana come to no harm in quotes). */
static void add_term(struct str *out, struct slice word)
{
	static const char signs[] = " |!+-#=@:^>/";
	bool is_plain = true;

	for (size_t i = 0; i < word.len; i++)
		is_plain &= !strchr(signs, word.data[i]) && !strchr("\xe2\xe3\xef", word.data[i]);
	if (is_regex(word)) {
		add_regex(out, slice_make(word.data + 1, word.len - 2));
	} else if (!add_with_quotes(out, word)) {
		str_add(out, is_plain ? "" : "\"");
		str_add_slice(out, word);
		str_add(out, is_plain ? "" : "\"");
	}
}

/* What is no regular expression is said once, and left out. */
static bool is_usable(struct words *w, struct slice word)
{
	struct str term = STR_INIT;
	struct err err = ERR_INIT;
	struct filter *f;
	bool usable = true;

	if (!is_regex(word))
		return true;
	add_term(&term, word);
	f = filter_parse(term.data, NULL, &err);
	usable = !filter_is_broken(f);
	if (!usable && w->out)
		import_refuse(w->out, "%s", err.text);
	filter_free(f);
	str_release(&term);
	return usable;
}

/* The name of a rule, and of its tag: one line without the sign that parts tags. */
static void keep_name(struct words *w, struct slice name)
{
	name = slice_trim(name);
	if (w->name.len || !name.len)
		return;
	for (size_t i = 0; i < name.len; i++)
		str_add_char(&w->name, strchr("[],", name.data[i]) ? ' ' : name.data[i]);
}

static void end_group(struct words *w)
{
	bool is_empty = !w->any.len && !w->must.len;

	if (!is_empty && w->n < GROUPS_MAX) {
		w->n++;
		if (w->out)
			str_printf(&w->out->text, "[rule %s]\nmatch = %s%s%s\ntag = %s\n", w->name.data,
			           w->any.data, w->any.len ? w->must.data : w->must.data + 1,
			           w->unless.data, w->name.data);
	}
	str_clear(&w->any);
	str_clear(&w->must);
	str_clear(&w->name);
}

/* "word => shown": the word without what is shown for it. */
static struct slice split_alias(struct slice line, struct slice *alias)
{
	const char *arrow = slice_find(line, "=>", 2);

	*alias = slice_of("");
	if (!arrow)
		return line;
	*alias = slice_trim(slice_make(arrow + 2, (size_t)(line.data + line.len - arrow - 2)));
	return slice_trim(slice_make(line.data, (size_t)(arrow - line.data)));
}

/* /regex/i and the like: case never counts here. */
static struct slice without_flags(struct slice word)
{
	size_t n = word.len;

	if (word.len < 3 || word.data[0] != '/')
		return word;
	while (n > 2 && ascii_is_alpha((unsigned char)word.data[n - 1]))
		n--;
	return word.data[n - 1] == '/' ? slice_make(word.data, n) : word;
}

static void take_word(struct words *w, struct slice line)
{
	struct slice alias, word = split_alias(line, &alias);
	char sign = word.data && word.len ? word.data[0] : '\0';
	bool must = sign == '+', barred = sign == '!' || w->in_global;
	struct slice bare = sign == '+' || sign == '!'
	                            ? slice_trim(slice_make(word.data + 1, word.len - 1))
	                            : word;

	bare = without_flags(bare);
	/* below [GLOBAL_FILTER] signs mean nothing to TrendRadar: such lines are none */
	if (!bare.len || (w->in_global && (must || sign == '!' || sign == '@')))
		return;
	if (sign == '@') {
		if (w->out && !w->has_limit)
			import_refuse(w->out, _("%.*s: a rule tags all that it matches; #N in the filter "
			                        "shows that many rows"), (int)word.len, word.data);
		w->has_limit = true;
		return;
	}
	if (!is_usable(w, bare))
		return;
	if (barred) {
		if (w->out)
			return; /* known since the first reading */
		str_add(&w->unless, " !");
		add_term(&w->unless, bare);
		return;
	}
	keep_name(w, alias.len ? alias : bare.data[0] == '/' ? slice_of("") : bare);
	if (must)
		str_add_char(&w->must, ' ');
	else if (w->any.len)
		str_add_char(&w->any, '|');
	add_term(must ? &w->must : &w->any, bare);
	if (!w->name.len && bare.data[0] == '/')
		keep_name(w, slice_make(bare.data + 1, bare.len - 2));
}

static void take_line(struct words *w, struct slice line)
{
	if (!line.len) {
		end_group(w);
	} else if (line.data[0] == '[' && line.data[line.len - 1] == ']') {
		struct slice name = slice_make(line.data + 1, line.len - 2);

		end_group(w);
		w->in_global = slice_is_nocase(name, "GLOBAL_FILTER");
		if (!w->in_global && !slice_is_nocase(name, "WORD_GROUPS"))
			keep_name(w, name);
	} else if (line.len > LINE_BYTES) {
		if (w->out && line.data[0] != '#')
			import_refuse(w->out, _("%.*s…: a line of more than %d bytes is no word"), 30,
			              line.data, LINE_BYTES);
	} else if (line.data[0] != '#') {
		take_word(w, line);
	}
}

static void read_all(struct words *w, struct slice text)
{
	while (text.len) {
		struct slice line = slice_next(&text, '\n');
		char *raw = xstrndup(line.data, line.len), *clean = text_cleaned(raw, CLEAN_LINE);

		take_line(w, slice_of(clean));
		free(clean);
		free(raw);
	}
	end_group(w);
}

bool import_trendradar(struct slice text, struct import *out, struct err *err)
{
	struct words w = { .any = STR_INIT, .must = STR_INIT, .unless = STR_INIT, .name = STR_INIT };

	/* what must be in none of them may stand behind them: it is read first */
	read_all(&w, text);
	if (w.n) {
		w.in_global = w.has_limit = false;
		w.n = 0;
		w.out = out;
		read_all(&w, text);
		out->n_others += w.n;
	}
	str_release(&w.any);
	str_release(&w.must);
	str_release(&w.unless);
	str_release(&w.name);
	return w.n > 0 || err_set(err, _("this is no list of subscriptions that haowai knows"));
}
