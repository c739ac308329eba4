#include "worker/request.h"
#include "base/array.h"
#include "base/clock.h"
#include "base/str.h"
#include "base/url.h"

#include <stdlib.h>
#include <string.h>

static const char *text_or_null(const char *s)
{
	return s && *s ? s : NULL;
}

void request_limits(struct fetch_options *out, const struct options *o)
{
	*out = (struct fetch_options){
		.max_total = o->connections,
		.max_per_host = o->connections_per_host,
		.host_gap_ms = o->host_spacing * 1000,
		.connect_timeout_s = o->connect_timeout,
		.timeout_s = o->timeout,
		.user_agent = text_or_null(o->user_agent),
		.proxy = text_or_null(o->proxy),
		/* as OpenSSL and curl(1) have it: authorities of the user's own */
		.ca_file = text_or_null(getenv("SSL_CERT_FILE")),
	};
}

struct headers {
	const char **v;
	size_t n;
};

static void add(struct headers *h, const char *line)
{
	if (line && *line)
		h->v[h->n++] = line;
}

/* `header-env = Name: VARIABLE` with the variable's value. */
static void add_of_environment(struct headers *h, const char *written, struct arena *a)
{
	struct slice rest = slice_of(written);
	struct slice name = slice_trim(slice_next(&rest, ':')), variable = slice_trim(rest);
	const char *value = getenv(arena_strndup(a, variable.data, variable.len));

	if (value)
		add(h, arena_printf(a, "%.*s: %s", (int)name.len, name.data, value));
}

static bool add_of_command(struct headers *h, const char *command, const struct secrets *known,
                           struct arena *a, struct err *err)
{
	const struct secret *secret = known ? secrets_find(known, command) : NULL;
	char *line;

	if (secret && secret->is_known) {
		if (!secret->line)
			return err_set(err, "%s", secret->err.text);
		add(h, secret->line);
		return true;
	}
	line = secret_of_command(command, err);
	if (line)
		add(h, arena_strdup(a, line));
	free(line);
	return line != NULL;
}

static bool headers_of(struct headers *h, const struct source *s, const char *url,
                       const struct secrets *known, struct arena *a, struct err *err)
{
	const char *cookies = "";

	h->v = arena_alloc(a, (s->header.n + s->header_env.n + 3) * sizeof *h->v);
	for (size_t i = 0; i < s->header.n; i++)
		add(h, s->header.v[i]);
	for (size_t i = 0; i < s->header_env.n; i++)
		add_of_environment(h, s->header_env.v[i], a);
	if (s->auth_command && !add_of_command(h, s->auth_command, known, a, err))
		return false;
	if (s->cookie_file)
		cookies = secret_of_cookies(s->cookie_file, url, clock_now(), a, err);
	add(h, cookies);
	return cookies != NULL;
}

bool request_of_source(struct fetch_request *out, const struct source *s, const struct secrets *known,
                       struct arena *a, struct err *err)
{
	struct headers h = { 0 };

	*out = (struct fetch_request){
		.url = s->url, .home = s->url, .method = s->method, .body = s->body,
		.proxy = s->proxy,
	};
	if (!headers_of(&h, s, s->url, known, a, err))
		return false;
	out->headers = h.v;
	out->n_headers = h.n;
	return true;
}

static bool slice_same_nocase(struct slice a, struct slice b)
{
	return a.len == b.len && (!a.len || !strncasecmp(a.data, b.data, a.len));
}

bool request_is_at_home(const char *link, const struct source *s)
{
	struct url x = url_split(slice_of(link)), y = url_split(slice_of(s->url));

	return slice_same_nocase(x.scheme, y.scheme) && slice_same_nocase(x.host, y.host) &&
	       slice_same_nocase(x.port, y.port);
}

bool request_of_page(struct fetch_request *out, const char *link, const struct source *s,
                     const struct secrets *known, struct arena *a, struct err *err)
{
	struct headers h = { 0 };

	*out = (struct fetch_request){ .url = link };
	if (!s || !s->url || s->is_builtin)
		return true;
	out->home = s->url;
	out->proxy = s->proxy;
	/* no command is run for a page that would not be given what it prints */
	if (!request_is_at_home(link, s))
		return true;
	if (!headers_of(&h, s, link, known, a, err))
		return false;
	out->headers = h.v;
	out->n_headers = h.n;
	return true;
}

enum script { SCRIPT_UNKNOWN, SCRIPT_SIMPLIFIED, SCRIPT_TRADITIONAL };

static enum script script_of(const char *url)
{
	static const struct {
		const char *word;
		enum script script;
	} words[] = {
		{ "simp", SCRIPT_SIMPLIFIED },     { "trad", SCRIPT_TRADITIONAL },
		{ "hans", SCRIPT_SIMPLIFIED },     { "hant", SCRIPT_TRADITIONAL },
		{ "zh-cn", SCRIPT_SIMPLIFIED },    { "zh-tw", SCRIPT_TRADITIONAL },
		{ "zh_cn", SCRIPT_SIMPLIFIED },    { "zh_tw", SCRIPT_TRADITIONAL },
		{ "zh-hans", SCRIPT_SIMPLIFIED },  { "zh-hant", SCRIPT_TRADITIONAL },
		{ "gb", SCRIPT_SIMPLIFIED },       { "big5", SCRIPT_TRADITIONAL },
	};
	struct slice path = url_split(slice_of(url)).path;

	while (path.len) {
		struct slice part = slice_next(&path, '/');

		for (size_t i = 0; i < ARRAY_LENGTH(words); i++)
			if (slice_is_nocase(part, words[i].word))
				return words[i].script;
	}
	return SCRIPT_UNKNOWN;
}

bool request_changes_script(const char *from, const char *to)
{
	enum script a = script_of(from), b = script_of(to);

	return a != b && a != SCRIPT_UNKNOWN && b != SCRIPT_UNKNOWN;
}
