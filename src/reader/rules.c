/*
 * What the screen does with rules: mute and take it back, highlight. Each change has its inverse: what
 * reader_mute() wrote reader_unmute() takes out.
 */
#include "base/clock.h"
#include "base/i18n.h"
#include "reader/private.h"

#include <stdlib.h>
#include <string.h>

const struct rules *reader_rules(struct reader *r)
{
	if (!r->rules)
		r->rules = rules_new(r->config, clock_now());
	return r->rules;
}

void reader_forget_rules(struct reader *r)
{
	rules_free(r->rules);
	r->rules = NULL;
}

size_t reader_highlight(struct reader *r, const struct item *item, const char *text,
                        struct text_range *out, size_t most)
{
	return rules_highlight(reader_rules(r), item, text, out, most);
}

bool reader_mute(struct reader *r, const char *filter, struct err *err)
{
	struct err own = ERR_INIT;
	struct str before;
	char *said;
	bool ok;

	if (!filter[strspn(filter, " ")])
		return err_set(err, _("nothing is said of what to mute"));
	filter_free(filter_parse(filter, NULL, &own));
	if (own.text[0])
		return err_set(err, "%s", own.text);
	if (config_is_muted(r->config, filter))
		return err_set(err, _("“%s” is muted already"), filter);
	said = reader_undo_words(_("Muted %s"), filter);
	reader_undo_file_begin(r, &before);
	ok = config_mute(r->paths.subscriptions, filter, true, err);
	reader_undo_file_end(r, &before, ok, said);
	if (!ok)
		return false;
	reader_reload(r);
	return true;
}

bool reader_unmute(struct reader *r, const char *filter, struct err *err)
{
	struct str before;
	char *said;
	bool ok;

	said = reader_undo_words(_("%s is not muted any more"), filter);
	reader_undo_file_begin(r, &before);
	ok = config_mute(r->paths.subscriptions, filter, false, err);
	reader_undo_file_end(r, &before, ok, said);
	if (!ok)
		return false;
	reader_reload(r);
	if (config_is_muted(r->config, filter))
		return err_set(err, _("“%s” is still muted by a [rule] of your own file"), filter);
	return true;
}

bool reader_has_muted(struct reader *r)
{
	struct item_query q = { .muted = MUTED_ONLY, .limit = 1, .since = TIME_NONE,
		                .fetched_since = TIME_NONE };
	int64_t *ids = NULL, n = store_item_ids(r->store, &q, &ids, NULL);

	free(ids);
	return n > 0;
}

/* The term of a filter that means this name: quoted where a blank or a sign would part it. */
void reader_filter_term(struct str *out, char sign, const char *name)
{
	if (sign)
		str_add_char(out, sign);
	if (name[strcspn(name, " |\"")]) {
		str_add_char(out, '"');
		for (; *name; name++)
			str_add_char(out, *name == '"' ? ' ' : *name);
		str_add_char(out, '"');
	} else {
		str_add(out, name);
	}
}
