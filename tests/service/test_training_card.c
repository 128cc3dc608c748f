/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/service/test_training_card.c -- cards of a training house go to its own simulator, whatever
 * the settings say.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/loop.h"
#include "base/str.h"
#include "double/listen.h"
#include "service/connect.h"
#include "service/shift.h"
#include "service/suites.h"

static void the_processor_of_the_settings_is_never_called(void)
{
	char address[64], key[512], words[256];
	struct settings settings = { .processor = { .is_set = true, .driver = "stripe",
						    .ca_file = "", .pin = "", .proxy = "",
						    .reader = "tmr_1", .location = "",
						    .return_url = "" } };
	struct connect *connect = NULL;
	struct house house;
	struct app *app = &house.app;
	int port, called;

	shift_open(&house, "training-cards");
	str_copy(app->property.kind, sizeof app->property.kind, "training");
	called = listen_open(&port);
	snprintf(address, sizeof address, "https://localhost:%d", port);
	snprintf(key, sizeof key, "%s/training-cards.key", check_folder());
	CHECK_OK_FATAL(file_write(key, 0600, "sk_test_1\n", 10));
	settings.processor.address = address;
	settings.processor.key_file = key;
	CHECK_OK_FATAL(loop_new(app->clock, &app->loop));
	CHECK_INT(connect_open(app, &settings, words, sizeof words, &connect), ERR_CONFIG);
	CHECK(strstr(words, "its own simulator") != NULL);
	CHECK(connect == NULL && app->processor == NULL && app->reader == NULL);
	settings.processor.is_simulated = true;
	settings.processor.address = "https://api.stripe.com";
	CHECK_INT(connect_open(app, &settings, words, sizeof words, &connect), ERR_CONFIG);
	settings.processor.address = address;
	CHECK_OK(connect_open(app, &settings, words, sizeof words, &connect));
	connect_close(app, connect);
	CHECK(!listen_was_called(called));
	close(called);
	loop_free(app->loop);
	app->loop = NULL;
	house_close(&house);
}

const struct check_test test_training_card[] = {
	{ "the processor of the settings is never called in training (P1)",
	  the_processor_of_the_settings_is_never_called },
	{ 0 },
};
