#include "base/array.h"
#include "base/clock.h"
#include "model/feed.h"
#include "model/hot.h"

#include <string.h>

static const char *const version_names[] = {
	[FEED_UNKNOWN] = "",
	[FEED_RSS090] = "rss090",       [FEED_RSS091] = "rss091",
	[FEED_RSS092] = "rss092",       [FEED_RSS093] = "rss093",
	[FEED_RSS094] = "rss094",       [FEED_RSS10] = "rss10",
	[FEED_RSS20] = "rss20",         [FEED_ATOM03] = "atom03",
	[FEED_ATOM10] = "atom10",       [FEED_JSONFEED1] = "jsonfeed1",
	[FEED_JSONFEED11] = "jsonfeed11", [FEED_RSSJSON] = "rssjson",
	[FEED_JSON_LIST] = "json",      [FEED_HTML_LIST] = "html",
};

static const char *const hot_names[] = {
	[HOT_SAME] = "same", [HOT_UP] = "up",     [HOT_DOWN] = "down",
	[HOT_NEW] = "new",   [HOT_BACK] = "back", [HOT_GONE] = "gone",
};

const char *feed_version_name(enum feed_version v)
{
	return (size_t)v < ARRAY_LENGTH(version_names) ? version_names[v] : "";
}

const char *hot_state_name(enum hot_state s)
{
	return (size_t)s < ARRAY_LENGTH(hot_names) ? hot_names[s] : "";
}

void feed_init(struct feed *f)
{
	memset(f, 0, sizeof *f);
	arena_init(&f->arena);
	f->wellformed = true;
	f->published = f->updated = TIME_NONE;
}

void feed_release(struct feed *f)
{
	arena_release(&f->arena);
	feed_init(f);
}
