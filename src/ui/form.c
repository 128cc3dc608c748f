/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ui/form.c -- fields, their values and their checks; drawing is in ui/form_draw.c.
 */
#include "ui/form.h"

#include <assert.h>
#include <string.h>

#include "base/guard.h"
#include "base/str.h"
#include "core/money.h"

/* What a kind allows unless the field says otherwise. */
static int usual_limit(enum form_kind kind)
{
	switch (kind) {
	case FORM_TEXT:
		return 60;
	case FORM_CODE:
	case FORM_BARCODE:
		return 40;
	case FORM_NUMBER:
		return 12;
	case FORM_AMOUNT:
		return 24;
	default:
		return 12;
	}
}

static enum text_base base_of(enum form_kind kind, const struct draw *draw)
{
	if (kind != FORM_TEXT)
		return TEXT_LTR;
	return draw->rtl ? TEXT_AUTO_RTL : TEXT_AUTO_LTR;
}

void form_init(struct form *form, const struct form_field *fields, int n,
	       const struct draw *draw)
{
	assert(n > 0 && n <= FORM_FIELDS_MAX);
	memset(form, 0, sizeof *form);
	form->fields = fields;
	form->n = n;
	form->decimal = draw->number.decimal;
	form->group = draw->number.group;
	form->exponent = draw->exponent;
	for (int i = 0; i < n; i++) {
		enum form_kind kind = fields[i].kind;

		edit_init(&form->edit[i], base_of(kind, draw),
			  fields[i].limit > 0 ? fields[i].limit : usual_limit(kind));
		form->edit[i].is_secret = kind == FORM_PIN || kind == FORM_PASSWORD;
	}
}

void form_done(struct form *form)
{
	explicit_bzero(form, sizeof *form);
}

void form_set_text(struct form *form, int field, const char *text)
{
	edit_set(&form->edit[field], text);
}

void form_set_number(struct form *form, int field, int64_t value)
{
	char text[24];

	str_format(text, sizeof text, "%lld", (long long)value);
	edit_set(&form->edit[field], text);
}

void form_set_amount(struct form *form, int field, int64_t amount_minor)
{
	char text[MONEY_TEXT_SIZE];
	char *point;

	money_plain(amount_minor, form->exponent, text);
	point = strchr(text, '.');
	if (point != NULL)
		*point = form->decimal;
	edit_set(&form->edit[field], text);
}

void form_set_choice(struct form *form, int field, int choice)
{
	form->choice[field] = choice;
}

char *form_text(const struct form *form, int field, char into[EDIT_TEXT_SIZE])
{
	return edit_text(&form->edit[field], into);
}

int64_t form_number(const struct form *form, int field)
{
	char text[EDIT_TEXT_SIZE];
	int64_t value = 0;

	str_int64(form_text(form, field, text), &value);
	return value;
}

static enum err read_amount(const struct form *form, int field, int64_t *ret_minor)
{
	char text[EDIT_TEXT_SIZE];

	return money_parse(form_text(form, field, text), form->exponent, form->decimal,
			   form->group, ret_minor);
}

int64_t form_amount(const struct form *form, int field)
{
	int64_t amount_minor = 0;

	read_amount(form, field, &amount_minor);
	return amount_minor;
}

int form_choice(const struct form *form, int field)
{
	return form->choice[field];
}

bool form_is_empty(const struct form *form, int field)
{
	return form->fields[field].kind != FORM_CHOICE && form->edit[field].n == 0;
}

static int count_choices(const struct form_field *field)
{
	int n = 0;

	while (field->choices[n] != NULL)
		n++;
	return n;
}

static bool choice_key(struct form *form, struct key key)
{
	int n = count_choices(&form->fields[form->focus]);
	int *choice = &form->choice[form->focus];

	if (key_is(key, K_LEFT))
		*choice = (*choice + n - 1) % n;
	else if (key_is(key, K_RIGHT) || (key.kind == KEY_KIND_CHAR && key.code == ' '))
		*choice = (*choice + 1) % n;
	else
		return key.kind == KEY_KIND_CHAR;
	return true;
}

