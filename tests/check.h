/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/check.h -- the frame of every test program: CUnit behind, sentences in front.
 *
 * Shape   a test file defines `const struct check_test test_<file>[]`, ending with { 0 }; the
 *         program of a layer lists its files in a table of struct check_suite, ending with { 0 },
 *         and returns check_main().  Its last line is "N passed, N failed, N skipped".
 *         A name given on the command line runs only the tests whose name contains it.
 */
#ifndef SANDUQ_TESTS_CHECK_H
#define SANDUQ_TESTS_CHECK_H

#include <CUnit/CUnit.h>

struct check_test {
	const char *name;        /* a sentence with its rule: "parts sum to the whole (M2)" */
	void (*run)(void);
};

struct check_suite {
	const char *name;
	const struct check_test *tests;
};

/* Runs all (or those that match argv[1]); returns the exit code. */
int check_main(const struct check_suite *suites, int argc, char **argv);

/* Counts the running test as skipped and says why; the test then returns. */
void check_skip(const char *why);

/* The folder of real data (SANDUQ_DATA, default ../shared/data from the source folder), or NULL. */
const char *check_data_folder(void);

/* A fresh folder for this test program, removed at its end: under TMPDIR, else in memory when there
 * is plenty, else under /tmp. */
const char *check_folder(void);

/* CUnit's assertions with the rule or value in the message. */
#define CHECK(expression) CU_ASSERT(expression)
#define CHECK_FATAL(expression) CU_ASSERT_FATAL(expression)
#define CHECK_OK(expression) CU_ASSERT_EQUAL((expression), 0)
#define CHECK_OK_FATAL(expression) CU_ASSERT_EQUAL_FATAL((expression), 0)
#define CHECK_INT(actual, expected) \
	check_int((int64_t)(actual), (int64_t)(expected), #actual, __FILE__, __LINE__)
#define CHECK_TEXT(actual, expected) check_text((actual), (expected), #actual, __FILE__, __LINE__)

#include <stdint.h>

/* Fails the test, printing both values, when they differ. */
void check_int(int64_t actual, int64_t expected, const char *what, const char *file, int line);
void check_text(const char *actual, const char *expected, const char *what, const char *file,
		int line);

#endif
