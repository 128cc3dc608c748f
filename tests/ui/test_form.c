/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/ui/test_form.c -- tests of ui/form: filling in, checking, drawing.
 */
#include "ui/form.h"

#include <string.h>

#include "base/utf8.h"
#include "suites.h"

enum { NAME, PHONE, COVERS, AMOUNT, PIN, KIND, BARCODE, FIELDS };

static const char *const kinds[] = { N_("Cash"), N_("Card"), N_("Room"), NULL };

static const char *not_thirteen(const struct form *form, int field)
{
	return form_number(form, field) == 13 ? N_("Not thirteen.") : NULL;
}

static const struct form_field fields[FIELDS] = {
	[NAME] = { .label = N_("Name"), .kind = FORM_TEXT },
	[PHONE] = { .label = N_("Phone"), .kind = FORM_CODE, .is_optional = true,
		    .hint = N_("with country code") },
	[COVERS] = { .label = N_("Covers"), .kind = FORM_NUMBER, .low = 1, .high = 40,
		     .check = not_thirteen },
	[AMOUNT] = { .label = N_("Amount"), .kind = FORM_AMOUNT, .low = 100, .high = 1000000 },
	[PIN] = { .label = N_("PIN"), .kind = FORM_PIN, .limit = 8 },
	[KIND] = { .label = N_("Tender"), .kind = FORM_CHOICE, .choices = kinds },
	[BARCODE] = { .label = N_("Barcode"), .kind = FORM_BARCODE, .is_optional = true },
};

static struct draw english(void)
{
	return (struct draw){ .number = number_style_english(), .exponent = 2 };
}

static void type(struct form *form, const char *text)
{
	uint32_t point;

	while ((point = utf8_next(&text)) != 0)
		CHECK(form_key(form, key_char(point)));
}

static void fill_well(struct form *form)
{
	struct draw draw = english();

	form_init(form, fields, FIELDS, &draw);
	form_set_text(form, NAME, "Haddad");
	form_set_number(form, COVERS, 4);
	form_set_amount(form, AMOUNT, 123450);
	form_set_text(form, PIN, "4071");
}

static void fields_are_filled_in(void)
{
	struct form form;
	struct draw draw = english();
	char text[EDIT_TEXT_SIZE];

	form_init(&form, fields, FIELDS, &draw);
	type(&form, "Layla");
	CHECK(form_key(&form, key_named(K_ENTER)));
	CHECK_INT(form.focus, PHONE);
	CHECK(form_key(&form, key_named(K_TAB)));
	type(&form, "۱x2");
	CHECK_TEXT(form_text(&form, COVERS, text), "12");
	CHECK_INT(form_number(&form, COVERS), 12);
	CHECK(form_key(&form, key_named(K_DOWN)));
	type(&form, "1,234.5");
	CHECK_INT(form_amount(&form, AMOUNT), 123450);
	CHECK(form_key(&form, key_named(K_DOWN)));
	type(&form, "4a071");
	CHECK_TEXT(form_text(&form, PIN, text), "4071");
	CHECK(form_key(&form, key_named(K_DOWN)));
	CHECK(form_key(&form, key_named(K_RIGHT)));
	CHECK(form_key(&form, key_char(' ')));
	CHECK_INT(form_choice(&form, KIND), 2);
	CHECK(form_key(&form, key_named(K_RIGHT)));
	CHECK(form_key(&form, key_named(K_LEFT)));
	CHECK_INT(form_choice(&form, KIND), 2);
	CHECK(form_key(&form, key_named(K_DOWN)));
	CHECK(!form_key(&form, key_named(K_ENTER)));
	CHECK(form_key(&form, key_named(K_DOWN)));
	CHECK_INT(form.focus, NAME);
	CHECK(form_key(&form, key_named(K_BACK_TAB)));
	CHECK_INT(form.focus, BARCODE);
	CHECK_INT(form_check(&form), -1);
	form_done(&form);
}

static void check_problem(int field, const char *text, const char *problem)
{
	struct form form;

	fill_well(&form);
	form_set_text(&form, field, text);
	CHECK_INT(form_check(&form), problem == NULL ? -1 : field);
	CHECK_INT(form.focus, problem == NULL ? 0 : field);
	if (problem != NULL)
		CHECK_TEXT(form.problem[field], problem);
	form_done(&form);
}

