#include "search/query.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "text/fold.h"
#include "text/utf8.h"

/* --- signs ---------------------------------------------------------------------------------------- */

/* What an input method sends for a sign at the beginning of a term, as the sign itself; 0: no sign. */
static char sign_of(uint32_t cp)
{
	static const char signs[] = "-!+#=:@^>/|\"";

	if (cp >= 0xff01 && cp <= 0xff5e)
		cp = cp - 0xff01 + '!';
	else if (cp == 0x2014)      /* —— */
		cp = '-';
	else if (cp == 0x2026)      /* …… */
		cp = '^';
	else if (cp == 0x300b)      /* 》 */
		cp = '>';
	else if (cp == 0x201c || cp == 0x201d)
		cp = '"';
	return cp > 0 && cp < 0x80 && strchr(signs, (int)cp) ? (char)cp : 0;
}

static char sign_at(const char *p, const char *end, size_t *len)
{
	uint32_t cp;

	if (p >= end)
		return 0;
	*len = utf8_decode(p, end, &cp);
	return sign_of(cp);
}

static bool is_blank(const char *p, const char *end, size_t *len)
{
	uint32_t cp;

	*len = utf8_decode(p, end, &cp);
	return cp <= ' ' || cp == 0x3000 || cp == 0xa0;
}

/* --- terms ---------------------------------------------------------------------------------------- */

struct reading {
	struct search_query *q;
	struct search_group *g;
	struct str filter;      /* the group's terms with operators */
	const struct filter_context *context;
	struct err *err;
};

/* The end of the term at p: a blank outside quotes, and outside /…/ where it begins one. */
static const char *term_end(const char *p, const char *end, bool is_regex)
{
	bool quoted = false;
	size_t len = 0, skip = 0;

	if (is_regex)
		for (sign_at(p, end, &len), p += len; p < end && !skip; p += len)
			skip = sign_at(p, end, &len) == '/' ? len : 0;
	while (p < end) {
		if (sign_at(p, end, &len) == '"')
			quoted = !quoted;
		if (!quoted && is_blank(p, end, &len))
			break;
		p += len;
	}
	return p;
}

static void add_word(struct reading *r, struct slice text, bool negated)
{
	struct search_query *q = r->q;
	struct str folded = STR_INIT;

	text_fold(&folded, text);
	if (folded.len && q->n_words < SEARCH_WORDS_MOST) {
		struct slice word = slice_make(arena_strndup(&q->arena, folded.data, folded.len),
		                               folded.len);

		needle_init(&q->words[q->n_words++], word);
		if (!negated)
			q->shown[q->n_shown++] = word;
	}
	str_release(&folded);
}

/* `a|"b c"`: one word after the other; a text in quotes is one word, blanks and all. */
static void add_words(struct reading *r, const char *p, const char *end, bool negated)
{
	struct search_term term = { .first = r->q->n_words, .negated = negated };
	struct str word = STR_INIT;
	bool quoted = false;
	size_t len = 0;

	for (;; p += len) {
		char sign = sign_at(p, end, &len);

		if (p >= end || (sign == '|' && !quoted)) {
			add_word(r, str_slice(&word), negated);
			str_clear(&word);
			if (p >= end)
				break;
		} else if (sign == '"') {
			quoted = !quoted;
		} else {
			str_append(&word, p, len);
		}
	}
	str_release(&word);
	term.n = r->q->n_words - term.first;
	if (term.n)
		r->g->terms[r->g->n++] = term;
}

/* An operator anywhere in `a|+b` makes it the filter's, where a means headline, source or tag. */
static bool is_filters(const char *p, const char *end)
{
	bool begins = true, quoted = false;
	size_t len = 0;

	for (; p < end; p += len) {
		char sign = sign_at(p, end, &len);

		if (begins && sign && !strchr("-!|\"", sign))
			return true;
		quoted ^= sign == '"';
		begins = !quoted && (sign == '|' || (begins && (sign == '-' || sign == '!')));
	}
	return false;
}

/* --- groups --------------------------------------------------------------------------------------- */

