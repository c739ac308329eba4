#include "store/db.h"
#include "store/text.h"
#include "base/array.h"
#include "base/clock.h"
#include "base/i18n.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct arg arg_int(int64_t v)
{
	return (struct arg){ ARG_INT, v, NULL, 0 };
}

struct arg arg_time(int64_t t)
{
	return (struct arg){ t == TIME_NONE ? ARG_NULL : ARG_INT, t, NULL, 0 };
}

struct arg arg_text(const char *s)
{
	return (struct arg){ s ? ARG_TEXT : ARG_NULL, 0, s, s ? strlen(s) : 0 };
}

struct arg arg_slice(struct slice s)
{
	return (struct arg){ s.data ? ARG_TEXT : ARG_NULL, 0, s.data, s.len };
}

struct arg arg_blob(const void *p, size_t n)
{
	return (struct arg){ p ? ARG_BLOB : ARG_NULL, 0, p, n };
}

static void note_failure(struct store *s, int rc)
{
	int kind = rc & 0xff;

	if (kind == SQLITE_CORRUPT || kind == SQLITE_NOTADB)
		s->is_damaged = true;
	if (s->rc)
		return;
	s->rc = rc;
	s->rc_errno = s->db ? sqlite3_system_errno(s->db) : 0;
	snprintf(s->rc_text, sizeof s->rc_text, "%s", s->db ? sqlite3_errmsg(s->db) : "");
}

void db_set_failure(struct store *s, int rc, const char *text)
{
	if (s->rc)
		return;
	s->rc = rc;
	s->rc_errno = 0;
	snprintf(s->rc_text, sizeof s->rc_text, "%s", text);
}

/* --- statements -------------------------------------------------------------------------------- */

static sqlite3_stmt *prepared(struct store *s, const char *sql)
{
	/* SQL is written as literals: the address is the key, nothing is read. */
	size_t i = (size_t)(((uint64_t)(uintptr_t)sql * 0x9e3779b97f4a7c15u) >> 32);

	for (;; i++) {
		i %= STATEMENT_SLOTS;
		if (!s->statements[i].sql)
			break;
		if (s->statements[i].sql == sql)
			return s->statements[i].st;
	}
	assert(s->n_statements < STATEMENT_SLOTS / 2);
	sqlite3_stmt *st = NULL;
	int rc = sqlite3_prepare_v3(s->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &st, NULL);

	if (rc != SQLITE_OK) {
		note_failure(s, rc);
		return NULL;
	}
	s->statements[i].sql = sql;
	s->statements[i].st = st;
	s->n_statements++;
	return st;
}

static int bind(sqlite3_stmt *st, int at, const struct arg *a)
{
	switch (a->kind) {
	case ARG_INT:
		return sqlite3_bind_int64(st, at, a->i);
	case ARG_TEXT:
		return sqlite3_bind_text64(st, at, a->p, a->n, SQLITE_STATIC, SQLITE_UTF8);
	case ARG_BLOB:
		return sqlite3_bind_blob64(st, at, a->p, a->n, SQLITE_STATIC);
	case ARG_NULL:
		break;
	}
	return sqlite3_bind_null(st, at);
}

sqlite3_stmt *db_query_args(struct store *s, const char *sql, const struct arg *args, size_t n)
{
	sqlite3_stmt *st = s->rc || !s->db ? NULL : prepared(s, sql);

	if (!st)
		return NULL;
	sqlite3_reset(st);
	for (size_t i = 1; i <= n; i++) {
		int rc = bind(st, (int)i, &args[i]);

		if (rc != SQLITE_OK) {
			note_failure(s, rc);
			return NULL;
		}
	}
	return st;
}

bool db_row(struct store *s, sqlite3_stmt *st)
{
	if (!st)
		return false;
	int rc = sqlite3_step(st);

	if (rc == SQLITE_ROW)
		return true;
	if (rc != SQLITE_DONE)
		note_failure(s, rc);
	sqlite3_reset(st);
	return false;
}

void db_finish(sqlite3_stmt *st)
{
	if (st)
		sqlite3_reset(st);
}

bool db_run_args(struct store *s, const char *sql, const struct arg *args, size_t n)
{
	sqlite3_stmt *st = db_query_args(s, sql, args, n);

	while (db_row(s, st))
		;
	return !s->rc;
}

int64_t db_number_args(struct store *s, int64_t none, const char *sql, const struct arg *args, size_t n)
{
	sqlite3_stmt *st = db_query_args(s, sql, args, n);
	int64_t value = none;

	if (!db_row(s, st))
		return none;
	if (sqlite3_column_type(st, 0) != SQLITE_NULL)
		value = sqlite3_column_int64(st, 0);
	db_finish(st);
	return value;
}

bool db_exec(struct store *s, const char *sql)
{
	if (s->rc)
		return false;
	int rc = sqlite3_exec(s->db, sql, NULL, NULL, NULL);

	if (rc != SQLITE_OK)
		note_failure(s, rc);
	return rc == SQLITE_OK;
}

