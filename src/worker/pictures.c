/* A picture somebody wants to see: downloaded for him, one at a time, and kept nowhere. */
#include "worker/refresh.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/url.h"

#include <stdlib.h>

static void tell(struct worker *w, uint32_t serial, struct fetch_answer *a, const char *problem)
{
	struct message *m = message_new(NEWS_PICTURE);

	m->serial = serial;
	m->flag = !problem;
	if (problem) {
		m->text = xstrdup(problem);
	} else {
		m->n = a->body.len;
		m->text = str_take(&a->body);
	}
	queue_post(w->news, m);
}

void refresh_picture(struct worker *w, const struct message *m)
{
	struct arena arena = ARENA_INIT;
	struct item item;
	struct download *d;

	if (w->picture)
		fetcher_cancel(w->fetcher, w->picture);
	w->picture = NULL;
	if (m->text && url_is_web(m->text) && refresh_open_fetcher(w)) {
		d = xcalloc(1, sizeof *d);
		d->picture = m->serial;
		d->item_id = m->ids[0];
		if (store_item(w->store, d->item_id, &arena, &item))
			d->page_of = refresh_source_of(w, item.source_id);
		d->link = xstrdup(m->text);
		w->picture = d;
		refresh_ask(w, d);
	} else if (m->text) {
		tell(w, m->serial, NULL, _("this picture has no address that can be fetched"));
	}
	arena_release(&arena);
}

void refresh_picture_refused(struct worker *w, const struct message *m, const char *why)
{
	tell(w, m->serial, NULL, why);
}

void refresh_picture_came(struct worker *w, struct download *d, struct fetch_answer *a)
{
	if (w->picture == d)
		w->picture = NULL;
	if (a->outcome == FETCH_OK)
		tell(w, d->picture, a, NULL);
	else if (a->outcome == FETCH_TOO_LARGE)
		tell(w, d->picture, a, _("the picture is larger than 10 MB"));
	else if (a->outcome != FETCH_CANCELLED)
		tell(w, d->picture, a, a->err.text[0] ? a->err.text : _("no usable answer"));
	fetch_answer_free(a);
	download_free(d);
}
