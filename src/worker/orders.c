#include "worker/orders.h"
#include "base/array.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "worker/refresh.h"

#include <stdlib.h>
#include <string.h>

enum {
	KEPT_EVERY_MS = 250,
	KEPT_TOLD_MS = 5000,                   /* what is kept longer than that is told of */
	ORDER_PATIENCE_MS = 100,               /* the lock of another process is not waited for longer */
	SAVE_PATIENCE_MS = 5000,
};

/* Marks, and what they changed is noted. */
static bool write_marks(struct worker *w, const struct message *m, struct err *err)
{
	struct changes *changes = changes_log_of(&w->changes, m->serial);
	bool ok;

	store_note_changes(w->store, changes);
	if (m->kind == ORDER_READ)
		ok = store_mark_read(w->store, m->ids, m->n, m->flag, err);
	else if (m->kind == ORDER_STAR)
		ok = store_mark_starred(w->store, m->ids, m->n, m->flag, err);
	else
		ok = m->flag ? store_tag_add(w->store, m->ids, m->n, m->text, err)
		             : store_tag_remove(w->store, m->ids, m->n, m->text, err);
	store_note_changes(w->store, NULL);
	if (ok)
		changes_end(changes);
	return ok;
}

static bool undo(struct worker *w, const struct message *m, struct err *err)
{
	uint32_t serial = (uint32_t)m->ids[0];
	struct changes *changes = m->flag ? changes_log_find(&w->changes, serial) : NULL;
	bool ok;

	if (changes && changes->n) /* it failed half way */
		changes_end(changes);
	ok = !changes || store_undo(w->store, changes, err);
	if (ok)
		changes_log_forget(&w->changes, serial);
	return ok;
}

/* Orders that write: committed alone and at once, so that a mark never waits for a batch. */
static bool write_order(struct worker *w, const struct message *m, struct err *err)
{
	switch (m->kind) {
	case ORDER_READ:
	case ORDER_STAR:
	case ORDER_TAG:
		return write_marks(w, m, err);
	case ORDER_UNDO:
		return undo(w, m, err);
	case ORDER_NOTE:
		return store_note_set(w->store, m->name, m->text, err);
	case ORDER_FORGET:
		return store_source_remove(w->store, m->ids[0], err);
	default:
		return true;
	}
}

static bool is_silent(const struct message *m)
{
	return m->kind == ORDER_NOTE || (m->kind == ORDER_UNDO && !m->flag);
}

static void tell_done(struct worker *w, const struct message *m, bool committed)
{
	struct message *done = message_new(NEWS_DONE);

	done->flag = committed;
	done->serial = m->serial;
	done->changed = is_silent(m) ? 0 : CHANGED_ITEMS | CHANGED_SOURCES;
	if (m->kind == ORDER_UNDO && m->flag)
		done->changed |= CHANGED_BACK;
	queue_post(w->news, done);
}

/* True when it need not be tried again: it is committed, or will never be. */
static bool try_order(struct worker *w, const struct message *m, bool is_last, struct err *err)
{
	bool committed;

	if (!w->store && !is_last)
		return false;
	if (w->store)
		store_set_patience(w->store, is_last ? SAVE_PATIENCE_MS : ORDER_PATIENCE_MS);
	committed = w->store ? write_order(w, m, err)
	                     : err_set(err, _("the damaged database could not be mended"));
	if (w->store)
		store_set_patience(w->store, SAVE_PATIENCE_MS);
	if (!committed && !is_last && (store_failure_passes(w->store) || store_is_damaged(w->store)))
		return false;
	if (!committed)
		worker_failure(w, err->text);
	tell_done(w, m, committed);
	return true;
}

/* A mark is on screen already: only when it waits long is that worth a word, and once. */
static void tell_kept(struct worker *w, const struct err *err)
{
	if (w->kept_since_ms && err->text[0] &&
	    clock_monotonic_ms() - w->kept_since_ms >= KEPT_TOLD_MS) {
		worker_failure(w, err->text);
		w->kept_since_ms = 0;
	}
}

void orders_write_kept(struct worker *w, bool is_last)
{
	size_t n = 0;
	struct err err = ERR_INIT;

	while (n < w->n_kept && try_order(w, w->kept[n], is_last, &err))
		message_free(w->kept[n++]);
	if (n < w->n_kept)
		tell_kept(w, &err);
	if (n)
		memmove(w->kept, w->kept + n, (w->n_kept - n) * sizeof *w->kept);
	w->n_kept -= n;
	w->next_kept_ms = clock_monotonic_ms() + KEPT_EVERY_MS;
	if (is_last)
		free(w->kept);
}

void orders_take(struct worker *w, struct message *m)
{
	struct err err = ERR_INIT;

	refresh_commit(w);
	/* not before those that came earlier: the last word on an article is the one that counts */
	if (!w->n_kept && try_order(w, m, false, &err)) {
		message_free(m);
		return;
	}
	if (!w->n_kept) {
		w->kept_since_ms = clock_monotonic_ms();
		w->next_kept_ms = w->kept_since_ms + KEPT_EVERY_MS;
	}
	ARRAY_PUSH(w->kept, w->n_kept, w->cap_kept) = m;
}
