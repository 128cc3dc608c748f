/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/screen/stand.c -- the till on memory, and golden screens.
 */
#include "stand.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "golden.h"

static void start(struct stand *stand, int rows, int columns, const char *language)
{
	struct backend backend = stage_backend(&stand->stage, rows, columns);
	char words[256] = "";
	enum err err;

	stand->settings = (struct settings){ .station = stand->house.app.station,
					     .printer = "none",
					     .receipt = SETTINGS_RECEIPT_ASK,
					     .paper_width = 42,
					     .language = language };
	err = till_init(&stand->till, &stand->house.app, &stand->settings, &backend, words,
			sizeof words);
	if (err != ERR_OK) {
		fprintf(stderr, "stand: %s %s\n", err_text(err), words);
		exit(99);
	}
	stand->stage.ui = stand->till.ui;
}

static void url_of(char url[512], const char *name)
{
	snprintf(url, 512, "sqlite:%s/%s.db?twice=1&synchronous=off", check_folder(), name);
}

void stand_init_url(struct stand *stand, const char *url, int rows, int columns)
{
	memset(stand, 0, sizeof *stand);
	house_open(&stand->house, url, 3, true);
	start(stand, rows, columns, "en");
}

void stand_init_size(struct stand *stand, const char *name, int rows, int columns)
{
	char url[512];

	url_of(url, name);
	stand_init_url(stand, url, rows, columns);
}

void stand_init(struct stand *stand, const char *name)
{
	stand_init_size(stand, name, 24, 80);
}

void stand_init_language(struct stand *stand, const char *name, const char *language)
{
	struct staff_new person = { .number = 2, .name = "لینا", .role = ROLE_CASHIER,
				    .language = language, .is_active = true };
	struct act act;
	char url[512];
	int64_t id;

	url_of(url, name);
	memset(stand, 0, sizeof *stand);
	house_open(&stand->house, url, 3, true);
	act = app_act(&stand->house.app, stand->house.manager);
	if (staff_put(&stand->house.app, &act, &person, &id) != ERR_OK)
		exit(99);
	start(stand, 24, 80, language);
}

void stand_join(struct stand *stand, const struct stand *first, const char *name, int station)
{
	char url[512];

	url_of(url, name);
	memset(stand, 0, sizeof *stand);
	house_join(&stand->house, url, station, &first->house.keys);
	start(stand, 24, 80, "en");
}

static void end_till(struct stand *stand)
{
	till_done(&stand->till);
	stand->stage.ui = NULL;
	stage_done(&stand->stage);
}

void stand_restart(struct stand *stand)
{
	end_till(stand);
	start(stand, 24, 80, "en");
}

void stand_done(struct stand *stand)
{
	end_till(stand);
	house_close(&stand->house);
}

void stand_type(struct stand *stand, const char *keys)
{
	stage_type(&stand->stage, keys);
}

void stand_log_in(struct stand *stand, int number)
{
	char keys[64];

	snprintf(keys, sizeof keys, "%d Enter 4 7 1 1 %d 4 Enter", number, number);
	stand_type(stand, keys);
}

bool stand_says(struct stand *stand, const char *text)
{
	return strstr(stage_row(&stand->stage, stand->stage.rows - 2), text) != NULL;
}

bool stand_has(struct stand *stand, const char *text)
{
	return stage_has(&stand->stage, text);
}

struct bill_view stand_view(struct stand *stand, int64_t table)
{
	struct bill_view view = { .n_items = -1 };
	struct floor_table row;
	int64_t bill;

	if (store_table_by_number(stand->house.app.db, table, &row) == ERR_OK &&
	    store_bill_at_table(stand->house.app.db, row.id, &bill) == ERR_OK)
		CHECK_OK(bill_view_load(stand->house.app.db, bill, &view));
	return view;
}

int64_t stand_due(struct stand *stand, int64_t table)
{
	struct bill_view view = stand_view(stand, table);
	int64_t due_minor = view.n_items < 0 ? -1 : view.due_minor;

	bill_view_done(&view);
	return due_minor;
}

void stand_golden(struct stand *stand, const char *name)
{
	char file[128];

	snprintf(file, sizeof file, "%s.%dx%d", name, stand->stage.columns, stand->stage.rows);
	golden_check(&stand->stage, file);
}
