#include "base/url.h"
#include "base/array.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

/* Query parameters that say how a reader came, not what is read. A name that ends in * is a prefix. */
static const char *const tracking[] = {
	"utm_*", "spm", "fbclid", "gclid", "dclid", "msclkid", "yclid", "igshid", "mc_cid", "mc_eid",
	"_hsenc", "_hsmi", "mkt_tok", "ref_src", "scm", "from_source", "share_token", "at_medium",
	"at_campaign", "wt_mc", "cmpid", "ncid", "twclid", "wbraid", "gbraid", "vero_id", "oly_enc_id",
	"oly_anon_id",
};

/* Values of parameters with these names are secrets when an address is shown, */
static const char *const secret_parameters[] = {
	"code", "auth", "pass", "pwd", "sig", "sign", "sid", "session", "sessionid", "jwt", "ticket",
};

/* and of those whose names hold one of these (access_token, rsskey, X-Amz-Signature). */
static const char *const secret_parts[] = {
	"key", "token", "secret", "passw", "signature", "credential", "authoriz",
};

static size_t find_any(struct slice s, const char *set)
{
	size_t i = 0;

	while (i < s.len && !strchr(set, s.data[i]))
		i++;
	return i;
}

static void advance(struct slice *s, size_t n)
{
	s->data += n;
	s->len -= n;
}

static bool is_scheme(struct slice s)
{
	if (!s.len || !ascii_is_alpha((unsigned char)s.data[0]))
		return false;
	for (size_t i = 1; i < s.len; i++) {
		unsigned char c = (unsigned char)s.data[i];
		if (!ascii_is_alpha(c) && !ascii_is_digit(c) && c != '+' && c != '-' && c != '.')
			return false;
	}
	return true;
}

static void split_authority(struct url *u, struct slice a)
{
	const char *at = a.len ? memrchr(a.data, '@', a.len) : NULL;
	const char *colon;

	u->has_authority = true;
	if (at) {
		u->userinfo = slice_make(a.data, (size_t)(at - a.data));
		advance(&a, u->userinfo.len + 1);
	}
	u->host = a;
	/* the colons of [::1] are not a port's */
	colon = a.len ? memrchr(a.data, ':', a.len) : NULL;
	if (colon && !memchr(colon, ']', (size_t)(a.data + a.len - colon))) {
		u->host.len = (size_t)(colon - a.data);
		u->port = slice_make(colon + 1, a.len - u->host.len - 1);
	}
}

struct url url_split(struct slice text)
{
	struct url u = { 0 };
	size_t n = find_any(text, ":/?#");

	if (n < text.len && text.data[n] == ':' && is_scheme(slice_make(text.data, n))) {
		u.scheme = slice_make(text.data, n);
		advance(&text, n + 1);
	}
	if (slice_begins(text, "//")) {
		advance(&text, 2);
		n = find_any(text, "/?#");
		split_authority(&u, slice_make(text.data, n));
		advance(&text, n);
	}
	n = find_any(text, "?#");
	u.path = slice_make(text.data, n);
	advance(&text, n);
	if (text.len && text.data[0] == '?') {
		advance(&text, 1);
		n = find_any(text, "#");
		u.query = slice_make(text.data, n);
		u.has_query = true;
		advance(&text, n);
	}
	if (text.len) {
		advance(&text, 1);
		u.fragment = text;
		u.has_fragment = true;
	}
	return u;
}

bool url_is_web(const char *text)
{
	struct url u = url_split(slice_of(text));

	return u.host.len && (slice_is_nocase(u.scheme, "http") || slice_is_nocase(u.scheme, "https"));
}

static void add_percent(struct str *out, unsigned char c)
{
	str_printf(out, "%%%02X", c);
}

/* Blanks and controls cannot stand in an address; everything else is left as the site wrote it. */
static void add_safe(struct str *out, struct slice s)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.data[i];
		if (c <= 0x20 || c == 0x7f || c == '"' || c == '<' || c == '>')
			add_percent(out, c);
		else
			str_add_char(out, (char)c);
	}
}

/* RFC 3986 §5.2.4, in place on the path that begins at `from` of out. */
static void remove_dot_segments(struct str *out, size_t from)
{
	char *src = out->data + from, *dst = src, *end = out->data + out->len;

	while (src < end) {
		char *slash = memchr(src + 1, '/', (size_t)(end - src - 1));
		size_t n = (size_t)((slash ? slash : end) - src);

		if (n == 2 && !memcmp(src, "/.", 2)) {
			if (!slash)
				*dst++ = '/';
		} else if (n == 3 && !memcmp(src, "/..", 3)) {
			while (dst > out->data + from && *--dst != '/')
				;
			if (!slash)
				*dst++ = '/';
		} else {
			memmove(dst, src, n);
			dst += n;
		}
		src += n;
	}
	str_truncate(out, (size_t)(dst - out->data));
}

