#include "store/text.h"

#include <string.h>

/*
 * A row: how many articles (4 bytes), for each its id (8), where its text begins (4) and how long
 * its folded title is (4), then the texts: title, newline, body, NUL. Numbers as this machine
 * writes them; the file is not carried to machines of the other kind.
 */
enum {
	HEAD_SIZE = 4,
	ENTRY_SIZE = 16,
	ROW_MOST = 16300,          /* fits a leaf of a 16,384-byte page with SQLite's own header */
	TEXT_MOST = 4 * 1024 * 1024, /* of one article */
};

static void put_u32(struct str *out, size_t v)
{
	uint32_t n = (uint32_t)v;

	str_append(out, &n, sizeof n);
}

static void add_entry(struct str *directory, int64_t item_id, size_t start, size_t title_len)
{
	str_append(directory, &item_id, sizeof item_id);
	put_u32(directory, start);
	put_u32(directory, title_len);
}

static size_t pending_size(const struct text_pending *p)
{
	return HEAD_SIZE + p->directory.len + p->text.len;
}

int64_t text_keep(struct store *s, int64_t item_id, struct slice title, struct slice text)
{
	struct text_pending *p = &s->text;

	if (text.len > TEXT_MOST)
		text.len = TEXT_MOST;
	if (p->n && pending_size(p) + ENTRY_SIZE + title.len + text.len + 2 > ROW_MOST)
		text_flush(s);
	if (!p->n)
		p->id = db_number(s, 0, "SELECT max(id) FROM text") + 1;
	add_entry(&p->directory, item_id, p->text.len, title.len);
	p->n++;
	str_add_slice(&p->text, title);
	str_add_char(&p->text, '\n');
	str_add_slice(&p->text, text);
	str_add_char(&p->text, '\0');
	return p->id;
}

static void write_row(struct store *s, int64_t id, const struct text_pending *p)
{
	struct str *row = &s->text_row;

	str_clear(row);
	put_u32(row, p->n);
	str_append(row, p->directory.data, p->directory.len);
	str_append(row, p->text.data, p->text.len);
	db_run(s, "INSERT OR REPLACE INTO text VALUES (?1, ?2)", INT(id), BLOB(row->data, row->len));
}

void text_flush(struct store *s)
{
	if (s->text.n)
		write_row(s, s->text.id, &s->text);
	text_forget(s);
}

void text_forget(struct store *s)
{
	str_clear(&s->text.directory);
	str_clear(&s->text.text);
	s->text.n = 0;
	s->text.id = 0;
}

/* --- reading rows ------------------------------------------------------------------------------- */

static bool row_from_blob(int64_t id, struct slice blob, struct text_row *row)
{
	uint32_t n;

	if (blob.len < HEAD_SIZE)
		return false;
	memcpy(&n, blob.data, sizeof n);
	if (n > (blob.len - HEAD_SIZE) / ENTRY_SIZE)
		return false;
	row->id = id;
	row->n = n;
	row->directory = blob.data + HEAD_SIZE;
	row->text = row->directory + (size_t)n * ENTRY_SIZE;
	row->len = blob.len - HEAD_SIZE - (size_t)n * ENTRY_SIZE;
	return true;
}

static size_t entry_start(const struct text_row *row, size_t i)
{
	uint32_t start;

	if (i >= row->n)
		return row->len;
	memcpy(&start, row->directory + i * ENTRY_SIZE + 8, sizeof start);
	return start < row->len ? start : row->len;
}

void text_row_entry(const struct text_row *row, size_t i, struct text_entry *out)
{
	size_t start = entry_start(row, i), end = entry_start(row, i + 1);
	uint32_t title;

	memcpy(&out->item_id, row->directory + i * ENTRY_SIZE, sizeof out->item_id);
	memcpy(&title, row->directory + i * ENTRY_SIZE + 12, sizeof title);
	if (end > start)
		end--; /* the NUL */
	else
		end = start;
	out->start = start;
	out->title_len = title < end - start ? title : end - start;
	out->text = slice_make(row->text + start, end - start);
}

size_t text_row_find(const struct text_row *row, size_t at)
{
	size_t low = 0, high = row->n;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (entry_start(row, middle) <= at)
			low = middle;
		else
			high = middle;
	}
	return low;
}

bool store_text_bounds(struct store *s, int64_t *first, int64_t *last)
{
	*first = db_number(s, 0, "SELECT min(id) FROM text");
	*last = db_number(s, 0, "SELECT max(id) FROM text");
	return db_read_end(s, NULL) && *last > 0;
}

bool store_text_scan(struct store *s, int64_t first, int64_t last,
                     bool (*visit)(void *opaque, const struct text_row *row), void *opaque,
                     struct err *err)
{
	sqlite3_stmt *st = db_query(s, "SELECT id, data FROM text WHERE id BETWEEN ?1 AND ?2"
	                               " ORDER BY id DESC", INT(first), INT(last));

	while (db_row(s, st)) {
		struct text_row row;

		if (!row_from_blob(db_int(st, 0), db_slice(st, 1), &row))
			continue;
		if (!visit(opaque, &row)) {
			db_finish(st);
			break;
		}
	}
	return db_read_end(s, err);
}

/* Every text of the row but this article's. */
static void copy_others(const struct text_row *row, int64_t item_id, struct text_pending *out)
{
	for (size_t i = 0; i < row->n; i++) {
		struct text_entry e;

		text_row_entry(row, i, &e);
		if (e.item_id == item_id)
			continue;
		add_entry(&out->directory, e.item_id, out->text.len, e.title_len);
		out->n++;
		str_add_slice(&out->text, e.text);
		str_add_char(&out->text, '\0');
	}
}

void text_drop(struct store *s, int64_t text_id, int64_t item_id)
{
	struct text_pending rest = { 0, STR_INIT, STR_INIT, 0 };
	struct text_row row;
	bool found = false;

	if (!text_id)
		return;
	if (text_id == s->text.id)
		text_flush(s);
	sqlite3_stmt *st = db_query(s, "SELECT data FROM text WHERE id = ?1", INT(text_id));

	if (db_row(s, st)) {
		found = row_from_blob(text_id, db_slice(st, 0), &row);
		if (found)
			copy_others(&row, item_id, &rest);
		db_finish(st);
	}
	if (found && rest.n)
		write_row(s, text_id, &rest);
	else
		db_run(s, "DELETE FROM text WHERE id = ?1", INT(text_id));
	str_release(&rest.directory);
	str_release(&rest.text);
}
