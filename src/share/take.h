/*
 * An article taken along: as a file's content, under a name of its own, in one line for a chat.
 *
 * Names and lines are made of what a feed says and are safe by construction: a file's name holds
 * letters, digits, "-" and "_" only. Pure but for take_write() and take_folder(); any thread.
 */
#ifndef SHARE_TAKE_H
#define SHARE_TAKE_H

#include <stdbool.h>
#include <stdint.h>
#include "reader/reader.h"

enum take_format { TAKE_TEXT, TAKE_MARKDOWN, TAKE_HTML };

/* Of a word ("text", "markdown", "html") or of a file's name by its ending; false: neither. */
bool take_format_of_word(const char *word, enum take_format *out);
enum take_format take_format_of_name(const char *name);
/* Append the whole page. */
void take_page(const struct page *p, enum take_format format, struct str *out);

/* A file name of date and title without an ending: 2026-11-22-渡口加船; at most TAKE_NAME_MOST bytes, no
 * "/", no leading "-" or ".". */
enum { TAKE_NAME_MOST = 120 };
void take_name(const struct item *item, struct str *out);
const char *take_ending(enum take_format format);
/* The folder of option save-dir ("~/" stands for the home folder); empty: the one for downloads by
 * XDG_DOWNLOAD_DIR, the environment's or user-dirs.dirs', else the home folder. The caller frees. */
char *take_folder(const char *save_dir);
/* A path as it was typed: "~/" is the home folder. The caller frees. */
char *take_path(const char *typed);
/* Write a new file, 0600; one that is there already is not written over. */
bool take_write(const char *path, struct slice content, struct err *err);

/* 【标题】 来源 时间 链接, as people paste it in group chats. now decides whether the year is shown. */
void take_line(const struct item *item, int64_t now, struct str *out);

#endif
