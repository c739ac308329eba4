/*
 * Inside the store: the connection, its prepared statements, and the two brackets round everything
 * that reads or writes. Only the files of this folder include it.
 *
 * Failure is sticky: the first one is kept in s->rc, later calls do nothing and answer nothing, and
 * db_read_end() or db_write_end() makes one sentence of it. So a function asks, binds and walks
 * without a test at each step.
 */
#ifndef STORE_DB_H
#define STORE_DB_H

#include <sqlite3.h>
#include <sys/types.h>
#include "store/store.h"
#include "text/clean.h"

enum {
	STATEMENT_SLOTS = 512,          /* more than twice the statements there are */
	KNOWN_TAGS = 128,
	BATCH_MS = 250,                 /* a transaction of a batch is not kept open longer */
	WAL_CHECKPOINT_PAGES = 256,     /* 4 MiB: what store_checkpoint() finds worth its fsync */
	WAL_HINT_PAGES = 1024,          /* 16 MiB: told to the kernel to be written out */
	WAL_LARGEST_PAGES = 16384,      /* 256 MiB: checkpointed in passing, whoever waits */
	WAL_SHORT_PAGES = 2048,         /* 32 MiB: the same where nobody does */
};

/* The column is_read of item and item_tag holds two bits: lists walk their indexes by the values 0 and
 * 1, so that what is muted is in none of them and costs none of them anything. */
enum { ROW_READ = 1, ROW_MUTED = 2 };

/* Changes of the counts kept in rows, gathered while a transaction runs (counts.c). */
struct count_delta {
	int64_t id;
	int64_t items, unread, recent;
};
struct count_table {
	struct count_delta *rows;
	size_t n, cap;
};

/* A tag met in this transaction (tag_rows.c). */
struct known_tag {
	int64_t hash, id;
};

/* Folded texts waiting to fill a row (text.c). */
struct text_pending {
	int64_t id;                     /* the row they will be, 0 while there are none */
	struct str directory, text;
	size_t n;
};

struct store {
	sqlite3 *db;
	char *path;
	bool is_writer;
	bool is_newer;                  /* made by a newer haowai: read only */
	bool is_damaged;                /* SQLite said so */
	int lock_fd;
	bool is_locked;
	int patience_ms;                /* how long a write waits for another process's */

	int rc;                         /* the first failure since the last bracket ended */
	int rc_errno;
	bool failure_passes;            /* the last one said by db_fail() */
	char rc_text[160];

	bool in_batch, in_read, in_write;
	bool holds_view;                /* the reading transaction outlives its brackets */
	bool is_atomic;                 /* commit at the end of this bracket, batch or not */
	int64_t write_started_ms;
	int wal_pages;
	int wal_largest;                /* WAL_LARGEST_PAGES or WAL_SHORT_PAGES */
	int wal_hinted;                 /* wal_pages when the kernel was last told */

	struct {
		const char *sql;
		sqlite3_stmt *st;
	} statements[STATEMENT_SLOTS];
	size_t n_statements;

	int64_t *hidden;                /* store_hide_sources(), sorted */
	size_t n_hidden;
	struct count_table source_counts, tag_counts;
	struct known_tag known_tags[KNOWN_TAGS];
	int64_t recent_since;           /* what "recent" means in this transaction, TIME_NONE: not read */
	int64_t last_item;              /* highest id of an article ever given, 0: not read */
	struct text_pending text;
	struct str text_row;            /* where text.c puts one together */
	dev_t device;                   /* of the file that is open, to notice that it was replaced */
	ino_t inode;
	uint32_t generation;
	int64_t purge_source;           /* where the next slice of a purge goes on */

	struct store_judge judge;       /* judge.c; judge NULL: there are no rules */
	const struct tag_map *tag_map;  /* borrowed; NULL: tags are called what they are called */
	struct changes *changes;        /* borrowed: marks note here what they change (undo.h), or NULL */
	int64_t judge_at;               /* articles below this id are not judged yet, 0: none is */
};

/* --- statements -------------------------------------------------------------------------------- */

enum arg_kind { ARG_NULL, ARG_INT, ARG_TEXT, ARG_BLOB };
struct arg {
	enum arg_kind kind;
	int64_t i;
	const void *p;
	size_t n;
};

struct arg arg_int(int64_t v);
struct arg arg_time(int64_t t);                 /* TIME_NONE is NULL */
struct arg arg_text(const char *s);             /* NULL is NULL; must live until the step is done */
struct arg arg_slice(struct slice s);
struct arg arg_blob(const void *p, size_t n);

#define INT(v)     arg_int(v)
#define TIME(v)    arg_time(v)
#define TEXT(v)    arg_text(v)
#define SLICE(v)   arg_slice(v)
#define BLOB(p, n) arg_blob(p, n)

/* The statement of this text (a literal: it is known by its address), prepared once and kept, with
 * its parameters bound; NULL after a failure. */
#define db_query(s, sql, ...)                                                                      \
	db_query_args(s, sql, (struct arg[]){ { 0 }, __VA_ARGS__ },                                \
	              sizeof((struct arg[]){ { 0 }, __VA_ARGS__ }) / sizeof(struct arg) - 1)
