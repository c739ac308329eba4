#include "worker/alerts.h"
#include "base/array.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/path.h"
#include "text/clean.h"
#include "worker/private.h"

#include <stdlib.h>
#include <string.h>

enum {
	DUE_MOST = 20,          /* told one by one, of a fetch */
	COMMANDS_AT_ONCE = 4,
	COMMAND_TIMEOUT_S = 30,
	FACT_BYTES_MOST = 2048,
};

/* --- noting ------------------------------------------------------------------------------------------ */

/* One line without control characters, cut at a character's border. */
static char *fact(const char *text)
{
	char *clean = text_cleaned(text ? text : "", CLEAN_LINE);
	size_t n = strlen(clean);

	if (n > FACT_BYTES_MOST) {
		for (n = FACT_BYTES_MOST; n && (clean[n] & 0xc0) == 0x80;)
			n--;
		clean[n] = '\0';
	}
	return clean;
}

static const struct config_alert *alert_of_name(const struct config *c, const char *name)
{
	for (size_t i = 0; i < c->n_alerts; i++)
		if (!strcmp(c->alerts[i].name, name))
			return &c->alerts[i];
	return NULL;
}

void alerts_note(struct worker *w, const char *const *names, size_t n, const char *title,
                 const char *link, const char *source)
{
	struct alerts *a = &w->alerts;

	for (size_t i = 0; i < n; i++) {
		const struct config_alert *alert = alert_of_name(w->config, names[i]);

		if (!alert)
			continue;
		if (a->n == DUE_MOST) {
			a->n_more++;
			continue;
		}
		ARRAY_PUSH(a->due, a->n, a->cap) = (struct alert_due){
			alert, fact(title), fact(link), fact(source), fact(names[i])
		};
	}
}

static void look_at_entry(struct worker *w, const struct hot_entry *e, struct arena *a)
{
	const char **names;
	size_t n = rules_alerts_of_hot(w->judging.rules, e, a, &names);

	for (size_t i = 0; i < n; i++) {
		struct alert_hit hit = { .time = clock_now(), .name = names[i], .hot_id = e->id,
			                 .title = e->title, .link = e->link, .source = e->list };
		bool is_new = false;

		if (store_alert_add(w->store, &hit, &is_new, NULL) && is_new)
			alerts_note(w, &names[i], 1, e->title, e->link, e->list);
	}
}

void alerts_look_at_hot(struct worker *w, int64_t source_id)
{
	struct arena a = ARENA_INIT;
	struct hot_list *lists;

	if (!w->config->n_alerts || !store_hot(w->store, &source_id, 1, false, &a, &lists))
		return;
	for (size_t i = 0; i < lists->n_entries; i++)
		if (lists->entries[i].state == HOT_NEW || lists->entries[i].state == HOT_BACK)
			look_at_entry(w, &lists->entries[i], &a);
	arena_release(&a);
}

void alerts_drop(struct worker *w)
{
	struct alerts *a = &w->alerts;

	for (size_t i = 0; i < a->n; i++) {
		free(a->due[i].title);
		free(a->due[i].link);
		free(a->due[i].source);
		free(a->due[i].name);
	}
	free(a->due);
	*a = (struct alerts){ 0 };
}

/* --- telling ----------------------------------------------------------------------------------------- */

bool alert_is_quiet(const struct config_alert *a, int64_t now, int offset_s)
{
	struct civil c = civil_from_utc(now, offset_s);
	int minute = c.hour * 60 + c.minute;

	if (a->quiet[0] == a->quiet[1])
		return false;
	if (a->quiet[0] < a->quiet[1])
		return minute >= a->quiet[0] && minute < a->quiet[1];
	return minute >= a->quiet[0] || minute < a->quiet[1];
}

/* Put the facts into one word. What a fact holds is not looked at again: a title with %link in it stays
 * what it is. */
static char *fill_word(const char *word, const struct alert_due *d)
{
	const struct {
		const char *name, *value;
	} facts[] = {
		{ "%title", d->title }, { "%link", d->link }, { "%source", d->source },
		{ "%name", d->name },   { "%%", "%" },
	};
	struct str out = STR_INIT;

	while (*word) {
		size_t i = 0;

		while (i < ARRAY_LENGTH(facts) && strncmp(word, facts[i].name, strlen(facts[i].name)))
			i++;
		if (i < ARRAY_LENGTH(facts)) {
			str_add(&out, facts[i].value);
			word += strlen(facts[i].name);
		} else {
			str_add_char(&out, *word++);
		}
	}
	return str_take(&out);
}

static char *variable(const char *name, const char *value)
{
	struct str out = STR_INIT;

	str_printf(&out, "HAOWAI_%s=%s", name, value);
	return str_take(&out);
}

bool alert_job(const struct alert_due *d, struct proc_job *out)
{
	char **words = d->alert->command ? proc_words(d->alert->command, NULL) : NULL;

	if (!words || !words[0]) {
		proc_words_free(words);
		return false;
	}
	for (char **w = words; *w; w++) {
		char *filled = fill_word(*w, d);

		free(*w);
		*w = filled;
	}
	out->argv = words;
	out->env = xcalloc(5, sizeof *out->env);
	out->env[0] = variable("TITLE", d->title);
	out->env[1] = variable("LINK", d->link);
	out->env[2] = variable("SOURCE", d->source);
	out->env[3] = variable("NAME", d->name);
	return true;
}

static void start_commands(struct worker *w, int64_t now, int offset_s)
{
	struct proc_job jobs[DUE_MOST];
	char *lock = path_join(w->paths->state, "alerts.lock");
	struct proc_limits limits = { COMMANDS_AT_ONCE, COMMAND_TIMEOUT_S, lock };
	struct err err = ERR_INIT;
	size_t n = 0;

	for (size_t i = 0; i < w->alerts.n; i++)
		if (!alert_is_quiet(w->alerts.due[i].alert, now, offset_s))
			n += alert_job(&w->alerts.due[i], &jobs[n]);
	if (n && !proc_start_jobs(jobs, n, &limits, &err))
		worker_notice(w, err.text);
	for (size_t i = 0; i < n; i++) {
		proc_words_free(jobs[i].argv);
		proc_words_free(jobs[i].env);
	}
	free(lock);
}

/* One message a fetch: "Name: title", and how many more. */
static void tell_reader(struct worker *w, int64_t now, int offset_s)
{
	const struct alerts *a = &w->alerts;
	const struct alert_due *first = NULL;
	struct message *m = message_new(NEWS_ALERT);
	struct str text = STR_INIT;
	size_t n = a->n_more;

	for (size_t i = 0; i < a->n; i++) {
		const struct alert_due *d = &a->due[i];

		if (alert_is_quiet(d->alert, now, offset_s))
			continue;
		m->flag |= d->alert->bell;
		if (!m->changed)
			m->changed = (unsigned)d->alert->notify;
		if (!first)
			first = d;
		n++;
	}
	if (first) {
		/* TRANSLATORS: an alert's name, then the headline that set it off. */
		str_printf(&text, _("%s: %s"), first->name, first->title);
		if (n > 1)
			str_printf(&text, _(" (and %d more)"), (int)n - 1);
		m->text = str_take(&text);
		queue_post(w->news, m);
	} else {
		message_free(m);
	}
}

void alerts_tell(struct worker *w)
{
	int64_t now = clock_now();
	int offset_s = clock_local_offset(now);

	if (!w->alerts.n)
		return;
	tell_reader(w, now, offset_s);
	start_commands(w, now, offset_s);
	alerts_drop(w);
}
