/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/service/test_kitchen_print.c -- the kitchen's papers: every ticket comes out somewhere,
 * once, whatever the printers and the tills do.
 */
#include "service/kitchen_print.h"

#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/loop.h"
#include "base/str.h"
#include "document/escpos.h"
#include "document/text.h"
#include "double/menu_cells.h"
#include "double/pass.h"
#include "locale/catalog.h"
#include "service/bill.h"
#include "service/bill_price.h"
#include "service/day.h"
#include "service/kitchen_card.h"
#include "service/print.h"
#include "service/setup_kitchen.h"
#include "service/suites.h"

#define REFUSED "tcp:127.0.0.1:1"    /* nothing listens there */
#define WAIT_ROUNDS 400
#define PAPERS_MAX (1 << 20)

/* A house with a kitchen, its loop on the machine's clock; the queue's waits are on the house's. */
struct shop {
	struct house house;
	struct clock clock;
	struct loop *loop;
	struct print *own;
	struct kitchen_print *kitchen;
	char url[512], file[4][512];
};

/* The files that printers 1 and 2 and the till's own write to; `down` is a printer's address. */
static const char *address(struct shop *shop, int i, const char *down, char into[600])
{
	str_format(into, 600, "file:%s", shop->file[i]);
	return down != NULL ? down : into;
}

static void begin(struct shop *shop)
{
	clock_init(&shop->clock);
	CHECK_OK_FATAL(loop_new(&shop->clock, &shop->loop));
	CHECK_OK_FATAL(kitchen_print_open(&shop->house.app, shop->loop, shop->own,
					  &shop->kitchen));
}

static void shop_open(struct shop *shop, const char *name, const char *kitchen, const char *bar)
{
	char one[600], two[600];

	*shop = (struct shop){ 0 };
	snprintf(shop->url, sizeof shop->url, "sqlite:%s/pass-%s.db", check_folder(), name);
	for (int i = 0; i < 4; i++)
		snprintf(shop->file[i], sizeof shop->file[i], "%s/pass-%s-%d", check_folder(),
			 name, i);
	house_open(&shop->house, shop->url, 1, true);
	pass_open(&shop->house, address(shop, 1, kitchen, one), address(shop, 2, bar, two), false);
	begin(shop);
}

/* A second till of the same house. */
static void shop_join(struct shop *shop, const struct shop *first, int station)
{
	*shop = *first;
	shop->own = NULL;
	house_join(&shop->house, first->url, station, &first->house.keys);
	begin(shop);
}

static void shop_close(struct shop *shop)
{
	kitchen_print_close(shop->kitchen);
	print_close(shop->own);
	loop_free(shop->loop);
	house_close(&shop->house);
}

static void own_printer(struct shop *shop)
{
	char own[600];

	kitchen_print_close(shop->kitchen);
	CHECK_OK_FATAL(print_open(&shop->house.app, shop->loop, address(shop, 3, NULL, own), 42,
				  &shop->own));
	CHECK_OK_FATAL(kitchen_print_open(&shop->house.app, shop->loop, shop->own,
					  &shop->kitchen));
}

/* A check at a table, its round sent. */
static void order(struct shop *shop, int64_t table, int64_t code)
{
	pass_send(&shop->house, house_check(&shop->house, table, (const int64_t[]){ code, 0 }));
}

static int64_t waiting(struct shop *shop)
{
	return pass_number(&shop->house, "SELECT count(*) FROM kitchen_job "
					 "WHERE state = 'waiting'");
}

/* Lets the loops run until nothing waits, or nothing happens any more. */
static void run(struct shop *shop, struct shop *other)
{
	for (int i = 0; i < WAIT_ROUNDS && waiting(shop) > 0; i++) {
		CHECK_OK(kitchen_print_step(shop->kitchen));
		CHECK_OK(loop_step(shop->loop, 2));
		if (other == NULL)
			continue;
		CHECK_OK(kitchen_print_step(other->kitchen));
		CHECK_OK(loop_step(other->loop, 2));
	}
}

