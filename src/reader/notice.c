/*
 * What the reader says in passing: one sentence after the other, each for as long as it takes to read,
 * and what failed reads say. UI thread.
 */
#include "base/array.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "reader/private.h"

#include <stdlib.h>
#include <string.h>

enum { SHOWN_MS = 2500 };

static bool is_said(const struct reader *r, const char *text)
{
	for (size_t i = 0; i < r->n_notices; i++)
		if (!strcmp(r->notices[i], text))
			return true;
	return reader_notice_wait(r) > 0 && text_same(r->shown_notice, text);
}

void reader_say(struct reader *r, char *text)
{
	if (!text || is_said(r, text)) {
		free(text);
		return;
	}
	if (r->n_notices == (r->thread ? NOTICES_MOST : NOTICES_CLI_MOST)) {
		free(r->notices[0]);
		memmove(r->notices, r->notices + 1, --r->n_notices * sizeof *r->notices);
	}
	ARRAY_PUSH(r->notices, r->n_notices, r->cap_notices) = text;
}

int reader_notice_wait(const struct reader *r)
{
	int64_t left = r->notice_until_ms - clock_monotonic_ms();

	/* the command line prints them line by line: nothing is overwritten */
	return r->thread && left > 0 ? (int)left : 0;
}

const char *reader_notice(struct reader *r)
{
	if (!r->n_notices || reader_notice_wait(r) > 0)
		return NULL;
	free(r->shown_notice);
	r->shown_notice = r->notices[0];
	memmove(r->notices, r->notices + 1, --r->n_notices * sizeof *r->notices);
	r->notice_until_ms = clock_monotonic_ms() + SHOWN_MS;
	return r->shown_notice;
}

void reader_release_notices(struct reader *r)
{
	for (size_t i = 0; i < r->n_notices; i++)
		free(r->notices[i]);
	free(r->notices);
	free(r->shown_notice);
}

void reader_check_store(struct reader *r, const struct err *err)
{
	if (!store_is_damaged(r->store)) {
		r->is_mending = false;
		if (err && err->text[0])
			reader_say(r, xstrdup(err->text));
		return;
	}
	if (r->is_mending)
		return;
	r->is_mending = true;
	if (r->worker)
		reader_say(r, xstrdup(_("the database is damaged: what is seen may not be all; it is "
		                        "being mended")));
	else
		reader_say(r, xstrdup(_("the database is damaged: what is seen may not be all; haowai "
		                        "mends it at its next start")));
	reader_post(r, message_new(ORDER_MEND));
}
