/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ui/form.h -- fields to fill in: a table of fields, one line each, problems beside them.
 *
 * Shape   struct form_field is one row of a constant table; struct form holds what is typed.
 *         Up, Down, Tab and Shift-Tab change the field, Enter goes to the next when this one needs
 *         nothing more, and on the last one is not taken (so that it is an action of the screen);
 *         Left, Right and Space change a choice.
 * Errors  form_check(): the index of the first field that is wrong, -1 when all is well; the
 *         problem is a msgid shown beside the field.
 * Owner   form_init/form_done (which wipes secrets).
 * Rules   P1 (a text that looks like a card number is refused in every free field), M9 (the amount
 *         understood is echoed beside the field), K.
 */
#ifndef SANDUQ_UI_FORM_H
#define SANDUQ_UI_FORM_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "ui/draw.h"
#include "ui/edit.h"

#define FORM_FIELDS_MAX 12
#define FORM_PROBLEM_SIZE 160

enum form_kind {
	FORM_TEXT,       /* names, notes: first strong letter gives the direction */
	FORM_CODE,       /* phone, e-mail, number of a paper: left to right */
	FORM_BARCODE,    /* the same without the card check: give it a range with `check` */
	FORM_NUMBER,     /* whole number within low and high */
	FORM_AMOUNT,     /* money of the property's currency within low and high (minor units) */
	FORM_PIN,        /* digits, not echoed */
	FORM_PASSWORD,   /* any characters, not echoed */
	FORM_CHOICE,     /* one of `choices` */
};

struct form;

struct form_field {
	const char *label;               /* N_("Name") */
	enum form_kind kind;
	int limit;                       /* code points; 0: what the kind allows */
	bool is_optional;
	int64_t low, high;               /* both 0: no bounds */
	const char *const *choices;      /* msgids, ends with NULL */
	const char *hint;                /* msgid beside the empty field; may be NULL */

	/* A check of one's own after those of the kind: a msgid, or NULL when all is well. */
	const char *(*check)(const struct form *form, int field);
};

struct form {
	const struct form_field *fields;
	int n;
	int focus;
	struct edit edit[FORM_FIELDS_MAX];
	int choice[FORM_FIELDS_MAX];
	const char *problem[FORM_FIELDS_MAX];   /* msgid or NULL */
	enum style style;                       /* of labels and hints; STYLE_BOX in a prompt */
	char decimal, group;                    /* how amounts are typed */
	int exponent;
};

/* An empty form over a table of `n` fields; `draw` gives how amounts are typed. */
void form_init(struct form *form, const struct form_field *fields, int n,
	       const struct draw *draw);

/* Wipes it. */
void form_done(struct form *form);

/* Fills a field. */
void form_set_text(struct form *form, int field, const char *text);
void form_set_number(struct form *form, int field, int64_t value);
void form_set_amount(struct form *form, int field, int64_t amount_minor);
void form_set_choice(struct form *form, int field, int choice);

/* What a field holds; number and amount are 0 when empty or not readable (form_check() says). */
char *form_text(const struct form *form, int field, char into[EDIT_TEXT_SIZE]);
int64_t form_number(const struct form *form, int field);
int64_t form_amount(const struct form *form, int field);
int form_choice(const struct form *form, int field);

/* True when nothing is typed in the field. */
bool form_is_empty(const struct form *form, int field);

/* Takes a key; false when it is not the form's. */
bool form_key(struct form *form, struct key key);

/* Checks all fields, notes the problems, moves to the first. */
int form_check(struct form *form);

/* Puts a problem (a msgid) beside a field and goes there. */
void form_refuse(struct form *form, int field, const char *problem);

/* Draws the fields one below another; returns the rows used. */
int form_draw(struct form *form, const struct draw *draw, struct canvas *canvas,
	      struct area area);

#endif
