/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ui/prompt.h -- questions over a screen: yes or no, one of a list, a text, a PIN.
 *
 * Shape   each pushes an overlay and returns at once; `done` runs when it is answered, after the
 *         prompt has gone.  When `done` of a text, form or PIN prompt returns an error, the prompt
 *         comes back with what was typed (a PIN is wiped) under the error's sentence.  Esc asks no
 *         more and calls nothing.
 * Errors  ERR_MEMORY, ERR_LIMIT.
 * Owner   the texts given are copied, `arg` is the caller's and lives until the prompt has gone.
 * Rules   K: default is no change, the amount is shown first, keys typed before a question of a
 *         destructive or approving kind appeared never answer it.
 */
#ifndef SANDUQ_UI_PROMPT_H
#define SANDUQ_UI_PROMPT_H

#include "base/err.h"
#include "ui/form.h"
#include "ui/ui.h"

#define PROMPT_TEXT_SIZE 512
#define PROMPT_CHOICES_MAX 64

typedef enum err prompt_done_fn(struct ui *ui, void *arg);
typedef enum err prompt_choose_fn(struct ui *ui, void *arg, int choice);
typedef enum err prompt_text_fn(struct ui *ui, void *arg, const char *text);
typedef enum err prompt_form_fn(struct ui *ui, void *arg, const struct form *form);
typedef enum err prompt_pin_fn(struct ui *ui, void *arg, const char *staff, const char *pin);

/* Yes or no; No is selected first, so Enter and Esc are no.  All texts are as the person reads
 * them (translated). */
struct prompt_question {
	const char *title;       /* "Void the line" */
	const char *text;        /* what would happen; wrapped */
	const char *amount;      /* shown brightest; NULL: none */
	const char *yes;         /* "Void it"; NULL: "Yes" */
	const char *no;          /* "Go on"; NULL: "No, leave it" */
	bool asks_password;      /* of an approval: a password instead of a PIN */
};
enum err prompt_confirm(struct ui *ui, const struct prompt_question *question,
			prompt_done_fn *done, void *arg);

/* One of `n` texts (copied); Enter takes the selected, a digit 1 to 9 that one at once. */
enum err prompt_choose(struct ui *ui, const char *title, const char *const *choices, int n,
		       prompt_choose_fn *done, void *arg);

/* The same before something that takes away: keys typed before it appeared never answer it. */
enum err prompt_choose_afresh(struct ui *ui, const char *title, const char *const *choices, int n,
			      prompt_choose_fn *done, void *arg);

/* The same with nothing marked, so that Enter alone takes none of them. */
enum err prompt_choose_unmarked(struct ui *ui, const char *title, const char *const *choices,
				int n, prompt_choose_fn *done, void *arg);

/* A line of text with a first value, at most `limit` code points; may be left empty only when
 * `is_optional`. */
struct prompt_line {
	const char *title;
	const char *label;
	const char *text;        /* first value; NULL: empty */
	int limit;
	bool is_optional;
};
enum err prompt_text(struct ui *ui, const struct prompt_line *line, prompt_text_fn *done,
		     void *arg);

/* A small form of its own; `fields` is borrowed until the prompt has gone.  `fill` (or NULL) puts
 * first values in. */
enum err prompt_form(struct ui *ui, const char *title, const struct form_field *fields, int n,
		     void (*fill)(struct form *form, void *arg), prompt_form_fn *done, void *arg);

/* A manager's number and PIN (or password) on the cashier's screen: what is asked for stands
 * above. */
enum err prompt_approval(struct ui *ui, const struct prompt_question *question,
			 prompt_pin_fn *done, void *arg);

/* A text to read (a receipt, a report): scrolls, Esc or Enter ends.  `lines` is copied. */
enum err prompt_read(struct ui *ui, const char *title, const char *lines);

/* The classes, for keymap and man page. */
extern const struct screen_class prompt_confirm_class;
extern const struct screen_class prompt_choose_class;
extern const struct screen_class prompt_choose_afresh_class;
extern const struct screen_class prompt_form_class;
extern const struct screen_class prompt_read_class;

#endif