static void problems_are_named(void)
{
	check_problem(NAME, "Haddad", NULL);
	check_problem(NAME, "", "Needed.");
	check_problem(PHONE, "", NULL);
	check_problem(COVERS, "0", "Too small.");
	check_problem(COVERS, "41", "Too large.");
	check_problem(COVERS, "13", "Not thirteen.");
	check_problem(COVERS, "1-2", "Not a whole number.");
}

static void amounts_are_strict(void)
{
	check_problem(AMOUNT, "12.345", "Too many decimals.");
	check_problem(AMOUNT, "12,34", "Groups have three digits.");
	check_problem(AMOUNT, "abc", "Not an amount.");
	check_problem(AMOUNT, "0.99", "Too small.");
	check_problem(AMOUNT, "99999999999999999999", "Too large.");
	check_problem(AMOUNT, "۱۲٬۳۴۵٫۶۷", "Too large.");
	check_problem(AMOUNT, "۲٬۳۴۵٫۶۷", NULL);
}

static void card_numbers_are_refused(void)
{
	check_problem(NAME, "4242 4242 4242 4242", "Looks like a card number.");
	check_problem(PHONE, "4242424242424242", "Looks like a card number.");
	check_problem(PHONE, "+966 50 123 4567", NULL);
	check_problem(BARCODE, "4242424242424242", NULL);
}

static void enter_waits_for_what_is_needed(void)
{
	struct draw draw = english();
	struct form form;

	form_init(&form, fields, FIELDS, &draw);
	CHECK(form_key(&form, key_named(K_ENTER)));
	CHECK_INT(form.focus, NAME);
	CHECK_TEXT(form.problem[NAME], "Needed.");
	type(&form, "Layla");
	CHECK(form_key(&form, key_named(K_ENTER)));
	CHECK(form_key(&form, key_named(K_ENTER)));
	CHECK_INT(form.focus, COVERS);
	type(&form, "41");
	CHECK(form_key(&form, key_named(K_ENTER)));
	CHECK_INT(form.focus, COVERS);
	CHECK_TEXT(form.problem[COVERS], "Too large.");
	CHECK(form_key(&form, key_named(K_TAB)));
	CHECK_INT(form.focus, AMOUNT);
	form_done(&form);
}

static void typing_clears_the_problem(void)
{
	struct form form;

	fill_well(&form);
	form_refuse(&form, PIN, N_("Wrong."));
	CHECK_INT(form.focus, PIN);
	CHECK_TEXT(form.problem[PIN], "Wrong.");
	type(&form, "1");
	CHECK(form.problem[PIN] == NULL);
	form_done(&form);
	CHECK_INT(form.edit[PIN].point[0], 0);
}

static void check_row(const struct canvas *canvas, int row, const char *expected)
{
	struct str text = { 0 };

	canvas_row_text(canvas, row, &text);
	CHECK_TEXT(str_text(&text), expected);
	str_done(&text);
}

static void a_form_is_drawn(void)
{
	struct canvas *canvas = NULL;
	struct draw draw = english();
	struct form form;

	CHECK_OK_FATAL(canvas_new(10, 70, &canvas));
	fill_well(&form);
	form_refuse(&form, PIN, N_("Wrong."));
	form_draw(&form, &draw, canvas, (struct area){ 0, 2, 10, 66 });
	check_row(canvas, 0, "  Name     Haddad");
	check_row(canvas, 1, "  Phone                                   with country code");
	check_row(canvas, 3, "  Amount   1234.50                   1,234.50");
	check_row(canvas, 4, "  PIN      ••••      Wrong.");
	check_row(canvas, 5, "  Tender   Cash");
	CHECK_INT(canvas_at(canvas, 4, 11)->style, STYLE_FOCUS);
	CHECK_INT(canvas_at(canvas, 3, 11)->style, STYLE_FIELD);
	CHECK_INT(canvas_at(canvas, 4, 21)->style, STYLE_ERROR);
	CHECK_INT(canvas->cursor_row, 4);
	CHECK_INT(canvas->cursor_column, 15);
	canvas_free(canvas);
	form_done(&form);
}

const struct check_test test_form[] = {
	{ "fields are filled in by keys", fields_are_filled_in },
	{ "what is wrong is named beside the first such field", problems_are_named },
	{ "typed amounts are strict (M9)", amounts_are_strict },
	{ "card numbers are refused in free fields (P1)", card_numbers_are_refused },
	{ "Enter does not lead past what is needed or wrong", enter_waits_for_what_is_needed },
	{ "typing clears the problem, the end wipes the form", typing_clears_the_problem },
	{ "a form is drawn with echo, problem and caret (M9)", a_form_is_drawn },
	{ 0 },
};
