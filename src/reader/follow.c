/*
 * A topic followed: a view with `follow = on`, shown as what feeds and hot lists said of it, in the
 * order of time.
 */
#include "base/clock.h"
#include "base/i18n.h"
#include "reader/private.h"

#include <string.h>

const struct config_view *reader_topic_view(const struct reader *r, const char *name)
{
	for (size_t i = 0; i < r->config->n_views; i++)
		if (r->config->views[i].is_followed && !strcmp(r->config->views[i].name, name))
			return &r->config->views[i];
	return NULL;
}

static void ask(struct reader *r, const struct config_view *view)
{
	struct filter_context context = { .now = clock_now(), .last_visit = r->last_visit,
	                                  .renamed = rules_tag_map(reader_rules(r)) };
	struct topic *t = topic_new(view->name, r->database);

	context.local_offset_s = clock_local_offset(context.now);
	t->filter = filter_parse(view->filter, &context, NULL);
	t->n_hidden = reader_unseen_sources(r, &t->hidden);
	t->n_lists = reader_hot_ids(r, &t->lists);
	if (!r->gatherers)
		r->gatherers = pool_new(1);
	r->topic_asked = t;
	r->topic_is_stale = false;
	topic_start(t, r->gatherers, r->news);
}

/* One at a time: what is not wanted any more comes back first, soon. */
static void ask_if_needed(struct reader *r, const char *name)
{
	const struct config_view *view = reader_topic_view(r, name);
	bool is_here = r->topic && !strcmp(r->topic->name, name);

	if (r->topic_asked) {
		if (strcmp(r->topic_asked->name, name) != 0)
			atomic_store(&r->topic_asked->is_unwanted, true);
		return;
	}
	if (view && (!is_here || r->topic_is_stale))
		ask(r, view);
}

size_t reader_topic(struct reader *r, const char *name, const struct topic_event **out)
{
	ask_if_needed(r, name);
	if (!r->topic || strcmp(r->topic->name, name) != 0 || !reader_topic_view(r, name)) {
		*out = NULL;
		return 0;
	}
	*out = r->topic->events;
	return r->topic->n_events;
}

bool reader_topic_is_coming(const struct reader *r)
{
	return r->topic_asked != NULL;
}

void reader_take_topic(struct reader *r, struct topic *t)
{
	bool is_wanted = !atomic_load(&t->is_unwanted);

	if (t->err.text[0])
		reader_check_store(r, &t->err);
	r->topic_asked = NULL;
	if (is_wanted) {
		topic_free(r->topic);
		r->topic = t;
	} else {
		topic_free(t);
	}
}

void reader_topic_end(struct reader *r)
{
	if (r->topic_asked)
		atomic_store(&r->topic_asked->is_unwanted, true);
	if (r->gatherers)
		pool_free(r->gatherers);
	topic_free(r->topic);
}

bool reader_follow(struct reader *r, const char *name, const char *filter, struct err *err)
{
	struct err own = ERR_INIT;
	struct str before;
	char *said;
	bool ok;

	if (!name[strspn(name, " ")])
		return err_set(err, _("nothing is said of what to follow"));
	filter_free(filter_parse(filter, NULL, &own));
	if (own.text[0])
		return err_set(err, "%s", own.text);
	said = reader_undo_words(_("Followed %s"), name);
	reader_undo_file_begin(r, &before);
	ok = config_follow(r->paths.subscriptions, name, filter, err);
	reader_undo_file_end(r, &before, ok, said);
	if (!ok)
		return false;
	reader_reload(r);
	return true;
}

bool reader_unfollow(struct reader *r, const char *name, struct err *err)
{
	struct str before;
	char *said;
	bool ok;

	said = reader_undo_words(_("%s is not followed any more"), name);
	reader_undo_file_begin(r, &before);
	ok = config_unfollow(r->paths.subscriptions, name, err);
	reader_undo_file_end(r, &before, ok, said);
	if (!ok)
		return false;
	reader_reload(r);
	return true;
}