/* The term to look for in whole rows: few words, long ones. */
static size_t best_driver(const struct search_query *q, const struct search_group *g)
{
	size_t best = g->n, best_cost = SIZE_MAX;

	for (size_t i = 0; i < g->n; i++) {
		const struct search_term *t = &g->terms[i];
		size_t shortest = SIZE_MAX, cost;

		if (t->negated)
			continue;
		for (size_t k = t->first; k < t->first + t->n; k++)
			if (q->words[k].word.len < shortest)
				shortest = q->words[k].word.len;
		cost = t->n * 64 - (shortest < 60 ? shortest : 60);
		if (cost < best_cost) {
			best = i;
			best_cost = cost;
		}
	}
	return best;
}

static void end_group(struct reading *r)
{
	struct search_group *g = r->g;

	if (r->filter.len) {
		struct err err = ERR_INIT;

		g->filter = filter_parse(r->filter.data, r->context, &err);
		if (err.text[0] && r->err && !r->err->text[0])
			err_set(r->err, "%s", err.text);
		if ((size_t)filter_limit(g->filter) > r->q->limit)
			r->q->limit = (size_t)filter_limit(g->filter);
		if (filter_is_empty(g->filter)) {
			filter_free(g->filter);
			g->filter = NULL;
		}
	}
	str_clear(&r->filter);
	if (!g->n && !g->filter && !r->q->limit) {
		memset(g, 0, sizeof *g);
		return;
	}
	g->driver = best_driver(r->q, g);
	if (r->q->n_groups + 1 < SEARCH_GROUPS_MOST)
		r->g = &r->q->groups[++r->q->n_groups];
	else
		r->q->n_groups = SEARCH_GROUPS_MOST;
}

static void take_term(struct reading *r, const char *p, const char *end)
{
	const char *start = p;
	bool negated = false;
	size_t len = 0;
	char sign;

	while ((sign = sign_at(p, end, &len)) == '-' || sign == '!') {
		negated = true;
		p += len;
	}
	if (is_filters(p, end)) {
		str_add(&r->filter, r->filter.len ? " " : "");
		str_append(&r->filter, start, (size_t)(end - start));
	} else if (p < end && r->g->n < SEARCH_WORDS_MOST) {
		add_words(r, p, end, negated);
	}
}

struct search_query *search_query_parse(const char *expression,
                                        const struct filter_context *context, struct err *err)
{
	struct search_query *q = xcalloc(1, sizeof *q);
	struct reading r = { .q = q, .g = q->groups, .context = context, .err = err };
	const char *p = expression, *end = p + strlen(p);
	size_t len = 0;

	str_init_limit(&r.filter, 4096);
	while (p < end && q->n_groups < SEARCH_GROUPS_MOST) {
		const char *after, *q_from = p;
		char sign;

		if (is_blank(p, end, &len)) {
			p += len;
			continue;
		}
		while ((sign = sign_at(q_from, end, &len)) == '-' || sign == '!')
			q_from += len;
		sign = sign_at(q_from, end, &len);
		after = term_end(q_from, end, sign == '/');
		if (sign == '|' && q_from == p && after == p + len)
			end_group(&r);
		else
			take_term(&r, p, after);
		p = after;
	}
	if (q->n_groups < SEARCH_GROUPS_MOST)
		end_group(&r);
	if (q->n_words == SEARCH_WORDS_MOST && err && !err->text[0])
		err_set(err, _("the search is too long; its end is left out"));
	str_release(&r.filter);
	return q;
}

void search_query_free(struct search_query *q)
{
	if (!q)
		return;
	for (size_t i = 0; i < SEARCH_GROUPS_MOST; i++)
		filter_free(q->groups[i].filter);
	arena_release(&q->arena);
	free(q);
}

/* --- matching ------------------------------------------------------------------------------------- */

static bool term_stands(const struct search_query *q, const struct search_term *t, struct slice text)
{
	for (size_t i = t->first; i < t->first + t->n; i++)
		if (text.len >= q->words[i].word.len &&
		    needle_find(&q->words[i], text.data, text.data + text.len))
			return true;
	return false;
}

enum search_kind search_group_match(const struct search_query *q, const struct search_group *g,
                                    struct slice text, size_t title_len)
{
	struct slice title = slice_make(text.data, title_len);
	bool in_title = g->driver < g->n;

	for (size_t i = 0; i < g->n; i++) {
		const struct search_term *t = &g->terms[i];

		if (term_stands(q, t, text) == t->negated)
			return SEARCH_NONE;
		in_title = in_title && (t->negated || term_stands(q, t, title));
	}
	return in_title ? SEARCH_IN_TITLE : SEARCH_IN_TEXT;
}
