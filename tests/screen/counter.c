/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/screen/counter.c -- opens house, stage and till together.
 */
#include "counter.h"
#include "base/file.h"

#include <stdio.h>
#include <string.h>

#include "golden.h"
#include "store/db.h"

#define ROWS 24
#define COLUMNS 80
#define URL_SIZE 512

static void url_of(char url[URL_SIZE], const char *name)
{
	snprintf(url, URL_SIZE, "sqlite:%s/%s.db?twice=1&synchronous=off", check_folder(), name);
}

static void start(struct counter *counter, int rows, int columns)
{
	struct backend backend = stage_backend(&counter->stage, rows, columns);
	char words[256] = "";

	CHECK_OK_FATAL(till_init(&counter->till, &counter->house.app, &counter->settings, &backend,
				 words, sizeof words));
	counter->stage.ui = counter->till.ui;
}

static void set(struct counter *counter, const struct counter_options *options)
{
	char words[256] = "", path[512];

	if (options->keys != NULL) {
		snprintf(path, sizeof path, "%s/%s.conf", check_folder(), options->name);
		CHECK_OK_FATAL(file_write(path, 0600, options->keys, strlen(options->keys)));
	}
	CHECK_OK_FATAL(settings_open(options->keys != NULL ? path : NULL, &counter->settings,
				     words, sizeof words));
	counter->settings.station = counter->house.app.station;
	counter->settings.printer = options->printer != NULL ? options->printer : "none";
	counter->settings.receipt = options->receipt;
	counter->settings.idle_lock_ms = 0;
	counter->settings.language = options->language != NULL ? options->language : "en";
}

/* The cashier speaks this language. */
static void speak(struct counter *counter, const char *language)
{
	struct staff_new person = { .number = 2, .name = "لینا", .role = ROLE_CASHIER,
				    .language = language, .is_active = true };
	struct act act = app_act(&counter->house.app, counter->house.manager);
	int64_t id;

	CHECK_OK_FATAL(staff_put(&counter->house.app, &act, &person, &id));
}

void counter_open(struct counter *counter, const struct counter_options *options)
{
	char url[URL_SIZE];

	memset(counter, 0, sizeof *counter);
	if (options->url == NULL)
		url_of(url, options->name);
	house_open(&counter->house, options->url != NULL ? options->url : url, 3,
		   !options->no_drawer);
	if (options->language != NULL)
		speak(counter, options->language);
	set(counter, options);
	start(counter, options->rows > 0 ? options->rows : ROWS,
	      options->columns > 0 ? options->columns : COLUMNS);
}

void counter_begin(struct counter *counter, const char *name)
{
	struct counter_options options = { .name = name, .receipt = SETTINGS_RECEIPT_ASK };

	counter_open(counter, &options);
}

void counter_join(struct counter *counter, const struct counter *first, const char *name,
		  int station)
{
	struct counter_options options = { .receipt = SETTINGS_RECEIPT_ASK };
	char url[URL_SIZE];

	memset(counter, 0, sizeof *counter);
	url_of(url, name);
	house_join(&counter->house, url, station, &first->house.keys);
	set(counter, &options);
	start(counter, ROWS, COLUMNS);
}

static void end_till(struct counter *counter)
{
	counter->stage.ui = NULL;
	till_done(&counter->till);
	stage_done(&counter->stage);
}

void counter_restart(struct counter *counter)
{
	end_till(counter);
	start(counter, ROWS, COLUMNS);
}

void counter_close(struct counter *counter)
{
	end_till(counter);
	settings_close(&counter->settings);
	house_close(&counter->house);
}

void counter_enter(struct counter *counter, int64_t staff)
{
	struct staff person;

	CHECK_OK_FATAL(store_staff_by_id(counter->house.app.db, staff, &person));
	CHECK_OK_FATAL(till_enter(&counter->till, &person));
	ui_paint(counter->till.ui);
}

void counter_log_in(struct counter *counter, int number)
{
	char keys[64];

	snprintf(keys, sizeof keys, "%d Enter 4 7 1 1 %d 4 Enter", number, number);
	counter_type(counter, keys);
}

int64_t counter_pay(struct counter *counter, int64_t table, const int64_t *codes)
{
	struct screen_bill bill = { &counter->till, house_check(&counter->house, table, codes) };

	CHECK_OK_FATAL(ui_push(counter->till.ui, &screen_check, &bill));
	CHECK_OK_FATAL(ui_push(counter->till.ui, &screen_pay, &bill));
	ui_paint(counter->till.ui);
	return bill.bill;
}

void counter_type(struct counter *counter, const char *names)
{
	stage_type(&counter->stage, names);
}

void counter_text(struct counter *counter, const char *text)
{
	stage_text(&counter->stage, text);
}

bool counter_has(struct counter *counter, const char *text)
{
	return stage_has(&counter->stage, text);
}

bool counter_says(struct counter *counter, const char *text)
{
	return strstr(stage_row(&counter->stage, counter->stage.rows - 2), text) != NULL;
}

const char *counter_message(struct counter *counter)
{
	return ui_message(counter->till.ui);
}

const struct screen_class *counter_top(struct counter *counter)
{
	return ui_top(counter->till.ui);
}

struct bill_view counter_view(struct counter *counter, int64_t table)
{
	struct bill_view view = { .n_items = -1 };
	struct floor_table row;
	int64_t bill;

	if (store_table_by_number(counter->house.app.db, table, &row) == ERR_OK &&
	    store_bill_at_table(counter->house.app.db, row.id, &bill) == ERR_OK)
		CHECK_OK(bill_view_load(counter->house.app.db, bill, &view));
	return view;
}

int64_t counter_due(struct counter *counter, int64_t table)
{
	struct bill_view view = counter_view(counter, table);
	int64_t due_minor = view.n_items < 0 ? -1 : view.due_minor;

	bill_view_done(&view);
	return due_minor;
}

int64_t counter_number(struct counter *counter, const char *sql)
{
	int64_t number = -1;

	CHECK_OK(db_one_int(counter->house.app.db, &number, sql));
	return number;
}

void counter_golden(struct counter *counter, const char *name)
{
	char file[128];

	snprintf(file, sizeof file, "%s.%dx%d", name, counter->stage.columns, counter->stage.rows);
	golden_check(&counter->stage, file);
}
