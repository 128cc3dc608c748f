/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/code.c -- the QR code of a payment over the whole window, for the guest's telephone; it
 * goes away by itself when the guest has paid.
 */
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "document/qr.h"
#include "screen/payments.h"
#include "service/code_paper.h"
#include "service/courier.h"
#include "service/print.h"
#include "ui/prompt.h"

#define BESIDE_COLUMNS 26        /* what the words beside a code want */

struct code {
	struct till *till;           /* first: the actions that screens share want it there */
	int64_t id;
	struct payment_row payment;
	char type_name[64];
	struct qr qr;
	struct act act;
	struct perm_need need;
};

static void close_code(void *state)
{
	struct code *code = state;

	qr_done(&code->qr);
	free(code);
}

static enum err open_screen(struct ui *ui, void *argument, void **ret_state)
{
	const struct screen_payment *from = argument;
	struct code *code = calloc(1, sizeof *code);
	enum err err;

	if (code == NULL)
		return ERR_MEMORY;
	code->till = from->till;
	code->id = from->payment;
	err = store_payment_load(code->till->app->db, code->id, &code->payment);
	if (err == ERR_OK && code->payment.url[0] == '\0')
		err = ERR_STATE;
	if (err == ERR_OK)
		err = qr_make(code->payment.url, &code->qr);
	if (err != ERR_OK) {
		close_code(code);
		return err;
	}
	payments_type_name(ui_draw(ui), code->till, code->payment.tender_type, code->type_name,
			   sizeof code->type_name);
	*ret_state = code;
	return ERR_OK;
}

/* The widest quiet zone that the window has room for; -1: the code does not fit. */
static int quiet_of(const struct code *code, struct area area)
{
	for (int quiet = QR_QUIET; quiet >= QR_QUIET_LEAST; quiet--)
		if (canvas_bits_rows(code->qr.size, quiet) <= area.rows &&
		    canvas_bits_columns(code->qr.size, quiet) <= area.columns)
			return quiet;
	return -1;
}

static void draw_words(const struct draw *draw, struct canvas *canvas, struct area area,
		       const struct code *code)
{
	char text[128], money[NUMBER_TEXT_SIZE];

	str_format(text, sizeof text, "%s %s", code->payment.unit,
		   draw_money(draw, code->payment.amount_minor, money));
	canvas_text(canvas, area.row, area.x, area.columns, ALIGN_START, STYLE_DUE, text);
	payments_state_text(draw, &code->payment, code->type_name, text, sizeof text);
	area.row += 2;
	area.rows -= 2;
	area.row += payments_paragraph(canvas, area, STYLE_BILLED, text);
	area.row += payments_paragraph(canvas, area, STYLE_TEXT,
				       payments_words(draw, code->till, &code->payment));
	area.row++;
	area.rows -= 5;
	payments_paragraph(canvas, area, STYLE_DIM,
			   tr(draw, "Esc leads back; the guest may go on paying."));
}

/* The window is too small for so long an address. */
static void draw_too_long(const struct draw *draw, struct canvas *canvas, struct area area,
			  const struct code *code)
{
	struct area box = { area.row + 1, 2, area.rows - 2, area.columns - 4 };
	char text[256];

	text_format(text, sizeof text,
		    tr(draw, "This code needs a window of %d rows. Enlarge it, print the code with "
			     "{code-print}, or read the address with {code-text}."),
		    canvas_bits_rows(code->qr.size, QR_QUIET_LEAST) + 1);
	box.row += payments_paragraph(canvas, box, STYLE_LATE, text) + 1;
	draw_words(draw, canvas, box, code);
}

static void draw_code(const struct draw *draw, struct canvas *canvas, struct area area,
		      void *state)
{
	const struct code *code = state;
	int quiet = quiet_of(code, area);
	struct canvas_bits bits = { code->qr.size, quiet, qr_is_dark, &code->qr };
	struct area beside = area;

	if (quiet < 0) {
		draw_too_long(draw, canvas, area, code);
		return;
	}
	canvas_bits(canvas, area.row, area.x, &bits);
	beside.x += canvas_bits_columns(code->qr.size, quiet) + 2;
	beside.columns -= beside.x + 1;
	beside.row++;
	beside.rows--;
	if (beside.columns >= BESIDE_COLUMNS / 2)
		draw_words(draw, canvas, beside, code);
}

/* Goes back when there is nothing to scan any more. */
static void reload(struct ui *ui, void *state)
{
	struct code *code = state;
	enum err err = store_payment_load(code->till->app->db, code->id, &code->payment);

	ui_error_code(ui, err);
	if (err == ERR_OK && code->payment.state != PAYMENT_WAITING &&
	    ui_top(ui) == &screen_code && ui_state(ui) == state)
		ui_pop(ui);
}

static bool has_printer(const void *state)
{
	return !str_equal(((const struct code *)state)->till->settings->printer, "none");
}

static enum err print_code(struct ui *ui, void *state)
{
	struct code *code = state;
	struct print *print = code->till->print;
	enum err err;

	code->act = till_act(code->till, 0, -1);
	err = code_paper_print(code->till->app, &code->act, code->id);
	if (err != ERR_OK)
		return err == ERR_APPROVAL ? ERR_PERMISSION : err;
	ui_say(ui, "%s", tr(ui_draw(ui), "The code is printing."));
	if (print == NULL)
		return ERR_OK;
	print_wake(print);
	return print_step(print);
}

static enum err show_text(struct ui *ui, void *state)
{
	return prompt_read(ui, tr(ui_draw(ui), "The address of the code"),
			   ((struct code *)state)->payment.url);
}

static enum err go_back(struct ui *ui, void *state)
{
	(void)state;
	ui_pop(ui);
	return ERR_OK;
}

static const char *why(const void *state, const struct action *action)
{
	(void)state;
	return action->when == has_printer ? N_("This till has no printer.") : NULL;
}

static const struct action actions[] = {
	{ "code-back", "Enter", N_("Back"),
	  N_("Back to the parts; the guest may go on paying with the code."), PERM_NONE, NULL,
	  go_back },
	{ "code-print", "F2", N_("Print"),
	  N_("Print the code, for a guest who is not at the till or when it does not fit the "
	     "window."),
	  PERM_TENDER, has_printer, print_code },
	{ "code-text", "F3", N_("Address"), N_("Show the address that the code holds, as text."),
	  PERM_NONE, NULL, show_text },
	{ "lock", "F10", NULL, N_("Lock the till; everything stays as it is."), PERM_NONE, NULL,
	  till_lock_action },
	{ .name = NULL },
};

const struct screen_class screen_code = {
	.name = "code",
	.help_title = N_("QR code"),
	.actions = actions,
	.is_whole = true,
	.open = open_screen,
	.close = close_code,
	.draw = draw_code,
	.why = why,
	.reload = reload,
};