/* How often a text stands in what a printer wrote. */
static int times(struct shop *shop, int printer, const char *text)
{
	char *bytes = NULL;
	size_t len = 0;
	int n = 0;

	if (file_read(shop->file[printer], PAPERS_MAX, &bytes, &len) != ERR_OK)
		return 0;
	for (const char *at = bytes; (at = strstr(at, text)) != NULL; at++)
		n++;
	free(bytes);
	return n;
}

static void change_printer(struct shop *shop, int64_t number, const char *where)
{
	struct kitchen_printer printer;
	struct act act = app_act(&shop->house.app, shop->house.manager);

	CHECK_OK(store_printer_load(shop->house.app.db, number, &printer));
	str_copy(printer.address, sizeof printer.address, where);
	CHECK_OK(setup_printer(&shop->house.app, &act, &printer));
}

static void a_ticket_says_all_that_is_needed(void)
{
	struct shop shop;
	struct kitchen_news news;
	struct act act;
	int64_t bill, line;

	shop_open(&shop, "paper", NULL, NULL);
	bill = house_check(&shop.house, 5, (const int64_t[]){ 0 });
	pass_ring(&shop.house, bill, 31, 2, 1, 1);
	line = pass_ring(&shop.house, bill, 32, 1, 3, 2);
	act = house_act(&shop.house, bill);
	CHECK_OK(bill_note(&shop.house.app, &act, line, "! nuts"));
	act = house_act(&shop.house, bill);
	CHECK_OK(bill_note(&shop.house.app, &act, line, "rare"));
	pass_send(&shop.house, bill);
	run(&shop, NULL);
	CHECK_INT(waiting(&shop), 0);
	CHECK_INT(times(&shop, 1, "Table 5"), 1);
	CHECK_INT(times(&shop, 1, "Lina"), 1);
	CHECK_INT(times(&shop, 1, "2 covers"), 1);
	CHECK_INT(times(&shop, 1, "2 Lentil soup"), 1);
	CHECK_INT(times(&shop, 1, "seat 3"), 1);
	CHECK_INT(times(&shop, 1, "HOLD course 2"), 1);
	CHECK_INT(times(&shop, 1, "!! ALLERGY: nuts !!"), 1);
	CHECK_INT(times(&shop, 1, "rare"), 1);
	CHECK(!kitchen_print_news(shop.kitchen, &news));
	CHECK_INT(times(&shop, 1, "TAKE-AWAY"), 0);
	act = house_act(&shop.house, bill);
	CHECK_OK(bill_take_away(&shop.house.app, &act, true));
	run(&shop, NULL);
	CHECK_INT(times(&shop, 1, "TAKE-AWAY"), 1);
	act = house_act(&shop.house, bill);
	CHECK_OK(kitchen_reprint(&shop.house.app, &act));
	run(&shop, NULL);
	CHECK_INT(times(&shop, 1, "REPRINT"), 2);       /* first and last on the paper */
	shop_close(&shop);
}

static void a_printer_that_is_down_falls_back(void)
{
	struct shop shop;
	struct kitchen_news news = { 0 };

	shop_open(&shop, "down", REFUSED, NULL);
	order(&shop, 5, 31);
	run(&shop, NULL);
	CHECK_INT(waiting(&shop), 0);
	CHECK_INT(times(&shop, 2, "The printer Kitchen does not answer"), 1);
	CHECK_INT(times(&shop, 2, "Lentil soup"), 1);
	CHECK(kitchen_print_news(shop.kitchen, &news));
	CHECK_TEXT(news.missing, "Kitchen");
	CHECK_TEXT(news.where, "Bar");
	CHECK(!kitchen_print_news(shop.kitchen, &news));
	/* a second one does not ask the printer again until it may be up */
	change_printer(&shop, 1, "none");
	order(&shop, 6, 31);
	run(&shop, NULL);
	CHECK_INT(times(&shop, 2, "Lentil soup"), 2);
	CHECK_INT(pass_number(&shop.house, "SELECT min(printed) FROM kitchen_job"), 2);
	shop_close(&shop);
}

