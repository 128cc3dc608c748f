/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/service/test_print.c -- the print queue: in order, once, after failures and restarts.
 */
#include "service/print.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/loop.h"
#include "double/house.h"
#include "service/pay.h"
#include "service/receipt.h"
#include "service/suites.h"

#define REFUSED "tcp:127.0.0.1:1"    /* nothing listens there */
#define WAIT_ROUNDS 200

/* A house with a loop on the machine's clock; the queue's waits are on the house's own. */
struct shop {
	struct house house;
	struct clock clock;
	struct loop *loop;
	struct print *print;
	char url[512], folder[512], address[600];
};

static void shop_begin(struct shop *shop, const char *name)
{
	*shop = (struct shop){ 0 };
	snprintf(shop->url, sizeof shop->url, "sqlite:%s/print-%s.db", check_folder(), name);
	snprintf(shop->folder, sizeof shop->folder, "%s/papers-%s", check_folder(), name);
	snprintf(shop->address, sizeof shop->address, "dir:%s", shop->folder);
	CHECK_OK_FATAL(file_make_folder(shop->folder));
	house_open(&shop->house, shop->url, 1, true);
	clock_init(&shop->clock);
	CHECK_OK_FATAL(loop_new(&shop->clock, &shop->loop));
}

static void shop_end(struct shop *shop)
{
	print_close(shop->print);
	loop_free(shop->loop);
	house_close(&shop->house);
}

static void use_printer(struct shop *shop, const char *address)
{
	print_close(shop->print);
	CHECK_OK_FATAL(
		print_open(&shop->house.app, shop->loop, address, 42, &shop->print));
}

/* Sells a tea for cash and queues its receipt `times` times; the paper. */
static int64_t sell(struct shop *shop, int times)
{
	struct pay_result result = { 0 };
	int64_t bill = house_check(&shop->house, 5, (int64_t[]){ 22, 0 });
	struct act act = house_act(&shop->house, bill);
	struct bill_view view;

	CHECK_OK_FATAL(bill_view_load(shop->house.app.db, bill, &view));
	CHECK_OK_FATAL(pay_tender(&shop->house.app, &act, view.parts[0].id,
				  house_tender(&shop->house, "cash"), PAY_EXACT, &result));
	bill_view_done(&view);
	for (int i = 0; i < times; i++) {
		int64_t copy = -1;

		act = app_act(&shop->house.app, shop->house.cashier);
		CHECK_OK(receipt_print(&shop->house.app, &act, result.paper, &copy));
		CHECK_INT(copy, i);
	}
	return result.paper;
}

static int64_t number(struct shop *shop, const char *sql)
{
	int64_t n = -1;

	CHECK_OK(db_one_int(shop->house.app.db, &n, sql));
	return n;
}

/* Lets the loop run until the number of waiting papers is `waiting` and nothing is under way. */
static void run_until(struct shop *shop, int64_t waiting)
{
	CHECK_OK(print_step(shop->print));
	for (int i = 0; i < WAIT_ROUNDS && print_waiting(shop->print) != waiting; i++) {
		CHECK_OK(loop_step(shop->loop, 10));
		CHECK_OK(print_step(shop->print));
	}
	CHECK_INT(print_waiting(shop->print), waiting);
}

/* Lets the loop run until the printer has said why it fails. */
static void run_until_failed(struct shop *shop)
{
	CHECK_OK(print_step(shop->print));
	for (int i = 0; i < WAIT_ROUNDS && print_problem(shop->print)[0] == '\0'; i++)
		CHECK_OK(loop_step(shop->loop, 10));
	CHECK(print_problem(shop->print)[0] != '\0');
}

/* True when the paper of this name holds `text`. */
static bool paper_holds(struct shop *shop, const char *name, const char *text)
{
	char path[700], *bytes = NULL;
	size_t len = 0;
	bool holds;

	snprintf(path, sizeof path, "%s/%s.txt", shop->folder, name);
	if (file_read(path, 65536, &bytes, &len) != ERR_OK)
		return false;
	holds = strstr(bytes, text) != NULL;
	free(bytes);
	return holds;
}

static void papers_are_printed_in_order(void)
{
	struct shop shop;

	shop_begin(&shop, "order");
	sell(&shop, 1);
	sell(&shop, 1);
	use_printer(&shop, shop.address);
	run_until(&shop, 0);
	CHECK(paper_holds(&shop, "receipt-1-000001", "Receipt 1-000001"));
	CHECK(paper_holds(&shop, "receipt-1-000002", "Tea"));
	CHECK_INT(number(&shop, "SELECT count(*) FROM print_job WHERE state = 'done'"), 2);
	CHECK_INT(number(&shop, "SELECT count(*) FROM act WHERE name = 'print-end'"), 2);
	CHECK_INT(number(&shop, "SELECT count(*) FROM act a JOIN staff s ON s.id = a.staff "
				"WHERE a.name = 'print-end' AND s.role <> 'system'"), 0);
	run_until(&shop, 0);
	CHECK_INT(number(&shop, "SELECT count(*) FROM act WHERE name = 'print-end'"), 2);
	shop_end(&shop);
}

static void copies_carry_their_mark(void)
{
	struct shop shop;

	shop_begin(&shop, "copies");
	sell(&shop, 3);
	use_printer(&shop, shop.address);
	run_until(&shop, 0);
	CHECK(paper_holds(&shop, "receipt-1-000001", "Tea"));
	CHECK(!paper_holds(&shop, "receipt-1-000001", "DUPLICATE"));
	CHECK(paper_holds(&shop, "receipt-1-000001-copy-1", "DUPLICATE 1"));
	CHECK(paper_holds(&shop, "receipt-1-000001-copy-2", "DUPLICATE 2"));
	shop_end(&shop);
}

