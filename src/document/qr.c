/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * document/qr.c -- QR codes by libqrencode.
 */
#include "document/qr.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <qrencode.h>

#define DARK 1                   /* the bit of a module that tells its colour */

enum err qr_make(const char *text, struct qr *ret_qr)
{
	size_t len = strlen(text), modules;
	unsigned char *dark;
	QRcode *code;

	if (len == 0)
		return ERR_RANGE;
	if (len > QR_BYTES_MAX)
		return ERR_LIMIT;
	code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_L);
	if (code == NULL)
		return errno == ENOMEM ? ERR_MEMORY : ERR_LIMIT;
	modules = (size_t)code->width * (size_t)code->width;
	dark = malloc(modules);
	if (dark != NULL) {
		for (size_t i = 0; i < modules; i++)
			dark[i] = code->data[i] & DARK;
		*ret_qr = (struct qr){ code->width, dark };
	}
	QRcode_free(code);
	return dark != NULL ? ERR_OK : ERR_MEMORY;
}

bool qr_is_dark(const void *qr, int row, int column)
{
	const struct qr *code = qr;

	if (row < 0 || row >= code->size || column < 0 || column >= code->size)
		return false;
	return code->dark[row * code->size + column] != 0;
}

void qr_done(struct qr *qr)
{
	free(qr->dark);
	*qr = (struct qr){ 0 };
}
