/*
 * Addresses by RFC 3986: splitting, resolving, comparing, showing. Pure; any thread.
 */
#ifndef BASE_URL_H
#define BASE_URL_H

#include <stdbool.h>
#include "base/str.h"

struct url {
	struct slice scheme, userinfo, host, port, path, query, fragment; /* without their signs */
	bool has_authority, has_query, has_fragment;
};

/* Split (RFC 3986 appendix B); never fails: what is not there is empty. Slices borrow from text. */
struct url url_split(struct slice text);
/* http or https, with a host. The only kind that is ever opened or followed. */
bool url_is_web(const char *text);
/* Resolve ref against base (RFC 3986 §5.2; base may be NULL or ""). Blanks around ref are dropped,
 * inner blanks and controls percent-encoded, non-ASCII kept. A base of more than URL_BASE_MAX
 * bytes is none, its query not counted. The caller frees. */
enum { URL_BASE_MAX = 2048 };
char *url_resolve(const char *base, const char *ref);
/* The form two addresses of one article share: fragment and tracking parameters (utm_*, spm, fbclid,
 * gclid, …, and the names in strip[0..n)) dropped, https for http, host in lower case, default port
 * and a lone "/" path's slash unified. The caller frees. */
char *url_canonical(const char *text, const char *const *strip, size_t n);
/* The same address without the query parameters of these names ("*" at the end of one: all that begin
 * so). The caller frees; NULL when there are none in it. */
char *url_without(const char *text, const char *const *names, size_t n);
/* For screen and log: userinfo and the values of parameters that sound like a secret (key=, code=,
 * access_token= …) masked as ***, controls percent-encoded. The caller frees. */
char *url_masked(const char *text);
/* Percent-encode everything but unreserved characters, for a value put into a template. */
void url_encode(struct str *out, struct slice value);
/* Decode %XX (and + as blank if plus); bytes may be anything. */
void url_decode(struct str *out, struct slice value, bool plus);
/* Host in lower case without a leading "www.", for a label ("" if none). The caller frees. */
char *url_host_label(const char *text);

#endif
