/*
 * The way of a request through redirects: where it goes next, what it may carry there, and whether
 * every move so far was for good. The only place that decides about a redirect. Pure; one thread.
 *
 * Addresses are split by libcurl's own parser, so that what is checked here is what is connected
 * to.
 */
#ifndef NET_ROUTE_H
#define NET_ROUTE_H

#include <stdbool.h>
#include "base/err.h"

#define ROUTE_HOPS_MOST 10

struct route {
	char *url;       /* the next request's; without userinfo and fragment */
	char *scheme, *host, *port; /* of url; host in lower case */
	char *user, *password;      /* for url; NULL when there are none or they were left behind */
	bool at_home;    /* no hop has left the first host, port and scheme: secrets may travel */
	bool permanent;  /* every hop so far was a 301 or 308 */
	bool becomes_get; /* a hop turned the request into a GET without a body */
	int hops;
};

/* False with a sentence when url is not one that http or https can ask for. Release it in any
 * case. */
bool route_init(struct route *r, const char *url, struct err *err);
/* The request's headers, and the name and password in this address, are meant for its place, not for
 * that of url. */
void route_set_home(struct route *r, const char *home);
void route_release(struct route *r);
bool route_is_redirect(int status);
/* Take a hop. False with a sentence when it is refused: too many, https to http, another scheme, a
 * body that would go to another host. */
bool route_follow(struct route *r, int status, const char *location, bool has_body,
                  struct err *err);
/* May this header line be sent where the request is now? Away from home only what holds no
 * secret. */
bool route_allows_header(const struct route *r, const char *line);
/* The address to remember for a permanent move: url, and the userinfo if it is still at home. The
 * caller frees; NULL when nothing moved for good, or the same request could not be made there. */
char *route_moved_to(const struct route *r);

#endif