static void add_authority(struct str *out, const struct url *u)
{
	if (!u->has_authority)
		return;
	str_add(out, "//");
	if (u->userinfo.len) {
		add_safe(out, u->userinfo);
		str_add_char(out, '@');
	}
	add_safe(out, u->host);
	if (u->port.len) {
		str_add_char(out, ':');
		add_safe(out, u->port);
	}
}

static void add_merged_path(struct str *out, const struct url *base, struct slice path)
{
	const char *slash = base->path.len ? memrchr(base->path.data, '/', base->path.len) : NULL;
	size_t from = out->len;

	if (path.len && path.data[0] == '/')
		slash = NULL;
	else if (slash)
		add_safe(out, slice_make(base->path.data, (size_t)(slash - base->path.data) + 1));
	else if (base->has_authority)
		str_add_char(out, '/');
	add_safe(out, path);
	if (out->len > from && out->data[from] == '/')
		remove_dot_segments(out, from);
}

char *url_resolve(const char *base_text, const char *ref_text)
{
	struct url base = url_split(slice_trim(slice_of(base_text)));
	struct url ref = url_split(slice_trim(slice_of(ref_text)));
	struct str out = STR_INIT;
	const struct url *authority;
	struct slice scheme;

	/* No address that long is in use; before many short ones it would fill the memory. */
	if (base.query.len > URL_BASE_MAX)
		base.has_query = false;
	if (base_text && strlen(base_text) - base.query.len - base.fragment.len > URL_BASE_MAX)
		base = (struct url){ 0 };
	authority = ref.has_authority || ref.scheme.len ? &ref : &base;
	scheme = ref.scheme.len ? ref.scheme : base.scheme;

	if (scheme.len) {
		add_safe(&out, scheme);
		str_add_char(&out, ':');
	}
	add_authority(&out, authority);
	if (ref.scheme.len || ref.has_authority) {
		size_t from = out.len;
		add_safe(&out, ref.path);
		if (out.len > from && out.data[from] == '/')
			remove_dot_segments(&out, from);
	} else if (ref.path.len) {
		add_merged_path(&out, &base, ref.path);
	} else {
		add_safe(&out, base.path);
		if (!ref.has_query && base.has_query) {
			str_add_char(&out, '?');
			add_safe(&out, base.query);
		}
	}
	if (ref.has_query) {
		str_add_char(&out, '?');
		add_safe(&out, ref.query);
	}
	if (ref.has_fragment) {
		str_add_char(&out, '#');
		add_safe(&out, ref.fragment);
	}
	return str_take(&out);
}

static bool name_matches(struct slice name, const char *pattern)
{
	size_t n = strlen(pattern);

	if (n && pattern[n - 1] == '*')
		return name.len >= n - 1 && !memcmp(name.data, pattern, n - 1);
	return slice_is_nocase(name, pattern);
}

static bool name_in(struct slice name, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (name_matches(name, list[i]))
			return true;
	return false;
}

static struct slice parameter_name(struct slice parameter)
{
	const char *equals = parameter.len ? memchr(parameter.data, '=', parameter.len) : NULL;

	return equals ? slice_make(parameter.data, (size_t)(equals - parameter.data)) : parameter;
}

static void add_lower(struct str *out, struct slice s)
{
	for (size_t i = 0; i < s.len; i++)
		str_add_char(out, (char)ascii_lower((unsigned char)s.data[i]));
}

static void add_canonical_query(struct str *out, struct slice query, const char *const *strip,
                                size_t n)
{
	char sign = '?';

	while (query.len) {
		struct slice parameter = slice_next(&query, '&');
		struct slice name = parameter_name(parameter);

		if (!parameter.len || name_in(name, tracking, ARRAY_LENGTH(tracking)) ||
		    name_in(name, strip, n))
			continue;
		str_add_char(out, sign);
		add_safe(out, parameter);
		sign = '&';
	}
}

char *url_canonical(const char *text, const char *const *strip, size_t n)
{
	struct slice whole = slice_trim(slice_of(text));
	struct url u = url_split(whole);
	bool web = slice_is_nocase(u.scheme, "http") || slice_is_nocase(u.scheme, "https");
	struct str out = STR_INIT;

	if (!web) {
		if (u.has_fragment)
			whole.len -= u.fragment.len + 1;
		str_add_slice(&out, whole);
		return str_take(&out);
	}
	str_add(&out, "https://");
	if (u.userinfo.len) {
		str_add_slice(&out, u.userinfo);
		str_add_char(&out, '@');
	}
	add_lower(&out, u.host);
	if (u.port.len && !slice_is(u.port, "443") && !slice_is(u.port, "80")) {
		str_add_char(&out, ':');
		str_add_slice(&out, u.port);
	}
	if (!slice_is(u.path, "/"))
		add_safe(&out, u.path);
	add_canonical_query(&out, u.query, strip, n);
	return str_take(&out);
}

