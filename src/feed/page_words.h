/*
 * What sites call the parts of their pages, in the words of classes and in the words of readers:
 * tables, and what finds a text in them. Used by feed/page*.c. Pure; any thread.
 */
#ifndef FEED_PAGE_WORDS_H
#define FEED_PAGE_WORDS_H

#include <stdbool.h>
#include "base/arena.h"
#include "base/str.h"
#include "markup/html.h"

/* Elements without any text to read: script, style, svg … */
bool page_name_is_noise(const char *name);
/* Parts of every page that are no article, by element or role: nav, aside, footer, form … */
bool page_is_beside(const struct html_node *n);
/* hidden, style="display: none". */
bool page_is_hidden(const struct html_node *n);

enum page_name { NAME_NONE, NAME_BESIDE, NAME_COMMENT, NAME_RELATED, NAME_TAGS, NAME_TITLE };
/* What its class and id say: words of them are compared, not letters ("shareholder" is no share). */
enum page_name page_name_of(const struct html_node *n);

enum page_line_kind {
	LINE_TEXT,
	LINE_RELATED,  /* a heading: links to other articles follow */
	LINE_OVER,     /* a heading: what follows is not the article (comments, rankings) */
	LINE_BOILER,   /* share, print, scan, legal words: no part of any text */
	LINE_BYLINE,   /* source, author, editor, time of publication */
	LINE_PAGER,    /* 1 2 3 下一页 */
};
/* What a line is by its words; `linked`: it is all links. */
enum page_line_kind page_line_kind(struct slice text, bool linked);

enum page_fact { FACT_SOURCE, FACT_AUTHOR, FACT_EDITOR, FACT_TAGS };
/* The value behind 来源：, 作者：, 责任编辑：, By …; empty when the line does not say it. */
struct slice page_fact(struct slice line, enum page_fact fact);

/* 回复 举报 点赞 3楼 Reply: what stands beside what readers write. */
bool page_is_reader_word(struct slice line);
/* 刚刚, 3小时前, 昨天 12:30, 2 hours ago */
bool page_is_age(struct slice line);
/* 下一页, Next page, 次のページ, 다음 페이지 */
bool page_is_next_word(struct slice line);

enum page_wall { WALL_NONE, WALL_LOGIN, WALL_SCRIPT };
/* Whether a line asks for a login, or for a script. */
enum page_wall page_wall(struct slice line);

#endif
