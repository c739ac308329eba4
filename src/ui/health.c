#include "ui/health.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "ui/when.h"


enum { MINUTE = 60, HOUR = 3600, DAY = 86400 };

/* Today by the clock, else by the day; the clock alone would be taken for today's. */
static void add_content_age(struct str *out, int64_t good, const struct health_now *at)
{
	struct str time = STR_INIT;

	if (when_group(good, at->now, at->offset_s) == 0)
		when_add_clock(&time, good, at->offset_s);
	else
		when_add_date_time(&time, good, at->now, at->offset_s);
	/* TRANSLATORS: what can be read though the source was not reached: a time comes in. */
	str_printf(out, _("what came at %s"), time.data);
	str_release(&time);
}

static void add_next_try(struct str *out, int64_t next_try, int64_t now)
{
	int64_t wait = next_try - now;
	int minutes = (int)((wait + MINUTE - 1) / MINUTE), hours = (int)((wait + HOUR / 2) / HOUR),
	    days = (int)((wait + DAY / 2) / DAY);

	if (wait <= 0)
		str_add(out, _("is tried again at once"));
	else if (wait < 90 * MINUTE)
		str_printf(out, ngettext("tried again in %d minute", "tried again in %d minutes",
		                         (unsigned long)minutes), minutes);
	else if (wait < 36 * HOUR)
		str_printf(out, ngettext("tried again in %d hour", "tried again in %d hours",
		                         (unsigned long)hours), hours);
	else
		str_printf(out, ngettext("tried again in %d day", "tried again in %d days",
		                         (unsigned long)days), days);
}

void health_add_frozen(struct str *out, int64_t newest, const struct health_now *at)
{
	struct str date = STR_INIT;

	when_add_age(&date, newest, at->now, at->offset_s);
	/* TRANSLATORS: of a source that answers well without anything new: a date comes in. */
	str_printf(out, _("no news for long, the newest is of %s"), date.data);
	str_release(&date);
}

void health_add_problem(struct str *out, const struct problem *p, const struct health_now *at)
{
	if (p->kind == PROBLEM_FROZEN) {
		health_add_frozen(out, p->since, at);
		return;
	}
	if (p->kind == PROBLEM_CONFIG || p->since == TIME_NONE) { /* it says all by itself */
		str_add(out, p->text);
		return;
	}
	if (p->good != TIME_NONE) {
		add_content_age(out, p->good, at);
		/* TRANSLATORS: between the parts of a sentence about a source. */
		str_add(out, _("; "));
	}
	/* TRANSLATORS: why a source could not be fetched. */
	str_printf(out, p->status ? _("not fetched: %s") : _("not reached: %s"), p->text);
	if (p->next_try != TIME_NONE) {
		str_add(out, _("; "));
		add_next_try(out, p->next_try, at->now);
	}
}

void health_add(struct str *out, const struct source_facts *facts, const struct health_now *at)
{
	struct problem p = {
		.kind = facts->problem ? PROBLEM_FAILING : PROBLEM_FROZEN,
		.text = facts->problem,
		.since = facts->problem ? facts->last_try : facts->newest,
		.good = facts->last_success,
		.next_try = facts->next_try,
		.status = facts->status,
	};

	if (facts->problem || facts->is_frozen)
		health_add_problem(out, &p, at);
}