char *url_without(const char *text, const char *const *names, size_t n)
{
	struct url u = url_split(slice_of(text));
	struct slice query = u.query;
	struct str out = STR_INIT;
	bool any = false;
	char sign = '?';

	str_append(&out, text, u.has_query ? (size_t)(u.query.data - 1 - text) : 0);
	while (query.len) {
		struct slice parameter = slice_next(&query, '&');

		if (name_in(parameter_name(parameter), names, n)) {
			any = true;
			continue;
		}
		str_add_char(&out, sign);
		str_add_slice(&out, parameter);
		sign = '&';
	}
	if (u.has_fragment) {
		str_add_char(&out, '#');
		str_add_slice(&out, u.fragment);
	}
	if (any)
		return str_take(&out);
	str_release(&out);
	return NULL;
}

static void add_shown(struct str *out, struct slice s)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.data[i];
		bool c1 = c == 0xc2 && i + 1 < s.len && (unsigned char)s.data[i + 1] < 0xa0;

		if (c < 0x20 || c == 0x7f || c1) {
			add_percent(out, c);
			if (c1)
				add_percent(out, (unsigned char)s.data[++i]);
		} else {
			str_add_char(out, (char)c);
		}
	}
}

static bool is_secret(struct slice name)
{
	if (name_in(name, secret_parameters, ARRAY_LENGTH(secret_parameters)))
		return true;
	for (size_t i = 0; i < ARRAY_LENGTH(secret_parts); i++) {
		size_t n = strlen(secret_parts[i]);

		for (size_t at = 0; at + n <= name.len; at++)
			if (!strncasecmp(name.data + at, secret_parts[i], n))
				return true;
	}
	return false;
}

/* sign: what stands before the first parameter. */
static void add_masked_query(struct str *out, struct slice query, char sign)
{
	while (query.len) {
		struct slice parameter = slice_next(&query, '&');
		struct slice name = parameter_name(parameter);

		str_add_char(out, sign);
		if (name.len < parameter.len && is_secret(name)) {
			add_shown(out, name);
			str_add(out, "=***");
		} else {
			add_shown(out, parameter);
		}
		sign = '&';
	}
}

char *url_masked(const char *text)
{
	struct url u = url_split(slice_of(text));
	struct str out = STR_INIT;

	if (u.scheme.len) {
		add_shown(&out, u.scheme);
		str_add_char(&out, ':');
	}
	if (u.has_authority) {
		str_add(&out, u.userinfo.len ? "//***@" : "//");
		add_shown(&out, u.host);
		if (u.port.len) {
			str_add_char(&out, ':');
			add_shown(&out, u.port);
		}
	}
	add_shown(&out, u.path);
	add_masked_query(&out, u.query, '?');
	if (u.has_fragment && !u.fragment.len)
		str_add_char(&out, '#');
	add_masked_query(&out, u.fragment, '#');
	return str_take(&out);
}

void url_encode(struct str *out, struct slice value)
{
	for (size_t i = 0; i < value.len; i++) {
		unsigned char c = (unsigned char)value.data[i];
		if (ascii_is_alpha(c) || ascii_is_digit(c) || (c && strchr("-._~", c)))
			str_add_char(out, (char)c);
		else
			add_percent(out, c);
	}
}

static int hex_value(int c)
{
	if (ascii_is_digit(c))
		return c - '0';
	c = ascii_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

void url_decode(struct str *out, struct slice value, bool plus)
{
	for (size_t i = 0; i < value.len; i++) {
		int high = -1, low = -1;

		if (value.data[i] == '%' && i + 2 < value.len) {
			high = hex_value((unsigned char)value.data[i + 1]);
			low = hex_value((unsigned char)value.data[i + 2]);
		}
		if (high >= 0 && low >= 0) {
			str_add_char(out, (char)(high * 16 + low));
			i += 2;
		} else {
			str_add_char(out, plus && value.data[i] == '+' ? ' ' : value.data[i]);
		}
	}
}

char *url_host_label(const char *text)
{
	struct url u = url_split(slice_of(text));
	struct str out = STR_INIT;

	if (slice_begins_nocase(u.host, "www.") && u.host.len > 4)
		advance(&u.host, 4);
	add_lower(&out, u.host);
	return str_take(&out);
}
