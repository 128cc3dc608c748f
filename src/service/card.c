/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/card.c -- the consent to keep a card, and its end.
 */
#include "service/card.h"

#include "base/str.h"

struct keeping {
	const char *name, *consent;
	int64_t card;
};

static enum err keep_in(struct tx *tx, void *arg)
{
	const struct keeping *keeping = arg;
	struct card_on_file card = { 0 };
	enum err err = app_allow(tx, PERM_TENDER, 0);

	if (err != ERR_OK)
		return err;
	str_copy(card.name, sizeof card.name, keeping->name);
	str_copy(card.consent, sizeof card.consent, keeping->consent);
	err = store_card_insert(tx, &card);
	tx->result = card.id;
	return err;
}

enum err card_keep(struct app *app, const struct act *act, const char *name, const char *consent,
		   int64_t *ret_card)
{
	struct keeping keeping = { name, consent, 0 };
	struct card_on_file card;
	char content[HASH_TEXT_SIZE];
	struct hash hash;
	enum err err = app_name_check(name, sizeof card.name);

	if (err == ERR_OK)
		err = app_name_check(consent, sizeof card.consent);
	if (err != ERR_OK)
		return err;
	app_digest_begin(app, "card-keep", 0, &hash);
	hash_str(&hash, name);
	hash_str(&hash, consent);
	hash_end(&hash, content);
	return act_run(app->db, act, "card-keep", content, keep_in, &keeping, ret_card);
}

static enum err forget_in(struct tx *tx, void *arg)
{
	const struct keeping *keeping = arg;
	struct card_on_file card;
	enum err err = app_allow(tx, PERM_TENDER, 0);

	if (err == ERR_OK)
		err = store_card_load(tx->db, keeping->card, &card);
	if (err != ERR_OK)
		return err;
	card.is_active = false;
	return store_card_save(tx, &card);
}

enum err card_forget(struct app *app, const struct act *act, int64_t card)
{
	struct keeping keeping = { "", "", card };
	char content[32];

	str_format(content, sizeof content, "%lld", (long long)card);
	return act_run(app->db, act, "card-forget", content, forget_in, &keeping, NULL);
}
