/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/cli/test_training.c -- sanduq training without a terminal: what it makes, what it refuses,
 * and that whatever is told of a training house says so.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/file.h"
#include "run.h"
#include "suites.h"

#define NOBODY 65534

static void it_is_made_beside_the_house(void)
{
	const char *store = run_house("school");
	long acts = run_acts(store);
	struct run run;

	run_sanduq(&run, "training", "--store", store, NULL);
	CHECK_INT(run.code, 0);
	CHECK(strstr(run.out, "is ready, made anew: ") != NULL);
	CHECK(strstr(run.out, "/school/store.db.training.") != NULL);
	run_sanduq(&run, "training", "--store", store, NULL);
	CHECK_INT(run.code, 0);
	CHECK(strstr(run.out, "is ready: ") != NULL);
	run_sanduq(&run, "training", "--fresh", "--store", store, NULL);
	CHECK_INT(run.code, 0);
	CHECK(strstr(run.out, "is ready, made anew: ") != NULL);
	CHECK_INT(run_acts(store), acts);
	CHECK_INT(run_acts(run_in("school/store.db.training")), 1);
}

static void what_is_told_of_it_says_so(void)
{
	const char *store = run_house("told"), *copy = run_in("told.training");
	struct run run;

	run_sanduq(&run, "training", "--store", store, NULL);
	CHECK_INT(run.code, 0);
	store = run_in("told/store.db.training");
	run_sanduq(&run, "report", "takings", "--store", store, NULL);
	CHECK(strncmp(run.out, "TRAINING: a house to practise in", 32) == 0);
	CHECK(run_told(&run, "TRAINING: a house to practise in"));
	run_sanduq(&run, "report", "takings", "--format", "json", "--store", store, NULL);
	CHECK(strstr(run.out, "\"is_training\": true") != NULL);
	run_sanduq(&run, "report", "drawers", "--store", store, NULL);
	CHECK(strncmp(run.out, "TRAINING: ", 10) == 0);
	run_sanduq(&run, "backup", copy, "--store", store, NULL);
	CHECK_INT(run.code, 0);
	CHECK(run_told(&run, "TRAINING: a house to practise in"));
	run_sanduq(&run, "doctor", "--store", store, NULL);
	CHECK(strstr(run.out, "a training house") != NULL);
	run_sanduq(&run, "roll", "--store", store, NULL);
	CHECK_INT(run.code, EX_DATAERR);
	CHECK(strstr(run.err, "it closes no day") != NULL);
	run_sanduq(&run, "training", "--store", store, NULL);
	CHECK_INT(run.code, EX_DATAERR);
	CHECK(strstr(run.err, "this house is one for training itself") != NULL);
}

static void without_a_house_there_is_none(void)
{
	struct run run;

	run_sanduq(&run, "training", "--store", run_in("nowhere/store.db"), NULL);
	CHECK_INT(run.code, EX_NOINPUT);
	CHECK(!file_exists(run_in("nowhere/store.db.training")));
	run_sanduq(&run, "training", "--store", run_file("letter.db", "Dear Sir,\n"), NULL);
	CHECK_INT(run.code, EX_DATAERR);
	CHECK(run_told(&run, "not a sanduq store"));
	CHECK(!file_exists(run_in("letter.db.training")));
}

static void what_stands_in_its_place_stays(void)
{
	const char *store = run_house("letters"), *letter;
	struct run run;
	char *text = NULL;
	size_t len;

	CHECK_OK_FATAL(file_make_folder(run_in("letters/store.db.training")));
	run_sanduq(&run, "training", "--store", store, NULL);
	CHECK_INT(run.code, EX_DATAERR);
	CHECK_INT(rmdir(run_in("letters/store.db.training")), 0);
	letter = run_file("letters/store.db.training", "Dear Sir,\n");
	run_sanduq(&run, "training", "--fresh", "--store", store, NULL);
	CHECK_INT(run.code, EX_DATAERR);
	CHECK(run_told(&run, "this file is no training house"));
	CHECK_OK_FATAL(file_read(letter, 100, &text, &len));
	CHECK_TEXT(text, "Dear Sir,\n");
	free(text);
}

/* Cut short, as a full disk leaves a file: nothing in it is worth asking for. */
static void a_broken_one_is_made_anew(void)
{
	const char *store = run_house("broken");
	struct run run;

	run_sanduq(&run, "training", "--store", store, NULL);
	CHECK_INT(truncate(run_in("broken/store.db.training"), 40960), 0);
	run_sanduq(&run, "training", "--store", store, NULL);
	CHECK_INT(run.code, 0);
	CHECK(strstr(run.out, "made anew") != NULL);
	CHECK_INT(run_acts(run_in("broken/store.db.training")), 1);
}

/* A folder that cannot be written is told; root can write everywhere, so another tries. */
static void a_folder_that_cannot_be_written_is_told(void)
{
	const char *store = run_house("shut"), *folder = run_in("shut");
	struct run_how how = { .uid = geteuid() == 0 ? NOBODY : 0 };
	struct run run;

	if (how.uid != 0) {
		CHECK_INT(chmod(check_folder(), 0755), 0);
		run_sanduq_how(&run, &how, "--version", NULL);
		if (run.code != 0) {
			check_skip("another user may not run the program where it lies");
			return;
		}
	}
	CHECK_INT(chmod(folder, 0500), 0);
	run_sanduq_how(&run, &how, "training", "--store", store, NULL);
	CHECK(run.code == EX_CANTCREAT || run.code == EX_CONFIG);
	CHECK(strncmp(run.err, "sanduq: ", 8) == 0);
	CHECK(!file_exists(run_in("shut/store.db.training")));
	CHECK_INT(chmod(folder, 0700), 0);
}

const struct check_test test_training[] = {
	{ "a training house is made beside the house, once", it_is_made_beside_the_house },
	{ "what is told of a training house says so", what_is_told_of_it_says_so },
	{ "without a house there is no training", without_a_house_there_is_none },
	{ "a file in the place of a training house stays", what_stands_in_its_place_stays },
	{ "a broken training house is made anew", a_broken_one_is_made_anew },
	{ "training in a folder that cannot be written is told",
	  a_folder_that_cannot_be_written_is_told },
	{ 0 },
};
