/*
 * What the screen writes of filters: mutes, views, and topics that are followed.
 */
#include "base/i18n.h"
#include "config/subscriptions.h"
#include "text/clean.h"

#include <stdlib.h>

#define MUTED_RULE "muted" /* the section that the screen writes into */

bool config_mute(const char *subscriptions_path, const char *filter, bool on, struct err *err)
{
	struct subscriptions s;
	char *clean = text_cleaned(filter, CLEAN_LINE);
	struct piece *p;
	size_t i;

	if (!subscriptions_open(&s, subscriptions_path, err)) {
		free(clean);
		return false;
	}
	i = subscriptions_find(&s, "rule", MUTED_RULE);
	p = i < s.n ? &s.pieces[i] : NULL;
	if (!p && on) {
		p = subscriptions_add(&s, slice_of("rule"), slice_of(MUTED_RULE));
		config_add_header(&p->text, "rule", MUTED_RULE);
		config_add_line(&p->text, "mute", "on");
	}
	if (p)
		piece_remove_line(p, "match", clean);
	if (on)
		config_add_line(&p->text, "match", clean);
	else if (p && !piece_has(p, "match"))
		subscriptions_remove(&s, i);
	free(clean);
	return subscriptions_write(&s, err);
}

static bool write_view(const char *subscriptions_path, const char *name, const char *filter,
                       bool is_followed, struct err *err)
{
	struct subscriptions s;
	struct piece *p;
	size_t i;

	if (!subscriptions_open(&s, subscriptions_path, err))
		return false;
	i = subscriptions_find(&s, "view", name);
	p = i < s.n ? &s.pieces[i] : subscriptions_add(&s, slice_of("view"), slice_of(name));
	str_clear(&p->text);
	config_add_header(&p->text, "view", name);
	config_add_line(&p->text, "filter", filter);
	if (is_followed)
		config_add_line(&p->text, "follow", "on");
	return subscriptions_write(&s, err);
}

bool config_save_view(const char *subscriptions_path, const char *name, const char *filter,
                      struct err *err)
{
	return write_view(subscriptions_path, name, filter, false, err);
}

bool config_follow(const char *subscriptions_path, const char *name, const char *filter,
                   struct err *err)
{
	return write_view(subscriptions_path, name, filter, true, err);
}

bool config_unfollow(const char *subscriptions_path, const char *name, struct err *err)
{
	struct subscriptions s;
	size_t i;

	if (!subscriptions_open(&s, subscriptions_path, err))
		return false;
	i = subscriptions_find(&s, "view", name);
	if (i == s.n) {
		subscriptions_release(&s);
		return err_set(err, _("“%s” stands in your own file: take [view %s] out there"), name,
		               name);
	}
	subscriptions_remove(&s, i);
	return subscriptions_write(&s, err);
}