sqlite3_stmt *db_query_args(struct store *s, const char *sql, const struct arg *args, size_t n);
/* True when there is a row; at the end, or after a failure, the statement is put back. */
bool db_row(struct store *s, sqlite3_stmt *st);
/* Put a statement back before its end. */
void db_finish(sqlite3_stmt *st);
/* Ask, walk to the end, forget the rows. Returns false after a failure. */
#define db_run(s, sql, ...)                                                                        \
	db_run_args(s, sql, (struct arg[]){ { 0 }, __VA_ARGS__ },                                  \
	            sizeof((struct arg[]){ { 0 }, __VA_ARGS__ }) / sizeof(struct arg) - 1)
bool db_run_args(struct store *s, const char *sql, const struct arg *args, size_t n);
/* The first column of the first row, or `none`. */
#define db_number(s, none, sql, ...)                                                               \
	db_number_args(s, none, sql, (struct arg[]){ { 0 }, __VA_ARGS__ },                         \
	               sizeof((struct arg[]){ { 0 }, __VA_ARGS__ }) / sizeof(struct arg) - 1)
int64_t db_number_args(struct store *s, int64_t none, const char *sql, const struct arg *args, size_t n);
/* SQL without parameters or rows, several statements; not kept. */
bool db_exec(struct store *s, const char *sql);

int64_t db_int(sqlite3_stmt *st, int column);
int64_t db_time(sqlite3_stmt *st, int column);  /* NULL is TIME_NONE */
/* Text as it stands in the file, which need not be what we wrote; borrowed until the next step. */
struct slice db_slice(sqlite3_stmt *st, int column);
/* The same made safe (text/clean.h), in the arena; NULL stays NULL. */
const char *db_text(sqlite3_stmt *st, int column, struct arena *a, enum clean_mode mode);
/* Split at \n into an arena list of cleaned, non-empty names. */
size_t db_names(sqlite3_stmt *st, int column, struct arena *a, const char ***out);

/* --- brackets ------------------------------------------------------------------------------------ */

/* One view of the file for what follows. Inside a writing bracket it does nothing. */
void db_read_begin(struct store *s);
/* Returns false with a sentence when something failed. */
bool db_read_end(struct store *s, struct err *err);

/* Take the lock and begin, unless a transaction of the batch is open. Returns true when a new
 * transaction began: what was read before may be stale. */
bool db_write_begin(struct store *s);
/* Commit (in a batch: when it is old enough), or undo all of the transaction after a failure. */
bool db_write_end(struct store *s, struct err *err);
/* A bracket that is a transaction of its own: what the user did is not kept waiting, nor lost with
 * what a feed brought. */
bool db_alone_begin(struct store *s, struct err *err);
bool db_alone_end(struct store *s, struct err *err);

/* Make one sentence of s->rc and forget it; returns false. */
bool db_fail(struct store *s, struct err *err, bool writing);
/* Note a failure that SQLite did not report. */
void db_set_failure(struct store *s, int rc, const char *text);

/* --- opening (store.c, lock.c, schema.c, salvage.c) ----------------------------------------------- */

bool db_connect(struct store *s, int flags, bool is_immutable);
void db_disconnect(struct store *s);

enum lock_part { LOCK_FOR_WRITING, LOCK_FOR_LIFE };
/* The lock file beside the database; -1 with errno. */
int lock_open(const char *database);
void lock_close(int fd);
/* Wait at most timeout_ms; false with errno (EAGAIN: another process holds it). */
bool lock_take(int fd, enum lock_part part, bool exclusive, int timeout_ms);
void lock_give(int fd, enum lock_part part);
/* One byte in the lock file says how the last writer left: 0 in order, 'o' it never closed, 'd' the
 * file was found damaged. */
char lock_mark_read(int fd);
void lock_mark_write(int fd, char mark);

/* The newest version of the schema this program knows. */
int schema_version(void);
/* Bring the file to it, step by step. In a writing bracket. */
/* Every table and index that a file of that version has is there. */
bool schema_is_whole(struct store *s, int version);
bool schema_migrate(struct store *s, int from);

/* Move a damaged file (and its log) aside; *aside is its new path, heap. */
bool salvage_set_aside(const char *path, int64_t now, char **aside, struct err *err);
/* Copy what can still be read of the damaged file into the new, empty one. Returns articles saved. */
int64_t salvage_copy(struct store *s, const char *aside);

/* --- counts (counts.c) ----------------------------------------------------------------------------- */

void count_source(struct store *s, int64_t source_id, int items, int unread);
void count_tag(struct store *s, int64_t tag_id, int items, int unread, int recent);
bool count_is_recent(struct store *s, int64_t sort_time);
/* Move the border of "recent" on with the days. */
void count_advance(struct store *s, int64_t now);
void counts_flush(struct store *s);
void counts_forget(struct store *s);
/* Count everything anew. */
void counts_rebuild(struct store *s);
/* Find all copies anew (copies.c). */
void copies_rebuild(struct store *s);

/* Is it left out of what is read (store_hide_sources())? */
bool db_is_hidden(const struct store *s, int64_t source_id);

#endif
