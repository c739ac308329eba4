/*
 * The steps that can be undone, and how to: the inside of the reader. A step of marks holds the serial
 * of its order, by which the worker knows what really changed, and the ids for drawing; one that wrote
 * the file of subscriptions holds what it changed there. UI thread. Nothing outlives the run.
 */
#ifndef READER_UNDO_H
#define READER_UNDO_H

#include "base/packed.h"
#include "config/undo.h"
#include "reader/reader.h"
#include "worker/message.h"

enum {
	UNDO_STEPS_MOST = 300,
	UNDO_BYTES_MOST = 16 * 1024 * 1024,  /* of all steps: the oldest go */
};

enum undo_kind { UNDO_MARKS, UNDO_FILE, UNDO_FILTER };

struct undo_step {
	enum undo_kind kind;
	char *said;
	struct place place;
	char *filter;
	int64_t item;
	/* UNDO_MARKS */
	uint32_t serial;
	enum message_kind order;
	bool flag;
	char *tag;
	struct packed ids;          /* that changed, as far as the reader knows */
	struct packed changed;      /* those of them that were marked as changed */
	struct file_change file;    /* UNDO_FILE */
};

struct undo {
	struct undo_step *steps;
	size_t n, cap, bytes;
	int64_t item;               /* reader_undo_at() */
	struct undo_step last;      /* undone last: its words are still shown */
};

/* Put a step on the stack, which owns what it holds; place, filter and selection are those of now unless
 * it says others. */
void reader_undo_push(struct reader *r, struct undo_step step);
/* What was done: heap. */
char *reader_undo_words(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* Round what writes the file of subscriptions: the second makes the step (owns said) if it was written. */
void reader_undo_file_begin(struct reader *r, struct str *before);
void reader_undo_file_end(struct reader *r, struct str *before, bool written, char *said);
void reader_undo_release(struct reader *r);
/* Draw what a step of marks takes back, until that is committed (reader/marks.c). */
void reader_marks_undraw(struct reader *r, uint32_t serial, const struct undo_step *step);

#endif
