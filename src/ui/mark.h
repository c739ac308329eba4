/*
 * The signs beside rows (STYLE §1.18, §1.23): unread, starred, changed; how a hot entry has moved.
 * Columns for them are two cells wide, whatever a terminal thinks of ● ★ ▲. Pure.
 */
#ifndef UI_MARK_H
#define UI_MARK_H

#include <stdbool.h>
#include "base/str.h"
#include "model/hot.h"
#include "model/item.h"
#include "text/style.h"

#define MARK_CELLS 2

/* The order of the option `marks`: auto|han|symbol|ascii. */
enum mark_set { MARKS_AUTO, MARKS_HAN, MARKS_SYMBOL, MARKS_ASCII };

/* What auto means for messages in that language ("zh", "ja", "ko", "en"). */
enum mark_set mark_set_for(enum mark_set wanted, const char *language);
/* An article's sign, "" for none, and its style. */
const char *mark_of_item(const struct item *item, enum mark_set set, const char *language,
                         style_t *style);
/* 升3, 降2, 新, 返; nothing for an entry that has not moved. */
void mark_add_movement(struct str *out, const struct hot_entry *e, enum mark_set set,
                       const char *language);
/* ×3: on how many lists and in how many feeds the story is; nothing for one alone. */
void mark_add_times(struct str *out, const struct hot_story *story, enum mark_set set);
style_t mark_movement_style(enum hot_state state);
/* Heat as the list says it, else shortened: 528万, 1.2亿 for zh and ja, 5.28M elsewhere. */
void mark_add_heat(struct str *out, const struct hot_entry *e, const char *language);

#endif
