/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/note.c -- the act that keeps a free text.
 */
#include "service/note.h"

#include "base/guard.h"
#include "store/store_staff.h"

static enum err keep_in(struct tx *tx, void *arg)
{
	return store_note_insert(tx, arg, &tx->result);
}

enum err note_keep(struct app *app, const struct act *act, const char *text, int64_t *ret_id)
{
	char content[HASH_TEXT_SIZE];
	struct hash hash;

	if (text[0] == '\0')
		return ERR_RANGE;
	if (guard_looks_like_card(text))
		return ERR_CARD_NUMBER;
	app_digest_begin(app, "note-keep", 0, &hash);
	hash_str(&hash, text);
	hash_end(&hash, content);
	return act_run(app->db, act, "note", content, keep_in, (void *)(uintptr_t)text, ret_id);
}
