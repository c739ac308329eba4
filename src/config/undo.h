/*
 * A change of the file of subscriptions, and taking it back: what lay between the beginning and the end
 * that both states have, in whole lines.
 */
#ifndef CONFIG_UNDO_H
#define CONFIG_UNDO_H

#include "base/err.h"
#include "base/str.h"

struct file_change {
	size_t same;             /* bytes at the beginning that both have */
	struct str before, after;
	uint64_t hash;           /* of the whole file afterwards */
	bool was_there;          /* before */
};

/* The file as it is; empty when there is none or it cannot be read. */
void file_change_read(const char *path, struct str *out);
/* What has happened to the file since `before` was read. False: nothing. */
bool file_change_init(struct file_change *c, const char *path, struct slice before);
void file_change_release(struct file_change *c);
size_t file_change_bytes(const struct file_change *c);
/* Put the former state back. Where another program has written meanwhile only the lines that were
 * changed are, and where that cannot be told it fails. */
bool file_change_undo(const struct file_change *c, const char *path, struct err *err);

#endif
