#define PCRE2_CODE_UNIT_WIDTH 8
#include "filter/regex.h"
#include "base/array.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "text/fold.h"
#include "text/utf8.h"

#include <pcre2.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum {
	/* A title takes some hundred steps; 100,000 of them with all of these are 2 to 3 s. */
	MATCH_LIMIT = 2000,
	DEPTH_LIMIT = 1000,
	HEAP_LIMIT_KB = 1024,
	PATTERN_LIMIT = 1000, /* bytes of the compiled one's source */
	PARENS_LIMIT = 20,
};

struct filter_regex {
	pcre2_code *code;
	pcre2_match_context *limits;
	pcre2_match_data *match; /* whoever raises busy uses it; others make their own */
	atomic_flag *busy;
};

static bool is_ascii_sign(unsigned char c)
{
	return c < 0x80 && !ascii_is_alpha(c) && !ascii_is_digit(c) && c > ' ';
}

/* Fold what is not ASCII, a character at a time: the rest has a meaning of its own (\S is not \s), and
 * PCRE2 knows case. A full-width sign that folds to an ASCII one is meant as a character. */
static void fold_pattern(struct slice pattern, struct str *out)
{
	const char *p = pattern.data, *end = p + pattern.len;
	struct str folded = STR_INIT;

	while (p < end) {
		uint32_t cp;
		size_t n = utf8_decode(p, end, &cp);

		str_clear(&folded);
		if (cp < 0x80)
			str_append(&folded, p, n);
		else
			text_fold(&folded, slice_make(p, n));
		if (cp >= 0x80 && folded.len == 1 && is_ascii_sign((unsigned char)folded.data[0]))
			str_add_char(out, '\\');
		str_add_slice(out, str_slice(&folded));
		p += n;
	}
	str_release(&folded);
}

static pcre2_code *compile(struct slice text, int *code, size_t *at)
{
	pcre2_compile_context *limits = pcre2_compile_context_create(NULL);
	pcre2_code *compiled;

	pcre2_set_max_pattern_length(limits, PATTERN_LIMIT);
	pcre2_set_parens_nest_limit(limits, PARENS_LIMIT);
	compiled = pcre2_compile((PCRE2_SPTR)text.data, text.len,
	                         PCRE2_UTF | PCRE2_UCP | PCRE2_CASELESS | PCRE2_NEVER_BACKSLASH_C,
	                         code, at, limits);
	pcre2_compile_context_free(limits);
	return compiled;
}

struct filter_regex *filter_regex_new(struct slice pattern, struct err *err)
{
	struct str folded = STR_INIT;
	struct filter_regex *r;
	PCRE2_UCHAR reason[120];
	PCRE2_SIZE at = 0;
	int code = 0;
	pcre2_code *compiled;

	fold_pattern(pattern, &folded);
	compiled = compile(str_slice(&folded), &code, &at);
	str_release(&folded);
	if (!compiled) {
		pcre2_get_error_message(code, reason, sizeof reason);
		err_set(err, _("/%.*s/ is no regular expression: %s"),
		        (int)pattern.len, pattern.data, (const char *)reason);
		return NULL;
	}
	/* Where the system forbids it the interpreter does the same, slower. */
	pcre2_jit_compile(compiled, PCRE2_JIT_COMPLETE);
	r = xcalloc(1, sizeof *r);
	r->code = compiled;
	r->busy = xcalloc(1, sizeof *r->busy);
	atomic_flag_clear(r->busy);
	r->limits = pcre2_match_context_create(NULL);
	r->match = pcre2_match_data_create_from_pattern(compiled, NULL);
	if (!r->limits || !r->match)
		abort();
	pcre2_set_match_limit(r->limits, MATCH_LIMIT);
	pcre2_set_depth_limit(r->limits, DEPTH_LIMIT);
	pcre2_set_heap_limit(r->limits, HEAP_LIMIT_KB);
	return r;
}

void filter_regex_free(struct filter_regex *r)
{
	if (!r)
		return;
	pcre2_match_data_free(r->match);
	pcre2_match_context_free(r->limits);
	pcre2_code_free(r->code);
	free(r->busy);
	free(r);
}

static bool search(const struct filter_regex *r, struct slice text, size_t from, uint32_t options,
                   struct text_range *hit)
{
	bool own = atomic_flag_test_and_set_explicit(r->busy, memory_order_acquire);
	pcre2_match_data *match = own ? pcre2_match_data_create_from_pattern(r->code, NULL)
	                              : r->match;
	/* Folded text is valid by the way it is made. */
	int found = pcre2_match(r->code, (PCRE2_SPTR)(text.data ? text.data : ""), text.len, from,
	                        PCRE2_NO_UTF_CHECK | options, match, r->limits);

	if (found >= 0 && hit) {
		const PCRE2_SIZE *at = pcre2_get_ovector_pointer(match);

		*hit = (struct text_range){ at[0], at[1] };
	}
	if (own)
		pcre2_match_data_free(match);
	else
		atomic_flag_clear_explicit(r->busy, memory_order_release);
	return found >= 0;
}

bool filter_regex_matches(const struct filter_regex *r, struct slice folded)
{
	return search(r, folded, 0, 0, NULL);
}

bool filter_regex_next(const struct filter_regex *r, struct slice folded, size_t from,
                       struct text_range *hit)
{
	/* \K can put the start behind the end: nothing to mark then */
	return from < folded.len && search(r, folded, from, PCRE2_NOTEMPTY, hit) &&
	       hit->start < hit->end;
}