int64_t db_int(sqlite3_stmt *st, int column)
{
	return sqlite3_column_int64(st, column);
}

int64_t db_time(sqlite3_stmt *st, int column)
{
	if (sqlite3_column_type(st, column) == SQLITE_NULL)
		return TIME_NONE;
	return sqlite3_column_int64(st, column);
}

struct slice db_slice(sqlite3_stmt *st, int column)
{
	const char *p = sqlite3_column_blob(st, column);

	return slice_make(p ? p : "", p ? (size_t)sqlite3_column_bytes(st, column) : 0);
}

/* Bytes of the character at p if it is one of those that nearly all text is made of and that are never
 * changed: ASCII, CJK, Hangul, full-width forms, common punctuation; else 0. */
static size_t harmless(const unsigned char *p, const unsigned char *end)
{
	if (*p >= 0x20 && *p < 0x7f)
		return 1;
	if (end - p < 3 || (p[1] & 0xc0) != 0x80 || (p[2] & 0xc0) != 0x80)
		return 0;
	if (*p >= 0xe3 && *p <= 0xec)
		return *p == 0xe3 && p[1] == 0x80 && p[2] == 0x80 ? 0 : 3; /* a wide blank */
	if (*p == 0xef)
		return p[1] == 0xbc || p[1] == 0xbd ? 3 : 0;
	return *p == 0xe2 && p[1] == 0x80 && p[2] >= 0x93 && p[2] <= 0xa6 ? 3 : 0;
}

/* Most text can be seen at a glance to be clean; the gate itself is asked about the rest. */
static bool is_clean(struct slice in, enum clean_mode mode)
{
	const unsigned char *p = (const unsigned char *)in.data, *end = p + in.len;
	bool after_blank = true;

	while (p < end) {
		size_t n = harmless(p, end);

		if (mode == CLEAN_LINE && *p == ' ') {
			if (after_blank)
				break;
			after_blank = true;
		} else {
			after_blank = false;
		}
		if (!n && !(mode == CLEAN_BLOCK && *p == '\n'))
			break;
		p += n ? n : 1;
	}
	if (p == end && (!in.len || mode == CLEAN_BLOCK || !after_blank))
		return true;
	return text_is_clean(in, mode);
}

static const char *safe_copy(struct slice in, struct arena *a, enum clean_mode mode)
{
	if (is_clean(in, mode))
		return arena_strndup(a, in.data, in.len);
	struct str out = STR_INIT;
	char *copy;

	text_clean(&out, in, mode);
	copy = arena_strndup(a, out.data, out.len);
	str_release(&out);
	return copy;
}

const char *db_text(sqlite3_stmt *st, int column, struct arena *a, enum clean_mode mode)
{
	if (sqlite3_column_type(st, column) == SQLITE_NULL)
		return NULL;
	return safe_copy(db_slice(st, column), a, mode);
}

size_t db_names(sqlite3_stmt *st, int column, struct arena *a, const char ***out)
{
	struct slice rest = db_slice(st, column);
	size_t n = 0, most = rest.len ? 1 : 0;

	for (size_t i = 0; i < rest.len; i++)
		most += rest.data[i] == '\n';
	*out = most ? arena_alloc(a, most * sizeof **out) : NULL;
	while (rest.len) {
		const char *name = safe_copy(slice_next(&rest, '\n'), a, CLEAN_LINE);

		if (*name)
			(*out)[n++] = name;
	}
	return n;
}

/* --- brackets ------------------------------------------------------------------------------------ */

void db_read_begin(struct store *s)
{
	if (s->in_write || s->in_read)
		return;
	db_run(s, "BEGIN");
	s->in_read = !s->rc;
}

/* End a reading transaction, whatever happened in it. */
static void leave_read(struct store *s)
{
	if (!s->in_read)
		return;
	s->in_read = false;
	sqlite3_exec(s->db, "COMMIT", NULL, NULL, NULL);
	if (!sqlite3_get_autocommit(s->db))
		sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
}

bool db_read_end(struct store *s, struct err *err)
{
	if (s->in_write) /* of a batch: what failed undoes it */
		return s->rc ? db_write_end(s, err) : true;
	if (!s->holds_view || s->rc)
		leave_read(s);
	return s->rc ? db_fail(s, err, false) : true;
}

void store_hold_view(struct store *s)
{
	db_read_begin(s);
	s->holds_view = true;
}

void store_let_go_view(struct store *s)
{
	s->holds_view = false;
	db_read_end(s, NULL);
}

static void roll_back(struct store *s)
{
	/* After a full disk SQLite may have undone the transaction by itself. */
	if (!sqlite3_get_autocommit(s->db))
		sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
	counts_forget(s);
	text_forget(s);
}

static void unlock(struct store *s)
{
	if (s->is_locked)
		lock_give(s->lock_fd, LOCK_FOR_WRITING);
	s->is_locked = false;
}

