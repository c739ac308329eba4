/*
 * What a stretch of text is; the theme decides how that looks. One byte each; emphasis flags are
 * or-ed on top in a style_t.
 */
#ifndef TEXT_STYLE_H
#define TEXT_STYLE_H

#include <stdint.h>

enum style_role {
	STYLE_TEXT,
	STYLE_DIM,        /* times, topics, counts, what was read */
	STYLE_TITLE,      /* an article's headline */
	STYLE_HEADING,    /* a heading inside the text */
	STYLE_UNREAD,     /* a list row not read yet */
	STYLE_STAR,
	STYLE_CHANGED,
	STYLE_TAG,
	STYLE_LINK,
	STYLE_QUOTE,
	STYLE_CODE,
	STYLE_CAPTION,
	STYLE_RULE,       /* lines and borders */
	STYLE_BAR,        /* the first row: where am I */
	STYLE_HINT,       /* the hint row */
	STYLE_STATUS,     /* the last row */
	STYLE_ERROR,
	STYLE_SELECTED,   /* the bar in the list with the focus */
	STYLE_SELECTED_AWAY, /* the selection in a pane without the focus */
	STYLE_HOT_RANK,   /* rank, top three stand out by STYLE_HOT_TOP */
	STYLE_HOT_TOP,
	STYLE_HOT_UP,
	STYLE_HOT_DOWN,
	STYLE_HOT_NEW,
	STYLE_MATCH,      /* what a filter or find matched */
	STYLE_PROMPT,
	STYLE_MASTHEAD,      /* the paper's own name in the first row */
	STYLE_QR,            /* black on white, whatever the theme */
	STYLE_ROLES
};

typedef uint16_t style_t;

#define STYLE_ROLE(s)   ((enum style_role)((s) & 0xff))
#define STYLE_BOLD      0x0100
#define STYLE_UNDERLINE 0x0200
#define STYLE_REVERSE   0x0400
#define STYLE_FAINT     0x0800

#endif
