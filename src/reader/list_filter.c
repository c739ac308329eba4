/*
 * The filter of a list: the place's own and the one that is typed, and the rows they let through.
 */
#include "base/clock.h"
#include "base/mem.h"
#include "reader/list_parts.h"

#include <stdlib.h>
#include <string.h>

/* The item of folded row i if it was read already: rows are in the same order. */
static struct item *loaded(const struct list *l, size_t i)
{
	return i < l->n_rows && l->rows[i]->id == filter_rows_id(l->folded, i) ? l->rows[i] : NULL;
}

void list_forget_shown(struct list *l)
{
	reader_fold_clear(l);
	free(l->shown);
	l->shown = NULL;
	l->n_shown = 0;
}

/* A view is its filter; the prompt's narrows it further. */
static const char *view_filter(const struct reader *r)
{
	if (r->list.place.kind == PLACE_VIEW)
		for (size_t i = 0; i < r->config->n_views; i++)
			if (!strcmp(r->config->views[i].name, r->list.place.name))
				return r->config->views[i].filter;
	return NULL;
}

static const struct filter_tags *tags_in_use(struct reader *r)
{
	struct list *l = &r->list;
	struct tag_count *tags;
	struct arena a = ARENA_INIT;
	const char **names;
	size_t n;

	if (l->filter_tags)
		return l->filter_tags;
	n = store_tags(r->store, &a, reader_hidden_source(r), &tags);
	names = arena_alloc(&a, (n + 1) * sizeof *names);
	for (size_t i = 0; i < n; i++)
		names[i] = tags[i].name;
	l->filter_tags = filter_tags_new(names, n);
	arena_release(&a);
	return l->filter_tags;
}

static struct filter_context context_of(struct reader *r)
{
	struct filter_context context = { .now = clock_now(), .last_visit = r->last_visit,
	                                  .by_sound = true };

	context.local_offset_s = clock_local_offset(context.now);
	context.renamed = rules_tag_map(reader_rules(r));
	if (r->list.filter_text[0] || view_filter(r))
		context.tags = tags_in_use(r);
	return context;
}

/* How many rows the place itself has: of a view, those that its own filter lets pass. */
static void count_view(struct reader *r)
{
	struct list *l = &r->list;
	struct filter_context context;
	struct filter *view;
	size_t limit;

	if (l->counted_view || !view_filter(r))
		return;
	context = context_of(r);
	view = filter_parse(view_filter(r), &context, NULL);
	l->n_in_view = filter_rows_matching(l->folded, view);
	limit = (size_t)filter_limit(view);
	if (limit && l->n_in_view > limit)
		l->n_in_view = limit;
	l->counted_view = true;
	filter_free(view);
}

void reader_list_show_filtered(struct reader *r)
{
	struct list *l = &r->list;
	const uint32_t *passed;
	size_t n;

	list_forget_shown(l);
	if (!l->filter || filter_is_empty(l->filter))
		return;
	reader_list_fold_rows(r);
	count_view(r);
	n = filter_rows_pass(l->folded, l->filter, &passed);
	if (filter_limit(l->filter) && n > (size_t)filter_limit(l->filter))
		n = (size_t)filter_limit(l->filter);
	l->shown = xcalloc(n + 1, sizeof *l->shown);
	for (size_t i = 0; i < n; i++)
		l->shown[i] = (struct shown_row){
			filter_rows_id(l->folded, passed[i]), loaded(l, passed[i]),
			filter_rows_is_read(l->folded, passed[i]),
		};
	l->n_shown = n;
}

void list_forget_tags(struct list *l)
{
	filter_tags_free(l->filter_tags);
	l->filter_tags = NULL;
}

struct filter *reader_list_compile(struct reader *r, struct err *err)
{
	struct list *l = &r->list;
	struct filter_context context = context_of(r);
	struct filter *f = filter_parse(l->filter_text, &context, err);
	if (view_filter(r))
		filter_within(f, filter_parse(view_filter(r), &context, NULL));
	return f;
}

void list_set_filter_text(struct list *l, const char *expression)
{
	char *copy = xstrdup(expression);

	free(l->filter_text);
	l->filter_text = copy;
}

/* A regular expression that is none yet keeps what was shown before it. */
void reader_list_filter(struct reader *r, const char *expression, struct err *err)
{
	struct list *l = &r->list;
	struct filter *former = l->filter, *f;
	bool asks;

	list_set_filter_text(l, expression);
	f = reader_list_compile(r, err);
	if (former && filter_is_broken(f)) {
		filter_free(f);
		return;
	}
	l->filter = f;
	asks = filter_asks_for_muted(f);
	if (asks != l->has_muted) {
		l->has_muted = asks;
		reader_list_reload(r);
	} else {
		reader_list_show_filtered(r);
	}
	filter_free(former);
	reader_hot_refilter(r);
}

const char *reader_list_filter_text(const struct reader *r)
{
	return r->list.filter_text ? r->list.filter_text : "";
}

const struct filter *reader_list_filter_compiled(const struct reader *r)
{
	return r->list.filter;
}
