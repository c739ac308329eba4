/*
 * Alerts: what is new and wanted. Hits are kept in the database with the article itself; at the end of a
 * fetch the reader is told once, and the user's commands are started, with the facts as arguments and
 * environment, never through a shell. Part of the worker and its thread.
 */
#ifndef WORKER_ALERTS_H
#define WORKER_ALERTS_H

#include "base/proc.h"
#include "config/config.h"
#include "model/hot.h"

struct worker;
struct judged;

/* Something an alert was set off by, until it is told; owns its text. */
struct alert_due {
	const struct config_alert *alert;
	char *title, *link, *source, *name;
};

struct alerts {
	struct alert_due *due;
	size_t n, cap;
	size_t n_more;           /* beyond the ceiling: listed, not told one by one */
};

/* Note that these alerts were set off. */
void alerts_note(struct worker *w, const char *const *names, size_t n, const char *title,
                 const char *link, const char *source);
/* A hot list was saved and has changed: see whether what entered it sets off any. */
void alerts_look_at_hot(struct worker *w, int64_t source_id);
/* The fetch is over: tell the reader, start the commands. */
void alerts_tell(struct worker *w);
/* Forget what is due: it could not be kept, or the configuration is another. */
void alerts_drop(struct worker *w);

/* Whether it is quiet at that moment of the user's day. */
bool alert_is_quiet(const struct config_alert *a, int64_t now, int offset_s);
/* The command's words with the facts in their places: %title %link %source %name, %% is a percent
 * sign; and the facts as HAOWAI_… lines. What is put in is clean and of bounded length. Lists as of
 * proc_words(); false when there is no command. */
bool alert_job(const struct alert_due *d, struct proc_job *out);

#endif
