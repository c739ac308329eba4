/*
 * The history of hot lists: one row a fetch, its entries packed in rank order: id, rank, heat + 1,
 * each as seven bits a byte, the low ones first, the eighth bit set on all but the last. A list of
 * fifty takes some 400 bytes. A fetch that failed is a row without entries.
 */
#include "store/hot.h"
#include "base/array.h"
#include "base/clock.h"

#include <stdlib.h>
#include <string.h>

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

void hot_history_write(struct store *s, int64_t source_id, int64_t now, const struct hot_place *places,
                       size_t n)
{
	struct str packed = STR_INIT;

	for (size_t i = 0; i < n; i++) {
		pack(&packed, (uint64_t)places[i].id);
		pack(&packed, (uint64_t)places[i].rank);
		pack(&packed, (uint64_t)(places[i].heat < 0 ? 0 : places[i].heat + 1));
	}
	db_run(s, "INSERT OR REPLACE INTO hot_fetch VALUES (?1, ?2, ?3)", INT(source_id), INT(now),
	       BLOB(packed.data, packed.len));
	str_release(&packed);
}

int64_t hot_last_fetch(struct store *s, int64_t source_id)
{
	return db_number(s, TIME_NONE, "SELECT time FROM hot_fetch WHERE source_id = ?1"
	                               " AND entries IS NOT NULL ORDER BY time DESC LIMIT 1",
	                 INT(source_id));
}

bool store_hot_missed(struct store *s, int64_t source_id, int64_t now, struct err *err)
{
	/* One gap is a gap, however often it failed; before the first list there is none. */
	if (!db_number(s, 0, "SELECT entries IS NOT NULL FROM hot_fetch WHERE source_id = ?1"
	                     " ORDER BY time DESC LIMIT 1", INT(source_id)))
		return db_read_end(s, err);
	db_write_begin(s);
	db_run(s, "INSERT OR IGNORE INTO hot_fetch VALUES (?1, ?2, NULL)", INT(source_id), INT(now));
	return db_write_end(s, err);
}

/* How the entry stood in one packed fetch. */
static struct hot_sighting sighting(sqlite3_stmt *st, int64_t entry_id)
{
	struct hot_sighting seen = { db_int(st, 0), 0, -1 };
	struct slice rest = db_slice(st, 1);
	uint64_t id, rank, heat;

	if (sqlite3_column_type(st, 1) == SQLITE_NULL)
		seen.rank = -1;
	while (unpack(&rest, &id) && unpack(&rest, &rank) && unpack(&rest, &heat))
		if (id == (uint64_t)entry_id) {
			seen.rank = (int)rank;
			seen.heat = (int64_t)heat - 1;
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
