/*
 * QR codes as lines of text, for cameras in front of a screen. The one user of libqrencode. Pure; any
 * thread.
 */
#ifndef SHARE_QR_H
#define SHARE_QR_H

#include <stdbool.h>
#include <stdint.h>
#include "base/err.h"
#include "base/str.h"

struct qr {
	int size;          /* modules of a side, 21 to 177 */
	uint8_t *modules;  /* row by row: 1 dark, 0 light */
};

/* The smallest code of the lowest correction (a screen has no scratches). False when the text is too long
 * for any. Release with qr_release(). */
bool qr_init(struct qr *q, const char *text, struct err *err);
void qr_release(struct qr *q);

enum qr_paint {
	QR_BLOCKS, /* two modules a cell by half blocks, dark ones drawn: for dark text on a light ground */
	QR_ASCII,  /* one module in two cells, dark ones as ## */
};
enum { QR_QUIET = 4, QR_QUIET_LEAST = 1 }; /* light modules around it: by the standard; what cameras need */
/* Cells and rows it takes with that quiet zone. */
int qr_cells(const struct qr *q, int quiet, enum qr_paint paint);
int qr_rows(const struct qr *q, int quiet, enum qr_paint paint);
/* Append one row, all of its cells. */
void qr_add_row(const struct qr *q, int quiet, enum qr_paint paint, int row, struct str *out);

#endif
