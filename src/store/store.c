/* Opening, closing, what changed, checkpoints. */
#include "store/db.h"
#include "store/text.h"
#include "base/array.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	APPLICATION_ID = 0x68616f77, /* "haow" */
	VERSION_ABSURD = 1000,       /* so far ahead of ours that it is damage, not the future */
	CHECK_MS = 300,              /* what looking at a file after a crash may take */
};

/* --- connections ----------------------------------------------------------------------------------- */

static int note_log_size(void *opaque, sqlite3 *db, const char *name, int pages)
{
	struct store *s = opaque;

	(void)db;
	(void)name;
	s->wal_pages = pages;
	return SQLITE_OK;
}

static void configure(struct store *s)
{
	sqlite3_extended_result_codes(s->db, 1);
	sqlite3_busy_timeout(s->db, 5000);
	sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(s->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
	sqlite3_db_config(s->db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
	sqlite3_db_config(s->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	/* Closing the last connection would checkpoint without our lock. */
	sqlite3_db_config(s->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	if (s->is_writer) {
		sqlite3_db_config(s->db, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
		sqlite3_wal_hook(s->db, note_log_size, s); /* in place of automatic checkpoints */
		db_exec(s, "PRAGMA page_size = 16384; PRAGMA cache_size = -8000;"
		           " PRAGMA secure_delete = OFF; PRAGMA journal_size_limit = 16777216;"
		           " PRAGMA synchronous = NORMAL");
	}
	db_exec(s, "PRAGMA mmap_size = 0; PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY");
}

bool db_connect(struct store *s, int flags, bool is_immutable)
{
	struct str name = STR_INIT;
	struct stat st;
	int rc;

	if (is_immutable) {
		str_add(&name, "file:");
		for (const char *p = s->path; *p; p++)
			if (strchr("%?#", *p))
				str_printf(&name, "%%%02X", (unsigned)*p);
			else
				str_add_char(&name, *p);
		str_add(&name, "?immutable=1");
		flags |= SQLITE_OPEN_URI;
	} else {
		str_add(&name, s->path);
	}
	rc = sqlite3_open_v2(name.data, &s->db, flags | SQLITE_OPEN_NOMUTEX, NULL);
	str_release(&name);
	if (rc != SQLITE_OK) {
		db_set_failure(s, rc, s->db ? sqlite3_errmsg(s->db) : sqlite3_errstr(rc));
		s->rc_errno = s->db ? sqlite3_system_errno(s->db) : 0;
		return false;
	}
	if (!stat(s->path, &st)) {
		s->device = st.st_dev;
		s->inode = st.st_ino;
	}
	configure(s);
	return !s->rc;
}

void db_disconnect(struct store *s)
{
	for (size_t i = 0; i < STATEMENT_SLOTS; i++)
		sqlite3_finalize(s->statements[i].st);
	memset(s->statements, 0, sizeof s->statements);
	s->n_statements = 0;
	s->in_read = false;
	sqlite3_close(s->db);
	s->db = NULL;
}

static struct store *store_new(const char *path, bool is_writer)
{
	struct store *s = xcalloc(1, sizeof *s);

	s->path = xstrdup(path);
	s->is_writer = is_writer;
	s->lock_fd = -1;
	s->patience_ms = 5000;
	s->wal_largest = WAL_LARGEST_PAGES;
	s->recent_since = TIME_NONE;
	str_init(&s->text.directory);
	str_init(&s->text.text);
	str_init(&s->text_row);
	return s;
}

static void store_free(struct store *s)
{
	db_disconnect(s);
	lock_close(s->lock_fd);
	free(s->hidden);
	free(s->source_counts.rows);
	free(s->tag_counts.rows);
	str_release(&s->text.directory);
	str_release(&s->text.text);
	str_release(&s->text_row);
	free(s->path);
	free(s);
}

/* --- what kind of file it is ----------------------------------------------------------------------- */

enum health { HEALTH_OK, HEALTH_EMPTY, HEALTH_DAMAGED, HEALTH_FOREIGN, HEALTH_NEWER, HEALTH_FAILED };

static int past_end(void *opaque)
{
	return clock_monotonic_ms() >= *(int64_t *)opaque;
}

/* Look through the pages, as long as there is time; true unless damage is seen. */
static bool check_pages(struct store *s, int budget_ms)
{
	int64_t end = clock_monotonic_ms() + budget_ms;
	sqlite3_stmt *st = NULL;
	bool sound = true;

	if (sqlite3_prepare_v2(s->db, "PRAGMA quick_check(1)", -1, &st, NULL) != SQLITE_OK)
		return false;
	if (budget_ms > 0)
		sqlite3_progress_handler(s->db, 20000, past_end, &end);
	int rc = sqlite3_step(st);

	if (rc == SQLITE_ROW)
		sound = !strcmp((const char *)sqlite3_column_text(st, 0), "ok");
	else if (rc != SQLITE_INTERRUPT)
		sound = false;
	sqlite3_finalize(st);
	sqlite3_progress_handler(s->db, 0, NULL, NULL);
	return sound;
}

static enum health look(struct store *s, char mark)
{
	int64_t tables = db_number(s, -1, "SELECT count(*) FROM sqlite_schema");
	int64_t ours = db_number(s, 0, "SELECT count(*) FROM sqlite_schema WHERE type = 'table'"
	                               " AND name IN ('source', 'item', 'item_tag', 'hot_entry')");
	int64_t version = db_number(s, 0, "PRAGMA user_version");
	int64_t application = db_number(s, 0, "PRAGMA application_id");

	if (s->is_damaged)
		return HEALTH_DAMAGED;
	if (s->rc)
		return HEALTH_FAILED;
	if (!tables && !version)
		return HEALTH_EMPTY;
	if (application != APPLICATION_ID)
		return ours == 4 ? HEALTH_DAMAGED : HEALTH_FOREIGN;
	if (version > schema_version() && version < schema_version() + VERSION_ABSURD)
		return HEALTH_NEWER;
	if (version < 1 || version > schema_version() || !schema_is_whole(s, (int)version))
		return HEALTH_DAMAGED;
	if (s->is_writer && mark && !check_pages(s, mark == 'd' ? 0 : CHECK_MS))
		return HEALTH_DAMAGED;
	return HEALTH_OK;
}

/* --- the writer ------------------------------------------------------------------------------------- */

/* Made by us, so that it and the files SQLite puts beside it are nobody else's to read. */
static bool make_file(struct store *s)
{
	int fd = open(s->path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (fd < 0 && errno != EEXIST) {
		db_set_failure(s, SQLITE_CANTOPEN, strerror(errno));
		s->rc_errno = errno;
		return false;
	}
	if (fd >= 0)
		close(fd);
	return true;
}

static bool make_tables(struct store *s)
{
	char sql[64];

	snprintf(sql, sizeof sql, "PRAGMA application_id = %d", APPLICATION_ID);
	return db_exec(s, "PRAGMA journal_mode = WAL") && db_exec(s, "BEGIN IMMEDIATE") &&
	       db_exec(s, sql) && schema_migrate(s, 0) && db_exec(s, "COMMIT");
}

static bool migrate(struct store *s)
{
	int version = (int)db_number(s, 0, "PRAGMA user_version");

	if (version >= schema_version())
		return !s->rc;
	return db_exec(s, "BEGIN IMMEDIATE") && schema_migrate(s, version) && db_exec(s, "COMMIT");
}

/* Keep the damaged file beside, begin a new one, save what can be saved; err says so. */
static bool rebuild(struct store *s, struct err *err)
{
	char *aside = NULL;
	int64_t saved = 0;

	db_disconnect(s);
	s->rc = SQLITE_OK;
	if (!salvage_set_aside(s->path, clock_now(), &aside, err))
		return false;
	s->is_damaged = false;
	if (make_file(s) && db_connect(s, SQLITE_OPEN_READWRITE, false) && make_tables(s)) {
		db_exec(s, "PRAGMA foreign_keys = OFF");
		db_exec(s, "BEGIN IMMEDIATE");
		saved = salvage_copy(s, aside);
		db_exec(s, "COMMIT");
		db_exec(s, "PRAGMA foreign_keys = ON");
	}
	if (s->rc)
		db_fail(s, err, true);
	else
		err_set(err, _("%s was damaged: it is kept as %s, and a new one was made with the %lld "
		               "articles that could be read"),
		        s->path, aside, (long long)saved);
	free(aside);
	return s->db && !s->is_damaged;
}

static bool prepare_file(struct store *s, bool is_alone, struct err *err)
{
	char mark = is_alone ? lock_mark_read(s->lock_fd) : 0;

	if (!make_file(s) || !db_connect(s, SQLITE_OPEN_READWRITE, false)) {
		if (!s->is_damaged)
			return db_fail(s, err, true);
	}
	switch (s->is_damaged ? HEALTH_DAMAGED : look(s, mark)) {
	case HEALTH_OK:
		return migrate(s) || db_fail(s, err, true);
	case HEALTH_EMPTY:
		return make_tables(s) || db_fail(s, err, true);
	case HEALTH_NEWER:
		s->is_newer = true;
		err_set(err, _("%s was made by a newer haowai: it is opened for reading only"), s->path);
		return true;
	case HEALTH_FOREIGN:
		return err_set(err, _("%s is a database of another program; choose another folder with "
		                      "--home"), s->path);
	case HEALTH_DAMAGED:
		if (is_alone)
			return rebuild(s, err);
		return err_set(err, _("%s is damaged and another haowai has it open: close that one, then "
		                      "start again"), s->path);
	case HEALTH_FAILED:
		break;
	}
	return db_fail(s, err, true);
}

static int log_pages(const char *path)
{
	struct str name = STR_INIT;
	struct stat st;
	int pages = 0;

	str_printf(&name, "%s-wal", path);
	if (!stat(name.data, &st))
		pages = (int)(st.st_size / 16384);
	str_release(&name);
	return pages;
}

static bool open_writer(struct store *s, struct err *err)
{
	bool is_alone, done;

	s->lock_fd = lock_open(s->path);
	if (s->lock_fd < 0)
		return err_set(err, _("cannot open %s.lock: %s"), s->path, strerror(errno));
	if (!lock_take(s->lock_fd, LOCK_FOR_WRITING, true, 5000)) {
		db_set_failure(s, errno == EAGAIN ? SQLITE_BUSY : SQLITE_IOERR, strerror(errno));
		s->rc_errno = errno;
		return db_fail(s, err, true);
	}
	is_alone = lock_take(s->lock_fd, LOCK_FOR_LIFE, true, 0);
	done = prepare_file(s, is_alone, err);
	lock_take(s->lock_fd, LOCK_FOR_LIFE, false, 0);
	if (done)
		lock_mark_write(s->lock_fd, 'o');
	s->wal_pages = log_pages(s->path);
	lock_give(s->lock_fd, LOCK_FOR_WRITING);
	return done;
}

/* --- readers ------------------------------------------------------------------------------------------ */

/* A file in a folder that may not be written cannot have the index of its log made. While there is no
 * log either, nobody writes, and it can be read as it lies there. */
static bool connect_reader(struct store *s)
{
	if (db_connect(s, SQLITE_OPEN_READONLY, false) &&
	    db_number(s, -1, "SELECT count(*) FROM sqlite_schema") >= 0)
		return true;
	if (s->is_damaged || log_pages(s->path) || access(s->path, R_OK))
		return false;
	db_disconnect(s);
	s->rc = SQLITE_OK;
	return db_connect(s, SQLITE_OPEN_READONLY, true);
}

static bool open_reader(struct store *s, struct err *err)
{
	enum health health;

	if (access(s->path, F_OK))
		return err_set(err, _("cannot read %s: %s"), s->path, strerror(errno));
	if (!connect_reader(s))
		return db_fail(s, err, false);
	health = look(s, 0);
	if (health == HEALTH_NEWER) {
		s->is_newer = true;
		err_set(err, _("%s was made by a newer haowai: it is opened for reading only"), s->path);
		return true;
	}
	if (health == HEALTH_OK && db_number(s, 0, "PRAGMA user_version") == schema_version())
		return true;
	if (health == HEALTH_DAMAGED || health == HEALTH_FAILED) {
		if (!s->rc)
			db_set_failure(s, SQLITE_CORRUPT, "");
		return db_fail(s, err, false);
	}
	return err_set(err, _("%s is not ready to be read; haowai makes it so when it can write to it"),
	               s->path);
}

/* A pipe would be waited for without end, a device be written to. */
static bool is_file_or_nothing(const char *path, struct err *err)
{
	struct stat st;

	if (stat(path, &st) || S_ISREG(st.st_mode))
		return true;
	return err_set(err, _("%s is not a file: move it away, and haowai makes its database there"),
	               path);
}

struct store *store_open(const char *path, enum store_mode mode, struct err *err)
{
	struct store *s;

	err_clear(err);
	if (!is_file_or_nothing(path, err))
		return NULL;
	s = store_new(path, mode == STORE_WRITE);
	if (mode == STORE_WRITE ? open_writer(s, err) : open_reader(s, err))
		return s;
	store_free(s);
	return NULL;
}

bool store_is_readonly(const struct store *s)
{
	return !s->is_writer || s->is_newer;
}

bool store_is_damaged(const struct store *s)
{
	return s->is_damaged;
}

void store_set_patience(struct store *s, int ms)
{
	s->patience_ms = ms;
}

void store_keep_log_short(struct store *s)
{
	s->wal_largest = WAL_SHORT_PAGES;
}

void store_suspect(struct store *s)
{
	s->is_damaged = true;
	if (s->lock_fd >= 0)
		lock_mark_write(s->lock_fd, 'd');
}

bool store_failure_passes(const struct store *s)
{
	return s->failure_passes;
}

/* --- closing ------------------------------------------------------------------------------------------ */

static bool checkpoint(struct store *s, int mode)
{
	int rc;

	sqlite3_busy_timeout(s->db, 0); /* a reader in the way is not waited for */
	rc = sqlite3_wal_checkpoint_v2(s->db, NULL, mode, NULL, NULL);
	sqlite3_busy_timeout(s->db, 5000);
	if (rc == SQLITE_BUSY || rc == SQLITE_LOCKED)
		return false;
	if (rc != SQLITE_OK)
		db_set_failure(s, rc, sqlite3_errmsg(s->db));
	return rc == SQLITE_OK;
}

bool store_checkpoint(struct store *s, struct err *err)
{
	if (s->in_write && !store_commit(s, err))
		return false;
	if (!s->is_writer || s->is_newer || s->wal_pages < WAL_CHECKPOINT_PAGES)
		return true;
	if (!lock_take(s->lock_fd, LOCK_FOR_WRITING, true, 0))
		return true; /* the one that writes now will see to it */
	if (checkpoint(s, SQLITE_CHECKPOINT_TRUNCATE))
		s->wal_pages = 0;
	lock_give(s->lock_fd, LOCK_FOR_WRITING);
	return s->rc ? db_fail(s, err, true) : true;
}

void store_close(struct store *s)
{
	if (!s)
		return;
	if (s->db && s->is_writer && !s->is_newer) {
		if (s->in_write)
			store_commit(s, NULL);
		if (lock_take(s->lock_fd, LOCK_FOR_WRITING, true, 200)) {
			checkpoint(s, SQLITE_CHECKPOINT_TRUNCATE);
			db_disconnect(s);
			if (!s->is_damaged && lock_take(s->lock_fd, LOCK_FOR_LIFE, true, 0))
				lock_mark_write(s->lock_fd, 0);
		}
	}
	store_free(s);
}

/* --- what changed --------------------------------------------------------------------------------------- */

/* The file at the path is no longer the one that is open: it was damaged and set aside. */
static void follow_file(struct store *s)
{
	struct stat st;
	struct store *new;

	if (stat(s->path, &st) || (st.st_dev == s->device && st.st_ino == s->inode))
		return;
	new = store_open(s->path, STORE_READ, NULL);
	if (!new)
		return; /* not ready yet; asked again next time */
	db_disconnect(s);
	s->db = new->db;
	s->device = new->device;
	s->inode = new->inode;
	s->is_damaged = s->is_newer = false;
	s->rc = SQLITE_OK;
	s->generation++;
	memcpy(s->statements, new->statements, sizeof s->statements);
	s->n_statements = new->n_statements;
	memset(new->statements, 0, sizeof new->statements);
	new->db = NULL;
	store_free(new);
}

uint32_t store_version(struct store *s)
{
	uint32_t version;

	if (!s->is_writer)
		follow_file(s);
	version = (uint32_t)db_number(s, 0, "PRAGMA data_version");
	db_read_end(s, NULL);
	return version + s->generation * 0x10000000u;
}
