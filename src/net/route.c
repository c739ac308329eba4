#include "net/route.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/url.h"
#include "text/clean.h"

#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>

static char *part(CURLU *u, CURLUPart what, unsigned flags)
{
	char *text, *copy;

	if (curl_url_get(u, what, &text, flags) != CURLUE_OK)
		return NULL;
	copy = xstrdup(text);
	curl_free(text);
	return copy;
}

static void forget(char **text)
{
	free(*text);
	*text = NULL;
}

static void forget_place(struct route *r)
{
	forget(&r->url);
	forget(&r->scheme);
	forget(&r->host);
	forget(&r->port);
}

static void forget_secrets(struct route *r)
{
	forget(&r->user);
	forget(&r->password);
}

void route_release(struct route *r)
{
	forget_place(r);
	forget_secrets(r);
}

/* Say what is wrong with an address, with its secrets masked and its bytes clean. */
static bool refuse(struct err *err, const char *format, const char *url)
{
	char *masked = url_masked(url), *clean = text_cleaned(masked, CLEAN_LINE);

	err_set(err, format, clean);
	free(masked);
	free(clean);
	return false;
}

static void lower(char *s)
{
	for (; *s; s++)
		*s = (char)ascii_lower((unsigned char)*s);
}

/* Split url into the place it names; user and password are given back apart (may be NULL). */
static bool go(struct route *r, const char *url, char **user, char **password)
{
	CURLU *u = curl_url();
	bool good = u && curl_url_set(u, CURLUPART_URL, url,
	                              CURLU_URLENCODE | CURLU_NON_SUPPORT_SCHEME) == CURLUE_OK;

	forget_place(r);
	if (good) {
		*user = part(u, CURLUPART_USER, CURLU_URLDECODE);
		*password = part(u, CURLUPART_PASSWORD, CURLU_URLDECODE);
		curl_url_set(u, CURLUPART_USER, NULL, 0);
		curl_url_set(u, CURLUPART_PASSWORD, NULL, 0);
		curl_url_set(u, CURLUPART_OPTIONS, NULL, 0);
		curl_url_set(u, CURLUPART_FRAGMENT, NULL, 0);
		r->url = part(u, CURLUPART_URL, 0);
		r->scheme = part(u, CURLUPART_SCHEME, 0);
		r->host = part(u, CURLUPART_HOST, 0);
		r->port = part(u, CURLUPART_PORT, CURLU_DEFAULT_PORT);
	}
	curl_url_cleanup(u);
	if (r->scheme)
		lower(r->scheme);
	if (r->host)
		lower(r->host);
	return r->url && r->scheme;
}

static bool is_web(const struct route *r)
{
	return r->port && r->host && *r->host &&
	       (!strcmp(r->scheme, "http") || !strcmp(r->scheme, "https"));
}

bool route_init(struct route *r, const char *url, struct err *err)
{
	char *normal = url_resolve(NULL, url);
	bool good;

	memset(r, 0, sizeof *r);
	r->at_home = r->permanent = true;
	good = go(r, normal, &r->user, &r->password) && is_web(r);
	free(normal);
	if (!good)
		refuse(err, _("not an address that can be fetched (http, https or file): %s"), url);
	return good;
}

bool route_is_redirect(int status)
{
	return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

static bool is_same_place(const struct route *a, const struct route *b)
{
	return !strcmp(a->scheme, b->scheme) && !strcmp(a->host, b->host) &&
	       !strcmp(a->port, b->port);
}

void route_set_home(struct route *r, const char *home)
{
	struct route h;

	r->at_home = route_init(&h, home, NULL) && is_same_place(r, &h);
	if (!r->at_home) {
		forget_secrets(r);
	} else if (!r->user) {
		r->user = h.user;
		r->password = h.password;
		h.user = h.password = NULL;
	}
	route_release(&h);
}

/* Check the hop from r to next; says why not. */
static bool may_go(const struct route *r, const struct route *next, bool sends_body,
                   struct err *err)
{
	if (!is_web(next))
		return refuse(err, _("refused: the site redirects to what is not on the web: %s"),
		              next->url);
	if (!strcmp(r->scheme, "https") && strcmp(next->scheme, "https"))
		return refuse(err,
		              _("refused: the site redirects from https to http, "
		                "which is not secure: %s"),
		              next->url);
	if (sends_body && !is_same_place(r, next))
		return refuse(err,
		              _("refused: the site redirects what is posted to another host: %s"),
		              next->url);
	return true;
}

bool route_follow(struct route *r, int status, const char *location, bool has_body, struct err *err)
{
	struct route next = { 0 };
	char *url, *user = NULL, *password = NULL;
	bool keeps_body = has_body && !r->becomes_get && (status == 307 || status == 308);
	bool good;

	if (r->hops >= ROUTE_HOPS_MOST)
		return refuse(err, _("too many redirects, the last to %s"), r->url);
	url = url_resolve(r->url, location);
	good = go(&next, url, &user, &password);
	if (!good)
		refuse(err, _("the site redirects to an address that cannot be read: %s"), url);
	else
		good = may_go(r, &next, keeps_body, err);
	if (good) {
		r->at_home = r->at_home && is_same_place(r, &next);
		if (!r->at_home)
			forget_secrets(r);
		r->permanent = r->permanent && (status == 301 || status == 308);
		r->becomes_get = r->becomes_get || (has_body && !keeps_body);
		r->hops++;
		forget_place(r);
		r->url = next.url;
		r->scheme = next.scheme;
		r->host = next.host;
		r->port = next.port;
	} else {
		route_release(&next);
	}
	/* whoever redirects has no names and passwords to hand out */
	free(user);
	free(password);
	free(url);
	return good;
}

bool route_allows_header(const struct route *r, const char *line)
{
	static const char *const harmless[] = { "Accept", "Accept-Language", "User-Agent" };
	struct slice rest = slice_of(line), name = slice_trim(slice_next(&rest, ':'));

	if (r->at_home)
		return true;
	for (size_t i = 0; i < sizeof harmless / sizeof *harmless; i++)
		if (slice_is_nocase(name, harmless[i]))
			return true;
	return false;
}

char *route_moved_to(const struct route *r)
{
	struct str url = STR_INIT;
	const char *rest;

	if (!r->hops || !r->permanent || r->becomes_get)
		return NULL;
	rest = strstr(r->url, "://");
	if (!r->user || !rest)
		return xstrdup(r->url);
	str_append(&url, r->url, (size_t)(rest + 3 - r->url));
	url_encode(&url, slice_of(r->user));
	if (r->password) {
		str_add_char(&url, ':');
		url_encode(&url, slice_of(r->password));
	}
	str_add_char(&url, '@');
	str_add(&url, rest + 3);
	return str_take(&url);
}
