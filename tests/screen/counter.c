/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/screen/counter.c -- opens house, stage and till together.
 */
#include "counter.h"

#include <stdio.h>

#include "store/db.h"

void counter_open(struct counter *counter, const struct counter_options *options)
{
	char url[512], words[256] = "";
	struct backend backend;

	*counter = (struct counter){ 0 };
	snprintf(url, sizeof url, "sqlite:%s/%s.db?twice=1&synchronous=off", check_folder(),
		 options->name);
	house_open(&counter->house, url, 3, !options->no_drawer);
	CHECK_OK_FATAL(settings_open(NULL, &counter->settings, words, sizeof words));
	counter->settings.printer = options->printer != NULL ? options->printer : "none";
	counter->settings.receipt = options->receipt;
	backend = stage_backend(&counter->stage, options->rows > 0 ? options->rows : 24,
				options->columns > 0 ? options->columns : 80);
	CHECK_OK_FATAL(till_init(&counter->till, &counter->house.app, &counter->settings, &backend,
				 words, sizeof words));
	counter->stage.ui = counter->till.ui;
}

void counter_close(struct counter *counter)
{
	counter->stage.ui = NULL;
	till_done(&counter->till);
	stage_done(&counter->stage);
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

const char *counter_message(struct counter *counter)
{
	return ui_message(counter->till.ui);
}

const struct screen_class *counter_top(struct counter *counter)
{
	return ui_top(counter->till.ui);
}

int64_t counter_number(struct counter *counter, const char *sql)
{
	int64_t number = -1;

	CHECK_OK(db_one_int(counter->house.app.db, &number, sql));
	return number;
}
