#define PCRE2_CODE_UNIT_WIDTH 8
#include "feed/mapregex.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "markup/entity.h"

#include <pcre2.h>
#include <stdlib.h>
#include <string.h>

enum {
	PAGE_MATCH_LIMIT = 20000000, /* a lazy .*? over a page of 2 MB takes some four million */
	FIELD_MATCH_LIMIT = 50000,
	DEPTH_LIMIT = 100000,
	HEAP_LIMIT_KB = 32 * 1024,
};

struct map_regex {
	pcre2_code *code;
	pcre2_match_context *limits;
};

struct map_regex *map_regex_new(const char *pattern, struct err *err)
{
	struct map_regex *r;
	PCRE2_UCHAR reason[120];
	PCRE2_SIZE at;
	int code;
	pcre2_code *compiled = pcre2_compile(
		(PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED,
		PCRE2_UTF | PCRE2_UCP | PCRE2_DOTALL | PCRE2_NEVER_BACKSLASH_C, &code, &at, NULL);

	if (!compiled) {
		pcre2_get_error_message(code, reason, sizeof reason);
		err_set(err, _("the pattern %s is wrong at character %zu: %s"), pattern,
		        (size_t)at + 1, (const char *)reason);
		return NULL;
	}
	r = xmalloc(sizeof *r);
	r->code = compiled;
	r->limits = pcre2_match_context_create(NULL);
	pcre2_set_match_limit(r->limits, FIELD_MATCH_LIMIT);
	pcre2_set_depth_limit(r->limits, DEPTH_LIMIT);
	pcre2_set_heap_limit(r->limits, HEAP_LIMIT_KB);
	return r;
}

void map_regex_free(struct map_regex *r)
{
	if (!r)
		return;
	pcre2_match_context_free(r->limits);
	pcre2_code_free(r->code);
	free(r);
}

/* The first group, or the whole match; data NULL if there is none. *code gets PCRE2's answer. */
static struct slice search(const struct map_regex *r, struct slice text, int *code)
{
	pcre2_match_data *match = pcre2_match_data_create_from_pattern(r->code, NULL);
	struct slice found = { NULL, 0 };

	*code = pcre2_match(r->code, (PCRE2_SPTR)text.data, text.len, 0, PCRE2_NO_UTF_CHECK, match,
	                    r->limits);
	if (*code > 0) {
		const PCRE2_SIZE *at = pcre2_get_ovector_pointer(match);
		size_t i = *code > 1 && at[2] != PCRE2_UNSET ? 2 : 0;
		found = slice_make(text.data + at[i], at[i + 1] - at[i]);
	}
	pcre2_match_data_free(match);
	return found;
}

bool map_regex_matches(const struct map_regex *r, struct slice text)
{
	int code;

	return search(r, text, &code).data != NULL;
}

static bool extract_jsonp(struct slice text, struct str *out, struct err *err)
{
	const char *open = text.len ? memchr(text.data, '(', text.len) : NULL;
	const char *close = text.len ? memrchr(text.data, ')', text.len) : NULL;

	if (!open || !close || close < open)
		return err_set(err, _("extract = jsonp finds no call of the form name(…)"));
	str_append(out, open + 1, (size_t)(close - open - 1));
	return true;
}

bool map_extract(struct slice text, const char *extract, struct str *out, struct err *err)
{
	struct map_regex *r;
	struct slice found;
	int code;

	if (!strcmp(extract, "jsonp"))
		return extract_jsonp(text, out, err);
	r = map_regex_new(extract, err);
	if (!r)
		return false;
	pcre2_set_match_limit(r->limits, PAGE_MATCH_LIMIT);
	found = search(r, text, &code);
	map_regex_free(r);
	if (!found.data)
		return code == PCRE2_ERROR_NOMATCH
		               ? err_set(err, _("extract = %s finds nothing in the document"),
		                         extract)
		               : err_set(err, _("extract = %s takes too long on this document"),
		                         extract);
	/* JSON in an attribute of a page has its quotes escaped. */
	if (slice_find(found, "&quot;", 6) && !slice_find(found, "\"", 1))
		html_unescape(out, found);
	else
		str_add_slice(out, found);
	return true;
}