bool db_write_begin(struct store *s)
{
	if (s->in_write || s->rc)
		return false;
	leave_read(s);
	if (!s->is_writer || s->is_newer) {
		db_set_failure(s, SQLITE_READONLY, s->is_newer ? "newer" : "reader");
		return false;
	}
	if (!lock_take(s->lock_fd, LOCK_FOR_WRITING, true, s->patience_ms)) {
		db_set_failure(s, errno == EAGAIN ? SQLITE_BUSY : SQLITE_IOERR, strerror(errno));
		s->rc_errno = errno;
		return false;
	}
	s->is_locked = true;
	if (!db_run(s, "BEGIN IMMEDIATE")) {
		unlock(s);
		return false;
	}
	s->in_write = true;
	s->write_started_ms = clock_monotonic_ms();
	s->recent_since = TIME_NONE;
	s->last_item = 0;
	memset(s->known_tags, 0, sizeof s->known_tags);
	return true;
}

/* Have the kernel begin to write the log out, so that a checkpoint need not wait for all of it. A
 * hint: nothing depends on it. */
static void write_out_log(struct store *s)
{
#ifdef SYNC_FILE_RANGE_WRITE
	struct str name = STR_INIT;
	int fd;

	s->wal_hinted = s->wal_pages;
	str_printf(&name, "%s-wal", s->path);
	fd = open(name.data, O_RDONLY | O_CLOEXEC);
	str_release(&name);
	if (fd < 0)
		return;
	sync_file_range(fd, 0, 0, SYNC_FILE_RANGE_WRITE);
	close(fd);
#else
	(void)s;
#endif
}

static bool commit(struct store *s, struct err *err)
{
	text_flush(s);
	counts_flush(s);
	db_run(s, "COMMIT");
	s->in_write = false;
	s->is_atomic = false;
	if (s->rc)
		roll_back(s);
	else if (s->wal_pages > s->wal_largest)
		sqlite3_wal_checkpoint_v2(s->db, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
	else if (s->wal_pages < s->wal_hinted || s->wal_pages > s->wal_hinted + WAL_HINT_PAGES)
		write_out_log(s);
	unlock(s);
	return s->rc ? db_fail(s, err, true) : true;
}

/* The cache is full of what this transaction wrote. What it writes out before its end it may have to write
 * again, and then to read all that follows for the checksums of the log. */
static bool has_spilled(struct store *s)
{
	int pages = 0, highest;

	sqlite3_db_status(s->db, SQLITE_DBSTATUS_CACHE_SPILL, &pages, &highest, 1);
	return pages > 0;
}

bool db_write_end(struct store *s, struct err *err)
{
	if (!s->in_write) {
		leave_read(s);
		return s->rc ? db_fail(s, err, true) : true;
	}
	if (s->rc) {
		roll_back(s);
		s->in_write = s->is_atomic = false;
		unlock(s);
		return db_fail(s, err, true);
	}
	if (s->in_batch && !s->is_atomic &&
	    clock_monotonic_ms() - s->write_started_ms < BATCH_MS && !has_spilled(s))
		return true;
	return commit(s, err);
}

bool db_alone_begin(struct store *s, struct err *err)
{
	if (s->in_write && !commit(s, err))
		return false;
	s->is_atomic = true;
	db_write_begin(s);
	return true;
}

bool db_alone_end(struct store *s, struct err *err)
{
	bool done = db_write_end(s, err);

	s->is_atomic = false;
	return done;
}

bool store_begin(struct store *s, struct err *err)
{
	(void)err; /* the transaction begins with the first thing to write */
	s->in_batch = true;
	return true;
}

bool store_commit(struct store *s, struct err *err)
{
	s->in_batch = false;
	return db_write_end(s, err);
}

/* --- sentences ------------------------------------------------------------------------------------ */

static const char *reason(const struct store *s)
{
	if (s->is_newer)
		return _("a newer haowai made it; this one only reads it");
	switch (s->rc & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return _("another haowai has been writing for 5 seconds; it is tried again later");
	case SQLITE_FULL:
		return _("the disk is full; make room, it is tried again later");
	case SQLITE_READONLY:
	case SQLITE_PERM:
	case SQLITE_AUTH:
		return _("the file or its folder may not be written");
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return _("the file is damaged; it is set aside and mended at the next start");
	case SQLITE_IOERR:
	case SQLITE_CANTOPEN:
		return s->rc_errno ? strerror(s->rc_errno) : s->rc_text;
	}
	return s->rc_text;
}

bool db_fail(struct store *s, struct err *err, bool writing)
{
	if (s->is_damaged && s->lock_fd >= 0)
		lock_mark_write(s->lock_fd, 'd');
	s->failure_passes = (s->rc & 0xff) == SQLITE_BUSY || (s->rc & 0xff) == SQLITE_LOCKED ||
	                    (s->rc & 0xff) == SQLITE_FULL;
	if (writing)
		err_set(err, _("cannot write %s: %s"), s->path, reason(s));
	else
		err_set(err, _("cannot read %s: %s"), s->path, reason(s));
	s->rc = SQLITE_OK;
	return false;
}
