/* What an export needs beside rows, and an import to find them again. */
#include "store/db.h"
#include "store/store.h"
#include "base/array.h"

#include <stdlib.h>
#include <string.h>

static const char **read_names(struct store *s, sqlite3_stmt *st, struct arena *a, size_t *n)
{
	const char **names = NULL, **kept;
	size_t cap = 0;

	*n = 0;
	while (db_row(s, st)) {
		struct slice name = db_slice(st, 0);
		ARRAY_PUSH(names, *n, cap) = arena_strndup(a, name.data, name.len);
	}
	kept = arena_alloc(a, (*n + 1) * sizeof *kept);
	if (*n)
		memcpy(kept, names, *n * sizeof *kept);
	free(names);
	return kept;
}

bool store_item_marks(struct store *s, int64_t id, struct arena *a, struct item_marks *out)
{
	memset(out, 0, sizeof *out);
	out->identity = db_number(s, 0, "SELECT identity FROM item WHERE id = ?1", INT(id));
	out->added = read_names(
		s,
		db_query(s, "SELECT t.name FROM item_tag i JOIN tag t ON t.id = i.tag_id"
		            " WHERE i.item_id = ?1 AND i.is_off = 0 AND i.origins & 16", INT(id)),
		a, &out->n_added);
	out->removed = read_names(
		s,
		db_query(s, "SELECT t.name FROM item_tag i JOIN tag t ON t.id = i.tag_id"
		            " WHERE i.item_id = ?1 AND i.is_off = 1", INT(id)),
		a, &out->n_removed);
	return db_read_end(s, NULL);
}

int64_t store_item_of_identity(struct store *s, int64_t source_id, int64_t identity)
{
	int64_t id = db_number(s, 0, "SELECT id FROM item WHERE source_id = ?1 AND identity = ?2",
	                       INT(source_id), INT(identity));

	return db_read_end(s, NULL) ? id : 0;
}
