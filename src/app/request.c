#include "app/request.h"
#include "base/str.h"

#include <stdlib.h>

static const char *text_or_null(const char *s)
{
	return s && *s ? s : NULL;
}

void request_limits(struct fetch_options *out, const struct options *o)
{
	*out = (struct fetch_options){
		.max_total = o->connections,
		.max_per_host = o->connections_per_host,
		.connect_timeout_s = o->connect_timeout,
		.timeout_s = o->timeout,
		.user_agent = text_or_null(o->user_agent),
		.proxy = text_or_null(o->proxy),
	};
}

/* `header` as written, and `header-env = Name: VARIABLE` with the variable's value. */
static size_t headers_of(const struct source *s, struct arena *a, const char *const **out)
{
	const char **headers = arena_alloc(a, (s->header.n + s->header_env.n + 1) * sizeof *headers);
	size_t n = 0;

	for (size_t i = 0; i < s->header.n; i++)
		headers[n++] = s->header.v[i];
	for (size_t i = 0; i < s->header_env.n; i++) {
		struct slice rest = slice_of(s->header_env.v[i]);
		struct slice name = slice_trim(slice_next(&rest, ':'));
		struct slice variable = slice_trim(rest);
		const char *value = getenv(arena_strndup(a, variable.data, variable.len));

		if (value)
			headers[n++] = arena_printf(a, "%.*s: %s", (int)name.len, name.data, value);
	}
	*out = headers;
	return n;
}

void request_of_source(struct fetch_request *out, const struct source *s, struct arena *a)
{
	*out = (struct fetch_request){
		.url = s->url, .home = s->url, .method = s->method, .body = s->body,
		.proxy = s->proxy,
	};
	out->n_headers = headers_of(s, a, &out->headers);
}
