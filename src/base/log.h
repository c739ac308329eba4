/*
 * The log: one file below the state folder, and the last lines kept in memory for the log view.
 *
 * Text is cleaned of control characters on the way in, addresses' passwords and keys must already
 * be masked by the caller (url_masked()). Any thread.
 */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARN, LOG_ERROR };

/* Append to the file at path from now on (0600; rolled over once at 1 MiB); NULL: memory only. */
void log_open(const char *path);
void log_close(void);
void log_line(enum log_level level, const char *format, ...) __attribute__((format(printf, 2, 3)));

struct log_entry {
	int64_t time;
	enum log_level level;
	char *text;
};
/* Copy the newest lines, oldest first, at most `most`; the caller frees with log_entries_free(). */
size_t log_entries(struct log_entry **out, size_t most);
void log_entries_free(struct log_entry *entries, size_t n);

#endif
