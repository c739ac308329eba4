/*
 * How a source is, in words: what can still be read comes first, then what failed, then when it is
 * tried again. Pure but for messages; UI thread.
 */
#ifndef UI_HEALTH_H
#define UI_HEALTH_H

#include "base/str.h"
#include "reader/reader.h"

/* A moment and a zone, as all words about time need them. */
struct health_now {
	int64_t now;
	int offset_s;
};

/* 20:40的内容，连不上：对方拒绝连接，5分钟后再试 */
void health_add_problem(struct str *out, const struct problem *p, const struct health_now *at);
/* The same of a source's facts, or that it is frozen; nothing when it is well. */
void health_add(struct str *out, const struct source_facts *facts, const struct health_now *at);
/* 久未更新，最新一篇是2025年6月3日的 */
void health_add_frozen(struct str *out, int64_t newest, const struct health_now *at);

#endif