/* What a whole number cannot have is shown, and then refused: 0.350 is not 350. */
static bool is_number_sign(uint32_t code)
{
	return code == '-' || code == '.' || code == ',' || code == 0x066B;
}

/* A key for the field in focus. */
static bool field_key(struct form *form, struct key key)
{
	enum form_kind kind = form->fields[form->focus].kind;
	bool taken;

	if (kind == FORM_CHOICE)
		return choice_key(form, key);
	if (key.kind == KEY_KIND_CHAR && (kind == FORM_NUMBER || kind == FORM_PIN)) {
		bool is_sign = kind == FORM_NUMBER && is_number_sign(key.code);
		int digit = guard_digit(key.code);

		if (digit < 0 && !is_sign)
			return true;
		if (!is_sign)
			key.code = (uint32_t)('0' + digit);
	}
	taken = edit_key(&form->edit[form->focus], key);
	if (taken)
		form->problem[form->focus] = NULL;
	return taken;
}

static const char *amount_problem(enum err err)
{
	switch (err) {
	case ERR_DECIMALS:
		return N_("Too many decimals.");
	case ERR_GROUPING:
		return N_("Groups have three digits.");
	case ERR_OVERFLOW:
		return N_("Too large.");
	default:
		return N_("Not an amount.");
	}
}

static const char *bounds_problem(const struct form_field *field, int64_t value)
{
	if (field->low == 0 && field->high == 0)
		return NULL;
	if (value < field->low)
		return N_("Too small.");
	return value > field->high ? N_("Too large.") : NULL;
}

/* What is wrong with what a field holds by its kind. */
static const char *kind_problem(const struct form *form, int i)
{
	const struct form_field *field = &form->fields[i];
	char text[EDIT_TEXT_SIZE];
	int64_t value;
	enum err err;

	switch (field->kind) {
	case FORM_TEXT:
	case FORM_CODE:
		return guard_looks_like_card(form_text(form, i, text)) ?
			       N_("Looks like a card number.") : NULL;
	case FORM_NUMBER:
		if (!str_int64(form_text(form, i, text), &value))
			return N_("Not a whole number.");
		return bounds_problem(field, value);
	case FORM_AMOUNT:
		err = read_amount(form, i, &value);
		return err != ERR_OK ? amount_problem(err) : bounds_problem(field, value);
	default:
		return NULL;
	}
}

static const char *field_problem(const struct form *form, int i)
{
	const struct form_field *field = &form->fields[i];
	const char *problem;

	if (form_is_empty(form, i))
		return field->is_optional ? NULL : N_("Needed.");
	problem = kind_problem(form, i);
	if (problem == NULL && field->check != NULL)
		problem = field->check(form, i);
	return problem;
}

/* Enter does not lead past a field that is empty or cannot be read: a PIN typed next would stand in
 * clear where it does not belong. */
static bool needs_more(struct form *form)
{
	const struct form_field *field = &form->fields[form->focus];
	bool is_empty = form_is_empty(form, form->focus);

	if (is_empty)
		form->problem[form->focus] = field->is_optional ? NULL : N_("Needed.");
	else
		form->problem[form->focus] = kind_problem(form, form->focus);
	return form->problem[form->focus] != NULL;
}

bool form_key(struct form *form, struct key key)
{
	int step = 0;

	if (key_is(key, K_TAB) || key_is(key, K_DOWN))
		step = 1;
	else if (key_is(key, K_BACK_TAB) || key_is(key, K_UP))
		step = -1;
	else if (key_is(key, K_ENTER) && form->focus < form->n - 1 && needs_more(form))
		return true;
	else if (key_is(key, K_ENTER) && form->focus < form->n - 1)
		step = 1;
	if (step == 0)
		return field_key(form, key);
	form->focus = (form->focus + step + form->n) % form->n;
	return true;
}

int form_check(struct form *form)
{
	int first = -1;

	for (int i = form->n - 1; i >= 0; i--) {
		form->problem[i] = field_problem(form, i);
		if (form->problem[i] != NULL)
			first = i;
	}
	if (first >= 0)
		form->focus = first;
	return first;
}

void form_refuse(struct form *form, int field, const char *problem)
{
	assert(field >= 0 && field < form->n);
	form->problem[field] = problem;
	form->focus = field;
}
