/*
 * Lists of one source a line, of other readers: newsboat's urls (which our configuration reads as
 * it stands), newsraft's feeds, sfeedrc, bare addresses.
 */
#include "base/mem.h"
#include "base/url.h"
#include "share/import.h"
#include "text/clean.h"

#include <stdlib.h>
#include <string.h>

struct list {
	struct str *out;
	char *group;          /* of newsraft's "@ Section", NULL: none */
	bool has_sfeed, has_newsraft, has_tags;
	size_t n;
};

/* The next word, or what stands in quotes; false at the end. */
static bool next_word(struct slice *rest, struct slice *word, bool *quoted)
{
	size_t n = 0;
	char quote;

	*rest = slice_trim(*rest);
	*quoted = false;
	if (!rest->len)
		return false;
	quote = rest->data[0];
	*quoted = quote == '"' || quote == '\'';
	if (*quoted) {
		*rest = slice_make(rest->data + 1, rest->len - 1);
		while (n < rest->len && rest->data[n] != quote)
			n++;
	} else {
		while (n < rest->len && !ascii_is_space((unsigned char)rest->data[n]))
			n++;
	}
	*word = slice_make(rest->data, n);
	n += *quoted && n < rest->len;
	*rest = slice_make(rest->data + n, rest->len - n);
	return true;
}

static void add_source(struct list *l, struct slice url, struct slice name)
{
	char *address = xstrndup(url.data, url.len), *label = url_host_label(address);
	char *raw = xstrndup(name.len ? name.data : label, name.len ? name.len : strlen(label));
	char *clean = text_cleaned(raw, CLEAN_LINE);

	str_printf(l->out, "[feed %s]\nurl = %s\n", *clean ? clean : address, address);
	if (l->group)
		str_printf(l->out, "group = %s\n", l->group);
	l->n++;
	free(clean);
	free(raw);
	free(label);
	free(address);
}

/* feed "name" "url" ["base"] ["encoding"] */
static bool take_sfeed(struct list *l, struct slice line)
{
	struct slice word, name, url;
	bool quoted;

	if (!next_word(&line, &word, &quoted) || !slice_is(word, "feed") ||
	    !next_word(&line, &name, &quoted) || !next_word(&line, &url, &quoted) ||
	    !slice_find(url, "://", 3))
		return false;
	add_source(l, url, name);
	l->has_sfeed = true;
	return true;
}

static void open_section(struct list *l, struct slice line)
{
	char *raw = xstrndup(line.data + 1, line.len - 1);

	/* settings of the section stand behind < */
	raw[strcspn(raw, "<")] = '\0';
	free(l->group);
	l->group = text_cleaned(raw, CLEAN_LINE);
	l->has_newsraft = true;
	free(raw);
}

/* A file of newsraft's is known by its sections or by settings behind <. */
static bool is_newsraft(struct slice text)
{
	while (text.len) {
		struct slice line = slice_trim(slice_next(&text, '\n'));

		if (slice_begins(line, "@") || (slice_begins(line, "http") && slice_find(line, " < ", 3)))
			return true;
	}
	return false;
}

static bool is_address(struct slice line)
{
	return slice_begins_nocase(line, "http://") || slice_begins_nocase(line, "https://");
}

static void take_newsraft(struct list *l, struct slice line)
{
	struct slice url, name = { "", 0 };
	bool quoted;

	if (!next_word(&line, &url, &quoted))
		return;
	if (next_word(&line, &name, &quoted) && !quoted)
		name.len = 0;
	add_source(l, url, name);
}

/* What our configuration reads as newsboat's, word for word. */
static bool is_newsboat(struct slice line)
{
	static const char *const starts[] = { "query:", "exec:", "filter:", "\"query:", "\"exec:",
		                              "\"filter:" };

	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
		if (slice_begins(line, starts[i]))
			return true;
	return slice_find(line, "://", 3) && !slice_find(line, "=", 1);
}

static void take_line(struct list *l, struct slice line, bool newsraft)
{
	if (!line.len || line.data[0] == '#' || line.data[0] == ';')
		return;
	if (newsraft && line.data[0] == '@') {
		open_section(l, line);
	} else if (newsraft && is_address(line)) {
		take_newsraft(l, line);
	} else if (take_sfeed(l, line)) {
		return;
	} else if (is_address(line) || is_newsboat(line)) {
		str_add_slice(l->out, line);
		str_add_char(l->out, '\n');
		l->has_tags |= memchr(line.data, ' ', line.len) || !is_address(line);
		l->n++;
	}
}

bool import_lines(struct slice text, struct str *config_text, const char **kind)
{
	struct list l = { .out = config_text };
	bool newsraft = is_newsraft(text) && slice_find(text, "://", 3);

	while (text.len)
		take_line(&l, slice_trim(slice_next(&text, '\n')), newsraft);
	free(l.group);
	*kind = l.has_sfeed ? "sfeedrc" : l.has_newsraft ? "newsraft" : l.has_tags ? "newsboat" : "URL";
	return l.n > 0;
}
