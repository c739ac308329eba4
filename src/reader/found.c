/* Subscribing to an address that may be anything: asked of the worker, told when it is known. */
#include "reader/private.h"

#include <stdlib.h>

static void post_lookup(struct reader *r, struct lookup *l)
{
	struct message *m = message_new(ORDER_LOOK);

	m->lookup = l;
	reader_post(r, m);
}

void reader_look(struct reader *r, const char *url)
{
	post_lookup(r, lookup_new(url));
}

void reader_look_on(struct reader *r, struct lookup *l, size_t choice)
{
	lookup_choose(l, choice);
	post_lookup(r, l);
}

struct lookup *reader_take_found(struct reader *r)
{
	struct lookup *l = r->found;

	r->found = NULL;
	return l;
}

const struct source *reader_has_found(const struct reader *r, const struct lookup *l)
{
	struct str section = STR_INIT;
	const struct source *s;

	lookup_section(l, NULL, NULL, false, &section);
	s = config_find_section(r->config, section.data);
	str_release(&section);
	return s;
}

bool reader_subscribe_found(struct reader *r, const struct lookup *l, struct err *err)
{
	struct config_added added;
	struct str section = STR_INIT;
	bool ok;

	lookup_section(l, NULL, NULL, false, &section);
	ok = config_add_text(r->paths.subscriptions, r->config, str_slice(&section), &added, err);
	str_release(&section);
	if (!ok)
		return false;
	reader_reload(r);
	/* fetched at once: an empty source is no answer to a subscription */
	reader_post(r, message_new(ORDER_REFRESH));
	return true;
}
