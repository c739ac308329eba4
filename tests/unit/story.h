/*
 * Screens as stories: keys in, the expected screens out, in one readable file (the .keys files of tests/screens).
 *
 *     # what this shows                 a comment
 *     = confirm = off                   a line of the configuration, before anything is opened;
 *                                       {data} stands for tests/data/screens
 *     @ 80x24                           the screen's size; the first one opens the reader
 *     > j j Enter Space ^F 中           keys by name, parted by blanks
 *     ~                                 wait until the refresh asked for has ended
 *     $                                 the screen now: the rows that follow, each behind a |
 *     |row
 *     $ styles                          the same, and below each row its styles behind a :
 *     ! tmux                            tests/screens/run.sh plays it in a real terminal too
 *
 * The clock stands at 2026-11-22 21:10 in +08:00; messages are Chinese unless a line `% en` says
 * otherwise. GENERATE=1 writes the screens into the file instead of comparing.
 */
#ifndef TEST_STORY_H
#define TEST_STORY_H

#include <stdbool.h>
#include "base/path.h"
#include "reader/reader.h"
#include "ui/state.h"

/* A home with the built-in edition in it, copied for every story; made once, removed at the end.
 * Setup and teardown of a group of tests. */
int stories_begin(void **state);
int stories_end(void **state);
/* Play one; what differs is printed. */
bool story_play(const char *path);

/* A reader of a home of its own and the screen over it, without a terminal. */
struct stage {
	char home[64];
	struct paths paths;
	struct reader *reader;
	struct ui *ui;
	struct canvas canvas;
};

void stage_open(struct stage *s, const char *config, int columns, int rows);
void stage_close(struct stage *s);
void stage_resize(struct stage *s, int columns, int rows);
/* Press one key and wait until the worker has committed what it did. */
void stage_press(struct stage *s, key_code key);
/* Until the first refresh, which has been asked for, has ended. */
void stage_await_news(struct stage *s);
/* Append the line with {data} replaced by the folder of the tests' own feeds. */
void stage_add_config(struct str *config, const char *line);

#endif