static void the_queue_survives_a_restart(void)
{
	struct shop shop;
	struct keys keys;

	shop_begin(&shop, "restart");
	keys = shop.house.keys;
	sell(&shop, 1);
	use_printer(&shop, REFUSED);
	CHECK_OK(print_step(shop.print));
	print_close(shop.print);
	shop.print = NULL;
	house_close(&shop.house);
	house_join(&shop.house, shop.url, 1, &keys);
	use_printer(&shop, shop.address);
	run_until(&shop, 0);
	CHECK(paper_holds(&shop, "receipt-1-000001", "Tea"));
	shop_end(&shop);
}

static void a_printer_that_fails_is_tried_again_later(void)
{
	struct shop shop;

	shop_begin(&shop, "fails");
	sell(&shop, 1);
	use_printer(&shop, REFUSED);
	run_until_failed(&shop);
	CHECK_INT(print_waiting(shop.print), 1);
	CHECK_INT(number(&shop, "SELECT tries FROM print_job WHERE state = 'waiting' "
				"AND problem <> ''"), 1);
	for (int i = 0; i < 5; i++) {
		clock_advance(&shop.house.clock, PRINT_WAIT_MAX_MS);
		CHECK_OK(print_step(shop.print));
		for (int round = 0; round < 5; round++)
			CHECK_OK(loop_step(shop.loop, 10));
	}
	CHECK_INT(number(&shop, "SELECT tries FROM print_job"), 1);
	CHECK_INT(number(&shop, "SELECT count(*) FROM act WHERE name = 'print-end'"), 1);
	use_printer(&shop, shop.address);
	run_until(&shop, 0);
	CHECK_TEXT(print_problem(shop.print), "");
	shop_end(&shop);
}

static void between_tries_it_waits_unless_woken(void)
{
	struct shop shop;
	char path[600];

	shop_begin(&shop, "wait");
	sell(&shop, 1);
	CHECK_OK(file_remove_folder(shop.folder));
	use_printer(&shop, shop.address);
	run_until_failed(&shop);
	CHECK_OK(file_make_folder(shop.folder));
	clock_advance(&shop.house.clock, PRINT_WAIT_MS - 1);
	for (int i = 0; i < 5; i++) {
		CHECK_OK(print_step(shop.print));
		CHECK_OK(loop_step(shop.loop, 1));
	}
	snprintf(path, sizeof path, "%s/receipt-1-000001.txt", shop.folder);
	CHECK(!file_exists(path));
	CHECK_INT(print_waiting(shop.print), 1);
	print_wake(shop.print);
	run_until(&shop, 0);
	CHECK(file_exists(path));
	shop_end(&shop);
}

static enum err spoil_in(struct tx *tx, void *arg)
{
	struct paper_row row = { .series = "receipt", .bill = *(int64_t *)arg };
	enum err err = store_paper_next(tx, row.series, &row.number);

	if (err == ERR_OK)
		err = store_paper_insert(tx, &row, "{\"form\":1,\"nonsense\":true}");
	return err == ERR_OK ? store_print_job_insert(tx, row.id, 0) : err;
}

static void one_that_cannot_be_printed_is_passed_over(void)
{
	struct shop shop;
	struct act act;
	int64_t bill;

	shop_begin(&shop, "spoilt");
	bill = house_check(&shop.house, 6, (int64_t[]){ 22, 0 });
	act = app_act(&shop.house.app, shop.house.cashier);
	CHECK_OK_FATAL(act_run(shop.house.app.db, &act, "spoil", "", spoil_in, &bill, NULL));
	sell(&shop, 1);
	use_printer(&shop, shop.address);
	run_until(&shop, 0);
	CHECK_INT(number(&shop, "SELECT count(*) FROM print_job WHERE state = 'failed'"), 1);
	CHECK(paper_holds(&shop, "receipt-1-000002", "Tea"));
	shop_end(&shop);
}

static void the_drawer_opens_without_a_paper(void)
{
	struct shop shop;

	shop_begin(&shop, "kick");
	use_printer(&shop, "lp:/dev/null");
	print_kick(shop.print);
	sell(&shop, 1);
	CHECK_OK(print_step(shop.print));
	CHECK_INT(number(&shop, "SELECT count(*) FROM print_job WHERE state = 'done'"), 0);
	run_until(&shop, 0);
	CHECK_INT(number(&shop, "SELECT count(*) FROM print_job WHERE state = 'done'"), 1);
	use_printer(&shop, shop.address);
	print_kick(shop.print);
	shop_end(&shop);
}

static void a_wrong_address_is_refused(void)
{
	struct shop shop;

	shop_begin(&shop, "address");
	CHECK_INT(print_open(&shop.house.app, shop.loop, "usb:1", 42, &shop.print), ERR_SYNTAX);
	CHECK(shop.print == NULL);
	shop_end(&shop);
}

const struct check_test test_print[] = {
	{ "papers are printed in order, each end an act", papers_are_printed_in_order },
	{ "copies carry their mark (B7)", copies_carry_their_mark },
	{ "the queue survives a restart", the_queue_survives_a_restart },
	{ "a printer that fails is tried again, told once",
	  a_printer_that_fails_is_tried_again_later },
	{ "between tries the queue waits unless woken", between_tries_it_waits_unless_woken },
	{ "a paper that cannot be printed is passed over",
	  one_that_cannot_be_printed_is_passed_over },
	{ "the drawer opens without a paper", the_drawer_opens_without_a_paper },
	{ "a wrong address is refused", a_wrong_address_is_refused },
	{ 0 },
};
