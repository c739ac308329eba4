/* From what is wanted to requests: by the address that counts now, with what lets a source in. */
#include "base/array.h"
#include "base/mem.h"
#include "base/url.h"
#include "worker/refresh.h"
#include "worker/request.h"

#include <stdlib.h>

void download_free(struct download *d)
{
	lookup_free(d->lookup);
	free(d->wants);
	free(d->link);
	page_parts_free(d->parts);
	free(d);
}

/* What was last seen of the address, when all who want it have seen the same of it: else the answer "not
 * changed" would be wrong for one of them. */
static bool state_of_all(struct worker *w, const struct download *d, struct arena *a,
                         struct source_state *out)
{
	struct source_state other;

	if (!store_source_state(w->store, d->wants[0].id, a, out))
		return false;
	for (size_t i = 1; i < d->n_wants; i++)
		if (!store_source_state(w->store, d->wants[i].id, a, &other) ||
		    !text_same(other.etag, out->etag) ||
		    !text_same(other.last_modified, out->last_modified) ||
		    !text_same(other.moved_to, out->moved_to))
			return false;
	return true;
}

static const struct source *source_of(const struct download *d)
{
	return d->item_id ? d->page_of : d->wants[0].source;
}

static void send_request(struct worker *w, struct download *d)
{
	struct arena a = ARENA_INIT;
	struct source_state state = { 0 };
	struct fetch_request request;
	struct err err = ERR_INIT;
	bool good = d->item_id ? request_of_page(&request, d->link, d->page_of, &w->secrets, &a, &err)
	                       : request_of_source(&request, source_of(d), &w->secrets, &a, &err);

	request.context = d;
	request.limit = d->picture ? PICTURE_LIMIT : 0;
	if (good && !d->item_id && state_of_all(w, d, &a, &state)) {
		request.etag = state.etag;
		request.last_modified = state.last_modified;
		if (state.moved_to)
			request.url = state.moved_to;
	}
	w->in_flight++;
	if (good)
		fetcher_add(w->fetcher, &request);
	else
		refresh_take_refusal(w, d, &err);
	arena_release(&a);
}

/* --- a command is waited for --------------------------------------------------------------------------- */

static void run_command(struct message *m)
{
	struct err err = ERR_INIT;

	m->text = secret_of_command(m->name, &err);
	m->flag = m->text != NULL;
	if (!m->flag)
		m->text = xstrdup(err.text);
}

static void start_command(struct worker *w, const char *command)
{
	struct message *m = message_new(RESULT_SECRET);

	secrets_add(&w->secrets, command);
	m->name = xstrdup(command);
	worker_give(w, m, run_command);
}

void refresh_ask(struct worker *w, struct download *d)
{
	const struct source *s = source_of(d);
	const struct secret *secret;

	if (!s || !s->auth_command || (d->item_id && !request_is_at_home(d->link, s))) {
		send_request(w, d);
		return;
	}
	secret = secrets_find(&w->secrets, s->auth_command);
	if (secret && secret->is_known) {
		send_request(w, d);
		return;
	}
	if (!secret)
		start_command(w, s->auth_command);
	ARRAY_PUSH(w->held, w->n_held, w->cap_held) = d;
}

void refresh_take_secret(struct worker *w, struct message *m)
{
	struct err err = ERR_INIT;
	size_t kept = 0, n = w->n_held;

	w->parsing--;
	if (!m->flag)
		err_set(&err, "%s", m->text);
	secrets_learn(&w->secrets, m->name, m->flag ? m->text : NULL, &err);
	if (m->flag)
		m->text = NULL;
	for (size_t i = 0; i < n; i++) {
		struct download *d = w->held[i];

		if (w->store && text_same(source_of(d)->auth_command, m->name))
			send_request(w, d);
		else
			w->held[kept++] = d;
	}
	w->n_held = kept;
}

void refresh_drop_held(struct worker *w)
{
	while (w->n_held) {
		w->in_flight++;
		refresh_take_refusal(w, w->held[--w->n_held], NULL);
	}
	free(w->held);
	w->held = NULL;
	w->cap_held = 0;
}
