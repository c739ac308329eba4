/*
 * The inside of the hot pane, shared by view_hot*.c only.
 */
#ifndef UI_HOT_VIEW_H
#define UI_HOT_VIEW_H

#include "ui/list.h"
#include "ui/views.h"

struct hot_view {
	struct ui *ui;
	struct list list;
	int64_t list_id, entry_id; /* what is shown and selected */
	bool two_rows, has_focus;
	int width;          /* of the rows when they were last drawn */
	/* the strip: flips once round after a change, then rests */
	uint32_t version;
	uint64_t standing;
	bool has_version, is_round;
	bool strip_is_paused;    /* it does not flip in this run */
	size_t strip_at, strip_shown; /* the first entry in sight, and how many are */
	int64_t next_flip_ms;
};

static inline struct hot_view *hot_view_of(const struct ui *ui)
{
	return ui->state[VIEW_HOT];
}

/* The list that is shown (the first one when the one before is gone), its number and how many. */
const struct hot_list *hot_view_list(struct hot_view *v, size_t *index, size_t *n);
const struct hot_entry *hot_view_entry(struct hot_view *v, size_t i);
/* "by heat". */
const char *hot_order_label(enum hot_order order);
/* Append where a story stands: lists with ranks, feeds. */
void hot_add_places(struct str *out, const struct hot_story *story);
/* view_hot_actions.c */
void hot_view_move(struct ui *ui, enum motion motion, long n);
void hot_view_open(struct ui *ui, int count);
bool hot_view_target(struct ui *ui, struct target *t);
#define HOT_ACTIONS 8
extern const struct action hot_actions[HOT_ACTIONS];
/* Why there is nothing to show. */
const char *hot_view_empty(struct ui *ui);
/* The reader has other lists: let the strip flip. */
void strip_changed(struct hot_view *v);

#endif
