/*
 * The keys of a mapping: what each puts into an entry. Internal to feed/map.
 */
#ifndef FEED_MAPKEYS_H
#define FEED_MAPKEYS_H

#include "feed/date.h"
#include "feed/feedbuild.h"
#include "feed/map.h"

/* One reading of a list. */
struct map_run {
	const struct map_backend *backend;
	const struct mapping *map;
	const struct feed_hints *hints;
	struct feed_build build;
	struct arena *arena;      /* the feed's */
	struct arena scratch;     /* cleared for each item */
	struct date_rules rules;
	struct feed_entry *entry;
	bool is_ranked;           /* an entry says its rank itself */
};

struct map_key {
	const char *name;
	size_t offset; /* of its alternatives in struct mapping */
	enum map_want want;
	void (*set)(struct map_run *r, const struct map_values *values);
};

enum { MAP_KEYS = 13 };

/* One row a key. */
extern const struct map_key map_keys[MAP_KEYS];

#endif
