/*
 * The history of a hot list: each fetch that changed it is one row, its entries packed in rank
 * order; a failed one is a row without entries.
 */
#include "store/hot.h"
#include "base/array.h"

#include <stdlib.h>
#include <string.h>

/* --- packing -------------------------------------------------------------------------------------- */

static void pack(struct str *out, uint64_t v)
{
	for (; v >= 0x80; v >>= 7)
		str_add_char(out, (char)(v | 0x80));
	str_add_char(out, (char)v);
}

static bool unpack(struct slice *in, uint64_t *v)
{
	*v = 0;
	for (unsigned shift = 0; in->len && shift < 64; shift += 7) {
		unsigned char c = (unsigned char)*in->data++;

		in->len--;
		*v |= (uint64_t)(c & 0x7f) << shift;
		if (c < 0x80)
			return true;
	}
	return false;
}

void hot_pack(struct str *out, const struct hot_place *place)
{
	pack(out, (uint64_t)place->entry);
	pack(out, (uint64_t)place->rank);
	pack(out, (uint64_t)(place->heat < 0 ? 0 : place->heat + 1));
}

bool hot_unpack(struct slice *in, struct hot_place *place)
{
	uint64_t id, rank, heat;

	if (!unpack(in, &id) || !unpack(in, &rank) || !unpack(in, &heat))
		return false;
	*place = (struct hot_place){ (int64_t)id, (int)rank, (int64_t)heat - 1 };
	return true;
}

/* --- reading -------------------------------------------------------------------------------------- */

/* How the entry stood in one packed fetch. */
static struct hot_sighting sighting(sqlite3_stmt *st, int64_t entry_id)
{
	struct hot_sighting seen = { db_int(st, 0), 0, -1 };
	struct slice rest = db_slice(st, 1);
	struct hot_place place;

	if (sqlite3_column_type(st, 1) == SQLITE_NULL)
		seen.rank = -1;
	while (hot_unpack(&rest, &place))
		if (place.entry == entry_id) {
			seen.rank = place.rank;
			seen.heat = place.heat;
			break;
		}
	return seen;
}

size_t store_hot_history(struct store *s, int64_t entry_id, struct arena *a, struct hot_sighting **out)
{
	struct hot_sighting *list = NULL;
	size_t n = 0, cap = 0;

	db_read_begin(s);
	sqlite3_stmt *st = db_query(s, "SELECT f.time, f.entries FROM hot_entry e JOIN hot_fetch f"
	                               " ON f.source_id = e.source_id AND f.time >= e.first_seen"
	                               " WHERE e.id = ?1 ORDER BY f.time", INT(entry_id));

	while (db_row(s, st))
		ARRAY_PUSH(list, n, cap) = sighting(st, entry_id);
	*out = arena_alloc(a, (n + 1) * sizeof **out);
	if (n)
		memcpy(*out, list, n * sizeof **out);
	free(list);
	return db_read_end(s, NULL) ? n : 0;
}

static struct hot_fetch fetch_of(sqlite3_stmt *st, struct arena *a)
{
	struct hot_fetch f = { .time = db_int(st, 0) };
	struct slice rest = db_slice(st, 1);
	struct hot_place *places = NULL, place;
	size_t cap = 0;

	f.failed = sqlite3_column_type(st, 1) == SQLITE_NULL;
	while (hot_unpack(&rest, &place))
		ARRAY_PUSH(places, f.n, cap) = place;
	f.places = arena_alloc(a, (f.n + 1) * sizeof *places);
	if (f.n)
		memcpy(f.places, places, f.n * sizeof *places);
	free(places);
	return f;
}

size_t store_hot_fetches(struct store *s, int64_t list_id, int64_t since, struct arena *a,
                         struct hot_fetch **out)
{
	struct hot_fetch *list = NULL;
	size_t n = 0, cap = 0;

	db_read_begin(s);
	/* the last one before it too: what stood there when the time began */
	since = db_number(s, since, "SELECT time FROM hot_fetch WHERE source_id = ?1 AND time <= ?2"
	                            " AND entries IS NOT NULL ORDER BY time DESC LIMIT 1",
	                  INT(list_id), INT(since));
	sqlite3_stmt *st = db_query(s, "SELECT time, entries FROM hot_fetch WHERE source_id = ?1"
	                               " AND time >= ?2 ORDER BY time", INT(list_id), INT(since));

	while (db_row(s, st))
		ARRAY_PUSH(list, n, cap) = fetch_of(st, a);
	*out = arena_alloc(a, (n + 1) * sizeof **out);
	if (n)
		memcpy(*out, list, n * sizeof **out);
	free(list);
	return db_read_end(s, NULL) ? n : 0;
}
