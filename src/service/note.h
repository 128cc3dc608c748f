/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/note.h -- keeping a free text, so that an act can point to it.  [db]
 *
 * Errors  ERR_RANGE (empty, longer than NOTE_TEXT_SIZE, no UTF-8), ERR_PERMISSION,
 *         ERR_CARD_NUMBER, those of act.h.
 * Rules   L5 (words live in state rows), P1 (no card number in any text).
 */
#ifndef SANDUQ_SERVICE_NOTE_H
#define SANDUQ_SERVICE_NOTE_H

#include "service/app.h"

/* Keeps `text` as an act of its own; *ret_id goes into act->note of the act it explains. */
enum err note_keep(struct app *app, const struct act *act, const char *text, int64_t *ret_id);

#endif
