/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/note.c -- the act that keeps a free text.
 */
#include "service/note.h"

#include "store/store_staff.h"

static enum err keep_in(struct tx *tx, void *arg)
{
	enum err err = app_allow(tx, PERM_NONE, 0);

	return err == ERR_OK ? store_note_insert(tx, arg, &tx->result) : err;
}

enum err note_keep(struct app *app, const struct act *act, const char *text, int64_t *ret_id)
{
	char content[HASH_TEXT_SIZE];
	struct hash hash;
	enum err err = app_name_check(text, NOTE_TEXT_SIZE);

	if (err != ERR_OK)
		return err;
	app_digest_begin(app, "note-keep", 0, &hash);
	hash_str(&hash, text);
	hash_end(&hash, content);
	return act_run(app->db, act, "note", content, keep_in, (void *)(uintptr_t)text, ret_id);
}