static void the_last_resort_is_the_tills_own_printer(void)
{
	struct shop shop;
	struct kitchen_news news = { 0 };

	shop_open(&shop, "own", REFUSED, REFUSED);
	own_printer(&shop);
	order(&shop, 5, 31);
	order(&shop, 6, 21);
	run(&shop, NULL);
	CHECK_INT(waiting(&shop), 0);
	CHECK_INT(times(&shop, 3, "Lentil soup"), 1);
	CHECK_INT(times(&shop, 3, "Espresso"), 1);
	CHECK(kitchen_print_news(shop.kitchen, &news));
	CHECK_TEXT(news.where, "");
	shop_close(&shop);
}

static void what_no_printer_takes_waits_and_comes_out_once(void)
{
	struct shop shop;
	char fine[600];

	shop_open(&shop, "waits", REFUSED, REFUSED);
	order(&shop, 5, 31);
	run(&shop, NULL);
	CHECK_INT(waiting(&shop), 1);
	CHECK_INT(kitchen_print_failed(shop.kitchen), 1);
	change_printer(&shop, 1, address(&shop, 1, NULL, fine));
	/* this till goes away, and is back the next minute with another of its kind */
	kitchen_print_close(shop.kitchen);
	clock_advance(&shop.house.clock, 60000);
	CHECK_OK_FATAL(kitchen_print_open(&shop.house.app, shop.loop, NULL, &shop.kitchen));
	run(&shop, NULL);
	for (int i = 0; i < 4 && waiting(&shop) > 0; i++) {
		clock_advance(&shop.house.clock, KITCHEN_PRINT_WAIT_MAX_MS);
		run(&shop, NULL);
	}
	CHECK_INT(waiting(&shop), 0);
	CHECK_INT(times(&shop, 1, "Lentil soup"), 1);
	shop_close(&shop);
}

static void two_tills_print_each_ticket_once(void)
{
	struct shop one, two;

	shop_open(&one, "race", NULL, NULL);
	shop_join(&two, &one, 2);
	for (int64_t table = 1; table <= 4; table++) {
		order(&one, table, 31);
		order(&two, table + 4, 32);
	}
	/* late enough that each may take the other's */
	clock_advance(&one.house.clock, KITCHEN_PRINT_PATIENCE_MS);
	clock_advance(&two.house.clock, KITCHEN_PRINT_PATIENCE_MS);
	run(&one, &two);
	CHECK_INT(waiting(&one), 0);
	CHECK_INT(times(&one, 1, "Lentil soup"), 4);
	CHECK_INT(times(&one, 1, "Lamb ouzi"), 4);
	CHECK_INT(times(&one, 1, "REPEAT"), 0);
	CHECK_INT(times(&one, 2, "Table"), 0);
	CHECK_INT(pass_number(&one.house, "SELECT max(tries) FROM kitchen_job"), 1);
	shop_close(&two);
	shop_close(&one);
}

/* A till that is killed over a paper: another takes it over when the claim ran out, and says that
 * it may have come out already. */
static void a_killed_tills_paper_is_printed_as_a_repeat(void)
{
	struct shop one, two;
	struct kitchen_job job;
	struct kitchen_claim claim = { .station = 1, .now_unix_ms = HOUSE_TODAY,
				       .until_unix_ms = HOUSE_TODAY + KITCHEN_PRINT_CLAIM_MS,
				       .patience_ms = KITCHEN_PRINT_PATIENCE_MS };

	shop_open(&one, "killed", NULL, NULL);
	shop_join(&two, &one, 2);
	order(&one, 5, 31);
	CHECK_OK(store_kitchen_job_claim(one.house.app.db, &claim, &job));
	clock_advance(&two.house.clock, KITCHEN_PRINT_CLAIM_MS - 1);
	run(&two, NULL);
	CHECK_INT(waiting(&two), 1);
	clock_advance(&two.house.clock, 1);
	run(&two, NULL);
	CHECK_INT(waiting(&two), 0);
	CHECK_INT(times(&two, 1, "MAY BE A REPEAT"), 2);
	CHECK_INT(store_kitchen_job_end(one.house.app.db, &job, true), ERR_CHANGED);
	shop_close(&two);
	shop_close(&one);
}

