/* Lines of newsboat's file `urls`, taken as they are: an address, tags, "~Title", "!". */
#include "config/parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/i18n.h"
#include "base/url.h"
#include "config/query.h"

/* The next word: parted by blanks, or in "…" where a backslash takes the next character. */
static const char *next_word(struct config_loader *l, struct slice *rest)
{
	struct str word = STR_INIT;
	const char *kept;
	bool quoted;
	size_t i = 0;

	*rest = slice_trim(*rest);
	if (!rest->len)
		return NULL;
	quoted = rest->data[0] == '"';
	for (i = quoted; i < rest->len; i++) {
		char c = rest->data[i];

		if (quoted ? c == '"' : ascii_is_space((unsigned char)c))
			break;
		if (quoted && c == '\\' && i + 1 < rest->len)
			c = rest->data[++i];
		str_add_char(&word, c);
	}
	if (quoted && i < rest->len)
		i++;
	*rest = slice_make(rest->data + i, rest->len - i);
	kept = config_keep(l, str_slice(&word));
	str_release(&word);
	return kept;
}

static bool begins(const char *text, const char *with)
{
	return !strncmp(text, with, strlen(with));
}

/* "query:Name:expression" */
static void take_query(struct config_loader *l, const char *word, int line)
{
	const char *name = word + strlen("query:");
	size_t len = strcspn(name, ":");
	struct config_view view;
	struct str filter = STR_INIT;
	struct err err = ERR_INIT;

	view.name = config_keep_name(l, slice_make(name, len));
	if (!*view.name || !name[len]) {
		config_problem(l, line, _("a query line reads \"query:NAME:EXPRESSION\""));
	} else if (!config_query_translate(name + len + 1, &filter, &err)) {
		config_problem(l, line,
		               _("the query “%s” cannot be said as a filter (%s); write [view %s] "
		                 "and filter = in the words of haowai(5)"),
		               view.name, err.text, view.name);
	} else {
		view.filter = config_keep(l, str_slice(&filter));
		ARRAY_PUSH(l->views, l->n_views, l->cap_views) = view;
	}
	str_release(&filter);
}

/* exec:COMMAND and filter:COMMAND:ADDRESS run programs: haowai does not, and says what it does. */
static void refuse_program(struct config_loader *l, const char *word, int line)
{
	const char *colon = begins(word, "filter:") ? strrchr(word, ':') : NULL;
	const char *url = colon ? strstr(word, "http") : NULL;

	if (url)
		config_problem(
			l, line,
			_("filter: runs a program on what was fetched, which haowai never "
		          "does; write [feed NAME], url = %s, and say with items =, title =, "
		          "link =, skip = or keep = how to read it"),
			url);
	else
		config_problem(
			l, line,
			_("exec: and filter: run a program, which haowai never does; let it "
		          "write a file and subscribe to that (url = file:///…), or read the "
		          "site by [feed NAME] with url =, items =, title = and link ="));
}

static void take_tags(struct config_loader *l, struct source *s, struct slice rest)
{
	const char *word;

	while ((word = next_word(l, &rest))) {
		if (*word == '~' && word[1])
			s->name = config_keep_name(l, slice_of(word + 1));
		else if (*word == '!')
			s->hidden = true;
		else if (*word)
			text_list_add(l->arena, &s->tag, config_keep_name(l, slice_of(word)));
	}
}

void config_newsboat(struct config_loader *l, const struct config_scanned *line)
{
	struct slice rest = line->text;
	const char *word = next_word(l, &rest);
	struct source_draft draft = { .source = { .kind = SOURCE_FEED, .line = line->line } };
	char *label;

	if (begins(word, "query:")) {
		take_query(l, word, line->line);
		return;
	}
	if (begins(word, "exec:") || begins(word, "filter:")) {
		refuse_program(l, word, line->line);
		return;
	}
	draft.source.url = word;
	take_tags(l, &draft.source, rest);
	if (!draft.source.name) {
		label = url_host_label(word);
		draft.source.name = *label ? config_keep_name(l, slice_of(label)) : word;
		draft.source.is_unnamed = true;
		free(label);
	}
	config_add_source(l, &draft);
}
