/*
 * Times as a newspaper writes them (STYLE §1.17): clock times in rows, rules between days, ages
 * only for how old data are. Everything in the reader's own zone. Pure but for messages; UI thread.
 */
#ifndef UI_WHEN_H
#define UI_WHEN_H

#include <stdint.h>
#include "base/str.h"

#define WHEN_CELLS 5 /* of a row's time: "20:40", "11-15", "2025" */

/* 刚刚, 3分钟前, 2小时前, 昨天20:15, 前天, 7月18日, 2025年7月18日. */
void when_add_age(struct str *out, int64_t t, int64_t now, int offset_s);
/* A row's time. dated: no rule above says which day, so other days show their date. */
void when_add_row(struct str *out, int64_t t, int64_t now, int offset_s, bool dated);
/* "20:40". */
void when_add_clock(struct str *out, int64_t t, int offset_s);
/* "2026年11月22日 星期日". */
void when_add_long_date(struct str *out, int64_t t, int offset_s);
/* "农历十月十四 小雪": month and day of the moon, and the solar term if one falls on the day. Nothing
 * for readers of other languages than Chinese. */
void when_add_lunar(struct str *out, int64_t t, int offset_s);
/* "11月22日 19:50", with the year when it is not this one. */
void when_add_date_time(struct str *out, int64_t t, int64_t now, int offset_s);

/* 2小时20分, 3天4小时, 5分钟. */
void when_add_span(struct str *out, int64_t seconds);

/* Days are grouped: today, each of the six days before it, everything older. Two times belong
 * together when their groups are equal; group 0 is today and later. */
#define WHEN_OLDER 7
int when_group(int64_t t, int64_t now, int offset_s);
/* What a rule over a group says: 昨天 11月21日 星期六, 更早. */
void when_add_group(struct str *out, int group, int64_t t, int offset_s);

#endif
