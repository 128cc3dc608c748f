/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/scenario/story.h -- an evening as people tell it: a file of acts and of what they come to,
 *                           played through the services on a store in memory.
 *
 * Shape   one line is one act, or one thing that is expected, in columns:
 *
 *             # till who    table  act      what
 *             1      rim    5      open     covers 2
 *             1      rim    5      ring     2 soup seat 1 course 1
 *             1      lina   5      card     part 1 tip 2.00 fault lost-answer of capture
 *             =             5      state    closed
 *             =             -      balance  card-clearing 13.00
 *
 *         The first comment line is the sentence of the test.  A table is its number, a tab its
 *         name, - is none (or nobody); "..." is one word.  `by omid` at an act approves it, `why
 *         mistake` gives the house's reason with that word in it.  Acts and expectations are the
 *         tables of story_*.c, each with what it takes.
 *         An act that is refused is an error, unless the next line says `= - refused NAME`, with
 *         the name of base/err.h in small letters.  Each story ends with nothing under way, the
 *         processor's money in the journal and the books proven, whatever it says itself.
 * House   that of story_house.c: two tills, 40 tables, a kitchen and a bar, the 21st of November
 *         2026, 20:00; a float of 100.00 in drawer 1, drawer 2 shut.
 * Errors  each is said with file and line, what was expected and what was there; the first refusal
 *         ends the story.
 */
#ifndef SANDUQ_TESTS_SCENARIO_STORY_H
#define SANDUQ_TESTS_SCENARIO_STORY_H

#include "base/str.h"
#include "double/card_house.h"
#include "service/bill.h"
#include "service/drawer.h"
#include "service/payment.h"
#include "service/ring.h"

#define STORY_TILLS 2
#define STORY_WORDS_MAX 32
#define STORY_LINE_SIZE 256
#define STORY_PLACES_MAX 256
#define STORY_PLACE_SIZE 32
#define STORY_ERRORS_MAX 10
#define STORY_RESERVED_MAX 64

/* The words of a line; each is used once. */
struct story_words {
	char text[STORY_LINE_SIZE];
	char *word[STORY_WORDS_MAX];
	bool is_used[STORY_WORDS_MAX];
	int n;
};

/* A table or tab, the check that is or was last there, its last payment. */
struct story_place {
	char name[STORY_PLACE_SIZE];
	int64_t bill, payment;
};

/* What went wrong, and where. */
struct story_error {
	int line;
	char words[320];
};

struct story {
	struct card_house till[STORY_TILLS];
	struct drawer_result drawer[STORY_TILLS];   /* of the last count */
	struct memvfs *vfs;
	struct story_words words;
	int line;
	bool is_over;

	/* the act on the line */
	struct card_house *at;
	int64_t who, approver;
	struct story_place *place;
	const char *reasons;         /* kind of reason that its verb takes */

	enum err refused;            /* the last act, until a line says so */
	int refused_line;
	struct pay_result paid;
	struct story_place places[STORY_PLACES_MAX];
	int n_places, n_reserved, n_acts, n_expected;
	char gift[32];               /* number of the last gift card */
	struct story_error errors[STORY_ERRORS_MAX];
	int n_errors;
};

/* A verb: an act (the error it ends with) or an expectation (always ERR_OK). */
struct story_verb {
	const char *name, *takes;
	enum err (*run)(struct story *story);
	const char *reasons;         /* kind of reason it takes; NULL: none */
};

extern const struct story_verb story_bill_verbs[], story_price_verbs[], story_split_verbs[],
	story_pay_verbs[], story_cash_verbs[], story_floor_verbs[], story_expect_verbs[];

/* Plays a file, or its text; what went wrong stands in story->errors afterwards. */
void story_play(struct story *story, const char *path);
void story_play_text(struct story *story, const char *text);

/* Opens and closes its house; lets time pass at both tills. */
void story_open(struct story *story);
void story_close(struct story *story);
void story_pass(struct story *story, int64_t ms);

/* Lets time pass until nothing is under way, at most `limit_ms`. */
void story_settle(struct story *story, int64_t limit_ms);

/* Notes what is wrong on this line; story_stop() ends the story too. */
void story_wrong(struct story *story, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
void story_stop(struct story *story, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Says when the two differ: amounts, counts, words. */
void story_expect_money(struct story *story, const char *what, int64_t actual, int64_t expected);
void story_expect_count(struct story *story, const char *what, int64_t actual, int64_t expected);
void story_expect_word(struct story *story, const char *what, const char *actual,
		       const char *expected);

/* The word behind `name`, wherever it stands (NULL: it does not); is that word there; the next word
 * that is not used ("" after the last).  Options are asked for first. */
const char *story_option(struct story *story, const char *name);
bool story_flag(struct story *story, const char *name);
const char *story_word(struct story *story);

/* The same as numbers and amounts; an option that is not there is `otherwise`. */
int64_t story_option_count(struct story *story, const char *name, int64_t otherwise);
int64_t story_option_money(struct story *story, const char *name, int64_t otherwise);
int64_t story_count(struct story *story);
int64_t story_money(struct story *story);

/* A rate as "10%"; true when the next word is one. */
bool story_rate(struct story *story, int64_t *ret_ppm);

/* The next word as an amount when it is one, else `otherwise`. */
int64_t story_maybe_money(struct story *story, int64_t otherwise);

/* A table or tab by name, made when it is new. */
struct story_place *story_place(struct story *story, const char *name);

/* Where the bill of the line's place stands now, after a change of tables. */
void story_follow(struct story *story, int64_t bill);

/* The act of this line on its bill, or on none. */
struct act story_act(struct story *story);
struct act story_act_on(struct story *story, int64_t bill);

/* A person's id, an item's code by the story's words for them; 0 stops the story. */
int64_t story_person(struct story *story, const char *name);
int64_t story_code(struct story *story, const char *name);

/* The newest line of an item on the bill (of a seat, when one is named: option "seat"). */
int64_t story_line(struct story *story, const char *item);

/* A part by option "part", else the first that is open, or the only one; 0: none. */
int64_t story_part(struct story *story);

/* The bill as it is; false stops the story. */
bool story_look(struct story *story, struct bill_view *ret_view);

/* One number out of the store; $1 is the property. */
int64_t story_number(struct story *story, const char *sql);

/* An amount as people read it; one of four buffers. */
const char *story_amount(int64_t minor);

#endif
