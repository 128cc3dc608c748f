/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/ring.h -- ringing an item as it was ordered: size, choices, weight, seat, course.  [db]
 *
 * Shape   struct ring is what the guest ordered.  The price of one is that of the level in force
 *         (happy hour, area) or chosen by hand (staff), of the size, of the weight, or the typed
 *         one of an open-price item; each choice adds its own, but for the first ones of a group
 *         with some free.
 *         The rows: one item row, one choice row per choice (twice when it is chosen twice).  A
 *         choice row has quantity 0, the price it adds to one piece, and that times the pieces as
 *         its amount.  What is weighed has a choice row with its grams that costs nothing.
 *         A set menu's price is shared over the pieces chosen, by what they cost alone (M2): each
 *         piece is a choice row with its share and surcharge in the item's own tax version and
 *         department, and the item row keeps what is left, usually 0.  Groups that go with a piece
 *         ("how cooked?") are asked with it; their choices are taxed as the piece is.
 *         ring_asks() tells what a screen has to ask before it can ring.
 * Errors  ERR_CHOICE (a required choice is missing, or there are too many; ring_missing() says of
 *         which group), ERR_SOLD_OUT (86, or fewer left than ordered), ERR_NOT_NOW (not sold at
 *         this time), ERR_RANGE (quantity, weight, or an open price outside of its limits; a weight
 *         or price where none belongs), ERR_NOT_FOUND (also: a size or modifier that is not the
 *         item's), ERR_APPROVAL (a level by hand), those of bill.h.
 * Rules   B1, B3, M1, M2, M4 (the rate version of today).
 */
#ifndef SANDUQ_SERVICE_RING_H
#define SANDUQ_SERVICE_RING_H

#include "service/app.h"
#include "store/store_choice.h"

#define RING_CHOICES_MAX 24
#define RING_GROUPS_MAX MENU_GROUPS_MAX
#define RING_MODIFIERS_MAX 120
#define RING_WEIGHT_MAX_G 100000

/* One choice, and how often per piece ("extra cheese" twice).  Those of a set's piece stand behind
 * the piece. */
struct ring_choice {
	int64_t modifier;            /* id */
	int64_t quantity;
};

struct ring {
	int64_t code;                /* of the item; an alias or a barcode was looked up before */
	int64_t quantity;            /* pieces; 1 for a weighed item */
	int64_t size;                /* id; 0: the usual one, or the only one */
	int64_t weight_g;            /* of a weighed item; else 0 */
	int64_t price_minor;         /* of an open-price item; else -1 */
	int64_t seat, course;        /* 0: nobody's; course -1: the item's own */
	int64_t level;               /* a level by hand; 0: whichever is in force */
	int n;
	struct ring_choice choice[RING_CHOICES_MAX];
};

/* Rings it on act->bill; *ret_line is the item row. */
enum err bill_ring(struct app *app, const struct act *act, const struct ring *ring,
		   int64_t *ret_line);

/* The body, for acts that compose it; the bill is begun, and bill_added_in() is to follow. */
enum err bill_ring_in(struct tx *tx, const struct app *app, int64_t bill, const struct ring *ring,
		      int64_t *ret_line);

/* The content of an act that rings this on act->bill: names of the house only, no free text. */
void ring_digest(const struct act *act, const struct ring *ring, char content[HASH_TEXT_SIZE]);

/* The bodies that keep count (86) of a line: `quantity` more of it is rung; so many are taken back,
 * of which those that no kitchen knows of can be sold again (call it before the pieces go). */
struct bill_line_sum;
enum err ring_again_in(struct tx *tx, int64_t line, int64_t quantity);
enum err ring_voided_in(struct tx *tx, const struct bill_line_sum *sum, int64_t quantity);

/* What a screen has to ask, and may.  Names are those of `language` where there are any. */
struct ring_size {
	int64_t id;
	char name[MENU_WORDS_SIZE];
	int64_t price_minor;         /* at the level in force */
};
struct ring_modifier {
	int64_t id;
	char name[MENU_NAME_SIZE];
	int64_t price_minor;
	int64_t code;                /* of a set's piece: its item's; 0: a modifier */
	bool has_groups;             /* that piece has groups of its own: ask ring_asks() */
	bool is_sold_out;
};
struct ring_group {
	int64_t id;
	char name[MENU_NAME_SIZE];
	int64_t low, high, free;
	int first, n;                /* in modifiers[] */
};
struct ring_asks {
	struct item item;
	char name[MENU_NAME_SIZE];
	int64_t level;               /* in force for its usual size; 0: the usual price */
	char level_name[MENU_NAME_SIZE];
	int64_t price_minor;         /* of its usual size at that level */
	int n_sizes;
	struct ring_size sizes[MENU_SIZES_MAX];      /* the usual one first */
	int n_groups;
	struct ring_group groups[RING_GROUPS_MAX];
	int n_modifiers;
	struct ring_modifier modifiers[RING_MODIFIERS_MAX];
};

/* Fills it for an item as it would be rung now on this bill (0: none).  Costly beside a look-up in
 * the menu: only needed when ring_has_asks(). */
enum err ring_asks(struct app *app, int64_t bill, int64_t code, const char *language,
		   struct ring_asks *ret_asks);

/* Whether so many of an item are sold just now, to be known before anything is asked for it:
 * ERR_NOT_NOW, ERR_SOLD_OUT, or ERR_OK. */
enum err ring_sold_now(struct app *app, const struct item *item, int64_t quantity);

/* True when an item cannot simply be rung, or has sizes or groups that may be asked for. */
bool ring_has_asks(const struct item *item);

/* True when it cannot be rung without an answer. */
bool ring_must_ask(const struct ring_asks *asks);

/* The first group of which too little or too much is chosen; NULL: none.  Of the item's groups
 * alone. */
const struct ring_group *ring_missing(const struct ring_asks *asks, const struct ring *ring);

/* What one of an item, or of a size of it (0: the usual one), costs now on this bill (0: none);
 * `level` is a level by hand or 0.  Cheap for an item without prices at levels. */
enum err ring_price(struct app *app, int64_t bill, const struct item *item, int64_t size,
		    int64_t level, int64_t *ret_price_minor);

#endif
