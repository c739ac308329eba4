/*
 * One paragraph → lines of cells (TYPOGRAPHY §1, §3.4, §5; STYLE §1.1–10; EDITION §3).
 *
 * wrap_new() borrows the text; lines are fitted on demand from any line start, so that a huge
 * paragraph costs what is visible. The fit is greedy (prefix-stable) with push-in, hanging and
 * push-out; the last lines are repaired. No allocation per line.
 *
 * A paragraph beyond 64 KiB is set in stretches of about that, each from the end of a sentence on,
 * so that any place in it is reached at once; the line before such a place may be short.
 */
#ifndef TEXT_WRAP_H
#define TEXT_WRAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/str.h"
#include "text/lang.h"
#include "text/width.h"

enum wrap_level { WRAP_NONE, WRAP_BASIC, WRAP_GB, WRAP_STRICT };
enum wrap_auto { WRAP_AUTO, WRAP_OFF, WRAP_ON };
enum wrap_justify { JUSTIFY_OFF, JUSTIFY_GAPS, JUSTIFY_FULL };
enum wrap_quotes { QUOTES_AUTO, QUOTES_TIGHT, QUOTES_FULL, QUOTES_CORNER };
/* AUTO draws , : ; ? ! ( ) " -- beside Han full-width; FULL ... as …… and ⸺ as —— too, which
 * programs that compare the page with its source may take for other text. */
enum wrap_punct { PUNCT_AUTO, PUNCT_ASIS, PUNCT_FULL };

struct wrap_options {
	const struct width_profile *profile;
	enum lang lang;          /* LANG_UNKNOWN: by detection of this paragraph */
	int measure;             /* cells of a line */
	int hang;                /* cells a mark may stand beyond it: 0, 1, 2 */
	int indent_first;        /* cells before the first line, inside the measure */
	int indent_rest;         /* and before the others */
	enum wrap_level level;
	enum wrap_auto autospace;
	enum wrap_justify justify;
	enum wrap_quotes quotes;
	enum wrap_punct punct;
	bool orphan;             /* mend last lines of one character */
	bool headline;           /* broken by sense, balanced */
	bool preformatted;       /* keep blanks, cut only what is too wide */
	bool verse;              /* newlines are kept; a line that turns over takes indent_rest */
	uint32_t without;        /* for tests: bit n leaves tailoring Tn out */
};

/* Defaults of DECISIONS §5 for that measure. */
void wrap_options_init(struct wrap_options *o, const struct width_profile *profile, int measure);

struct wrap;

/* Prepare text (clean UTF-8, one paragraph). A newline in it ends a line in verse and preformatted
 * text; elsewhere it is a blank, or nothing between two wide characters. Blanks before the first
 * character are left out but in preformatted text. The text must outlive the wrap; free that with
 * wrap_free(). */
struct wrap *wrap_new(const char *text, size_t len, const struct wrap_options *o);
void wrap_free(struct wrap *w);

struct wrap_line {
	size_t start, end;   /* bytes of the text drawn on this line, trailing blanks left out */
	size_t next;         /* where the next line starts; len after the last */
	int indent;          /* cells before it */
	int cells;           /* cells drawn, without indent, with virtual cells and hanging */
	int hang;            /* of these, beyond the measure */
	bool last;
};

/* Fit the line that starts at byte `start` (0, or a `next` given before). False after the end. */
bool wrap_line(struct wrap *w, size_t start, struct wrap_line *line);
/* The start of the line that holds byte `at`, and its number (0 first) when number is not NULL. */
size_t wrap_line_start(struct wrap *w, size_t at, size_t *number);
/* Number of lines; exact; may take time proportional to the text the first time. */
size_t wrap_count(struct wrap *w);
/* The same as far as is known without work, the rest guessed; and a slice of that work (64 KiB of
 * text at most): false when the count is exact. For idle time. */
size_t wrap_count_guess(const struct wrap *w);
bool wrap_count_more(struct wrap *w);

/* The line as text: indent, virtual cells and what is drawn. Appends to out. */
void wrap_line_text(struct wrap *w, const struct wrap_line *line, struct str *out);

/* One drawn cluster. */
struct wrap_glyph {
	size_t at, len;        /* source bytes (len 0: a virtual cell) */
	const char *draw;      /* what is drawn: the source's bytes, or a static full-width twin */
	uint8_t draw_len;
	uint8_t cells;
	int x;                 /* cells from the line's left edge, indent included */
};
/* The clusters of a line, left to right; at most cap; returns how many. */
size_t wrap_glyphs(struct wrap *w, const struct wrap_line *line, struct wrap_glyph *out,
                   size_t cap);

#endif
