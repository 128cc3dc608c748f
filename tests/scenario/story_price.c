/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/scenario/story_price.c -- what changes prices: discounts, overrides, service, exemption.
 */
#include "scenario/story.h"
#include "service/bill_price.h"

/* An amount or a rate off a line ("on ITEM") or the check. */
static enum err discount(struct story *story)
{
	const char *item = story_option(story, "on");
	int64_t line = item != NULL ? story_line(story, item) : 0, ppm = 0, minor = 0;
	struct act act = story_act(story);

	if (!story_rate(story, &ppm))
		minor = story_money(story);
	return bill_discount(story->at->app, &act, line, minor, ppm);
}

static enum err rule(struct story *story)
{
	const char *item = story_option(story, "on"), *name = story_word(story);
	int64_t line = item != NULL ? story_line(story, item) : 0;
	struct act act = story_act(story);
	struct discount_rule there;

	if (store_discount_rule_by_name(story->at->app->db, name, &there) != ERR_OK) {
		story_stop(story, "there is no rule \"%s\"", name);
		return ERR_OK;
	}
	return bill_discount_rule(story->at->app, &act, line, there.id);
}

/* The latest discount on the check, by its row. */
static int64_t check_discount(struct story *story)
{
	struct bill_view view;
	int64_t line = 0;

	if (!story_look(story, &view))
		return 0;
	for (int i = 0; i < view.n_items; i++)
		if (view.items[i].is_discount)
			line = view.items[i].line;
	bill_view_done(&view);
	return line;
}

static enum err undiscount(struct story *story)
{
	const char *item = story_option(story, "on");
	int64_t line = item != NULL ? story_line(story, item) : check_discount(story);
	struct act act = story_act(story);

	return bill_undiscount(story->at->app, &act, line);
}

static enum err reprice(struct story *story)
{
	int64_t minor = story_option_money(story, "to", -1);
	int64_t line = story_line(story, story_word(story));
	struct act act = story_act(story);

	return bill_reprice(story->at->app, &act, line, minor);
}

static enum err service(struct story *story)
{
	struct act act = story_act(story);
	int64_t ppm = 0;

	if (story_flag(story, "by-rule"))
		ppm = -1;
	else if (!story_flag(story, "waived") && !story_rate(story, &ppm))
		story_stop(story, "a rate, waived or by-rule is wanted");
	return bill_service(story->at->app, &act, ppm);
}

/* From the tax that is in food and drinks. */
static enum err set_exempt(struct story *story, bool is_exempt)
{
	const char *certificate = story_option(story, "certificate");
	struct bill_exemption exemption = { .certificate = certificate != NULL ? certificate : "" };
	struct act act = story_act(story);
	struct tax_version version;
	struct item item;

	if (store_item_by_code(story->at->app->db, 31, story->at->app->property.business_date,
			       &item) != ERR_OK ||
	    store_tax_version_load(story->at->app->db, item.tax_version, &version) != ERR_OK)
		story_stop(story, "the tax of food is not there");
	exemption.account = version.accounts[0];
	exemption.good_until = story->at->app->property.business_date;
	return bill_exempt(story->at->app, &act, &exemption, is_exempt);
}

static enum err exempt(struct story *story)
{
	return set_exempt(story, true);
}

static enum err tax_again(struct story *story)
{
	return set_exempt(story, false);
}

static enum err take_away(struct story *story)
{
	bool is_here = story_flag(story, "not");
	struct act act = story_act(story);

	return bill_take_away(story->at->app, &act, !is_here);
}

const struct story_verb story_price_verbs[] = {
	/* name, what it takes, function, kind of reason */
	{ "discount", "AMOUNT|RATE% [on ITEM] [why WORD]", discount, "discount" },
	{ "rule", "NAME [on ITEM] [why WORD]", rule, "discount" },
	{ "undiscount", "[on ITEM]", undiscount, "discount" },
	{ "reprice", "ITEM to PRICE why WORD", reprice, "discount" },
	{ "service", "RATE%|waived|by-rule why WORD", service, "discount" },
	{ "exempt", "certificate NUMBER why WORD", exempt, "discount" },
	{ "tax-again", "why WORD", tax_again, "discount" },
	{ "take-away", "[not]", take_away, NULL },
	{ 0 },
};
