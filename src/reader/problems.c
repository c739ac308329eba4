/* What is wrong with which source, since when, and what still works. */
#include "base/clock.h"
#include "reader/private.h"

#include <string.h>

static struct problem of_config(struct reader *r, const struct config_problem *cp)
{
	const char *slash = cp->file ? strrchr(cp->file, '/') : NULL;
	const char *file = slash ? slash + 1 : cp->file ? cp->file : ""; /* both stand in one folder */
	const char *where = cp->line ? arena_printf(&r->problem_arena, "%s:%d", file, cp->line)
	                             : file;

	return (struct problem){ .kind = PROBLEM_CONFIG, .where = where, .text = cp->text,
		                 .since = TIME_NONE, .good = TIME_NONE, .next_try = TIME_NONE };
}

static bool of_source(struct reader *r, const struct source *s, struct problem *out)
{
	struct source_facts facts;

	reader_source_facts(r, s, &facts);
	if (!facts.problem && !facts.is_frozen)
		return false;
	*out = (struct problem){
		.kind = facts.problem ? PROBLEM_FAILING : PROBLEM_FROZEN,
		.where = s->name,
		.text = facts.problem,
		.since = facts.problem ? facts.last_try : facts.newest,
		.good = facts.last_success,
		.next_try = s->paused || s->problem ? TIME_NONE : facts.next_try,
		.source_id = facts.id,
		.status = facts.status,
		.is_old = !facts.problem,
	};
	return true;
}

size_t reader_problems(struct reader *r, const struct problem **out)
{
	const struct config *c = r->config;
	struct problem *p;
	size_t n = 0;

	arena_clear(&r->problem_arena);
	p = arena_alloc(&r->problem_arena, (c->n_problems + c->n_sources + 1) * sizeof *p);
	for (size_t i = 0; i < c->n_sources; i++)
		n += of_source(r, &c->sources[i], &p[n]) && !p[n].is_old;
	for (size_t i = 0; i < c->n_problems; i++)
		p[n++] = of_config(r, &c->problems[i]);
	for (size_t i = 0; i < c->n_sources; i++)
		n += of_source(r, &c->sources[i], &p[n]) && p[n].is_old;
	*out = p;
	return n;
}