/* A printer that answers and hangs up at once. */
static void what_hangs_up_falls_back_too(void)
{
	const struct linger hard = { .l_onoff = 1, .l_linger = 0 };
	struct sockaddr_in here = { .sin_family = AF_INET,
				    .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t len = sizeof here;
	int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	struct shop shop;
	char torn[64];

	CHECK_FATAL(bind(listener, (struct sockaddr *)&here, sizeof here) == 0);
	CHECK_FATAL(listen(listener, 4) == 0);
	CHECK_FATAL(getsockname(listener, (struct sockaddr *)&here, &len) == 0);
	snprintf(torn, sizeof torn, "tcp:127.0.0.1:%d", ntohs(here.sin_port));
	shop_open(&shop, "torn", torn, NULL);
	order(&shop, 5, 31);
	for (int i = 0; i < WAIT_ROUNDS && waiting(&shop) > 0; i++) {
		int peer = accept(listener, NULL, NULL);

		if (peer >= 0) {
			setsockopt(peer, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
			close(peer);
		}
		CHECK_OK(kitchen_print_step(shop.kitchen));
		CHECK_OK(loop_step(shop.loop, 2));
	}
	close(listener);
	CHECK_INT(waiting(&shop), 0);
	CHECK_INT(times(&shop, 2, "Lentil soup"), 1);
	shop_close(&shop);
}

static void a_display_alone_needs_no_paper(void)
{
	struct shop shop;
	struct kitchen_station station;
	struct act act;

	shop_open(&shop, "display", NULL, NULL);
	act = app_act(&shop.house.app, shop.house.manager);
	CHECK_OK(store_kitchen_station_load(shop.house.app.db, 1, &station));
	station.has_display = true;
	station.printer = 0;
	CHECK_OK(setup_kitchen_station(&shop.house.app, &act, &station));
	order(&shop, 5, 31);
	order(&shop, 6, 21);
	run(&shop, NULL);
	CHECK_INT(pass_number(&shop.house, "SELECT count(*) FROM kitchen_job"), 1);
	CHECK_INT(pass_number(&shop.house, "SELECT count(*) FROM kitchen_live "
					   "WHERE state = 'fired'"), 1);
	CHECK_INT(pass_number(&shop.house, "SELECT count(*) FROM kitchen_live "
					   "WHERE state = 'printed'"), 1);
	shop_close(&shop);
}

/* The paper that waits, as a printer gets it that has Latin letters alone, or as a text. */
static void paper_of(struct shop *shop, bool is_raw, struct str *ret_bytes)
{
	struct kitchen_claim claim = { .station = 1, .now_unix_ms = HOUSE_TODAY,
				       .until_unix_ms = HOUSE_TODAY };
	struct document *doc = NULL;
	struct kitchen_job job;

	CHECK_OK_FATAL(store_kitchen_job_claim(shop->house.app.db, &claim, &job));
	CHECK_OK_FATAL(kitchen_card_paper(&shop->house.app, &job, NULL, is_raw, &doc));
	if (is_raw)
		document_render_escpos(doc, 42, NULL, ret_bytes);
	else
		document_render_text(doc, 42, NULL, ret_bytes);
	document_free(doc);
}

static bool has(const struct str *bytes, const char *text)
{
	return memmem(bytes->data, bytes->len, text, strlen(text)) != NULL;
}

/* A printer without Arabic and Chinese: code, the name in Latin letters if there is one, and what
 * is written sounds like; a note too. */
static void a_raw_printer_loses_no_name(void)
{
	struct str bytes = { 0 };
	struct shop shop;
	struct act act;
	int64_t bill, line;

	shop_open(&shop, "raw", NULL, NULL);
	menu_cells_put(&shop.house, &menu_items, "code=91;name=كبة مقلية;category=Food;tax=VAT 10;"
						 "price=7.20;name_en=Fried kibbeh");
	menu_cells_put(&shop.house, &menu_items, "code=92;name=宫保鸡丁;category=Food;tax=VAT 10;"
						 "price=14.60");
	bill = house_check(&shop.house, 5, (const int64_t[]){ 31, 92, 0 });
	line = pass_ring(&shop.house, bill, 91, 2, 0, 0);
	act = house_act(&shop.house, bill);
	CHECK_OK(bill_note(&shop.house.app, &act, line, "! فول"));
	pass_send(&shop.house, bill);
	paper_of(&shop, true, &bytes);
	CHECK(has(&bytes, "  1 Lentil soup"));
	CHECK(has(&bytes, "  2 91 Fried kibbeh \xB7 kbt mqlyt"));
	CHECK(has(&bytes, "  1 92 gong bao ji ding"));
	CHECK(has(&bytes, "!! ALLERGY: fwl !!"));
	str_clear(&bytes);
	paper_of(&shop, false, &bytes);
	CHECK(has(&bytes, "كبة مقلية"));
	CHECK(!has(&bytes, "Fried kibbeh"));
	str_done(&bytes);
	shop_close(&shop);
}

/* A house whose papers are Arabic: dishes with a name in it are called so, others as they are. */
static void dishes_in_the_language_of_papers(void)
{
	struct catalog *catalog = NULL;
	struct str bytes = { 0 };
	struct shop shop;
	char path[512];
	int64_t bill;

	snprintf(path, sizeof path, "%s/po/ar/LC_MESSAGES/sanduq.mo", getenv("builddir"));
	CHECK_OK_FATAL(catalog_open(path, &catalog));
	shop_open(&shop, "words", NULL, NULL);
	menu_cells_put(&shop.house, &menu_items, "code=91;name=Green salad;category=Food;"
						 "tax=VAT 10;price=7.20;name_ar=سلطة خضراء");
	bill = house_check(&shop.house, 5, (const int64_t[]){ 31, 91, 0 });
	pass_send(&shop.house, bill);
	paper_of(&shop, false, &bytes);
	CHECK(has(&bytes, "Green salad"));
	str_clear(&bytes);
	shop.house.app.words = catalog;
	paper_of(&shop, false, &bytes);
	CHECK(!has(&bytes, "Green salad"));
	CHECK(has(&bytes, "سلطة خضراء"));
	CHECK(has(&bytes, "Lentil soup"));
	str_done(&bytes);
	shop.house.app.words = NULL;
	catalog_close(catalog);
	shop_close(&shop);
}

/* One came out, one waits: the first is of no use to anybody on the next day. */
static void papers_that_came_out_go_with_their_day(void)
{
	struct shop shop;
	struct act act;
	int32_t date;

	shop_open(&shop, "forget", NULL, REFUSED);
	order(&shop, 5, 31);
	run(&shop, NULL);
	order(&shop, 6, 21);
	CHECK_INT(pass_number(&shop.house, "SELECT count(*) FROM kitchen_job"), 2);
	for (int i = 0; i < 2; i++) {
		date = shop.house.app.property.business_date;
		act = app_act(&shop.house.app, shop.house.auditor);
		CHECK_OK(day_roll(&shop.house.app, &act, date + 1, NULL));
		CHECK_INT(waiting(&shop), 1);
		CHECK_INT(pass_number(&shop.house, "SELECT count(*) FROM kitchen_job"), 1);
	}
	shop_close(&shop);
}

const struct check_test test_kitchen_print[] = {
	{ "a kitchen ticket says all that is needed", a_ticket_says_all_that_is_needed },
	{ "a kitchen printer that is down falls back and the till says where",
	  a_printer_that_is_down_falls_back },
	{ "the last resort of the kitchen is the till's own printer",
	  the_last_resort_is_the_tills_own_printer },
	{ "what no kitchen printer takes waits, and comes out once",
	  what_no_printer_takes_waits_and_comes_out_once },
	{ "two tills print each kitchen ticket once", two_tills_print_each_ticket_once },
	{ "the paper of a till that was killed is printed as a repeat",
	  a_killed_tills_paper_is_printed_as_a_repeat },
	{ "the paper of a kitchen printer that hangs up comes out whole elsewhere",
	  what_hangs_up_falls_back_too },
	{ "dishes on a ticket have their names in the language of papers",
	  dishes_in_the_language_of_papers },
	{ "a raw printer loses no name and no allergy", a_raw_printer_loses_no_name },
	{ "a kitchen display alone needs no paper", a_display_alone_needs_no_paper },
	{ "kitchen papers that came out go with their day, others stay",
	  papers_that_came_out_go_with_their_day },
	{ 0 }
};
