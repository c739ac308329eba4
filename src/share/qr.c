#include "share/qr.h"
#include "base/i18n.h"
#include "base/mem.h"

#include <qrencode.h>
#include <stdlib.h>
#include <string.h>

bool qr_init(struct qr *q, const char *text, struct err *err)
{
	QRcode *code = *text ? QRcode_encodeString(text, 0, QR_ECLEVEL_L, QR_MODE_8, 1) : NULL;

	*q = (struct qr){ 0 };
	if (!code)
		return err_set(err, _("no QR code holds an address of %zu bytes"), strlen(text));
	q->size = code->width;
	q->modules = xcalloc((size_t)(q->size * q->size), 1);
	for (int i = 0; i < q->size * q->size; i++)
		q->modules[i] = code->data[i] & 1;
	QRcode_free(code);
	return true;
}

void qr_release(struct qr *q)
{
	free(q->modules);
	*q = (struct qr){ 0 };
}

int qr_cells(const struct qr *q, int quiet, enum qr_paint paint)
{
	return (q->size + 2 * quiet) * (paint == QR_ASCII ? 2 : 1);
}

int qr_rows(const struct qr *q, int quiet, enum qr_paint paint)
{
	int modules = q->size + 2 * quiet;

	return paint == QR_ASCII ? modules : (modules + 1) / 2;
}

static bool is_dark(const struct qr *q, int x, int y)
{
	return x >= 0 && y >= 0 && x < q->size && y < q->size && q->modules[y * q->size + x];
}

void qr_add_row(const struct qr *q, int quiet, enum qr_paint paint, int row, struct str *out)
{
	static const char *const halves[] = { " ", "▀", "▄", "█" };

	for (int x = -quiet; x < q->size + quiet; x++) {
		int y = paint == QR_ASCII ? row - quiet : 2 * row - quiet;

		if (paint == QR_ASCII)
			str_add(out, is_dark(q, x, y) ? "##" : "  ");
		else
			str_add(out, halves[is_dark(q, x, y) + 2 * is_dark(q, x, y + 1)]);
	}
}
