/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/check.c -- runs the tables of tests/check.h through CUnit and counts.
 */
#include "check.h"

#include <CUnit/CUnit.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <sys/wait.h>
#include <unistd.h>

#define FOLDER_BYTES (UINT64_C(512) << 20)

static struct {
	unsigned skipped;
	char folder[256];
} check;

void check_skip(const char *why)
{
	CU_pTest test = CU_get_current_test();

	check.skipped++;
	printf("skipped: %s: %s\n", test != NULL ? test->pName : "?", why);
}

const char *check_data_folder(void)
{
	static char path[1024];
	const char *data = getenv("SANDUQ_DATA");
	const char *source = getenv("srcdir");

	if (data != NULL)
		snprintf(path, sizeof path, "%s", data);
	else
		snprintf(path, sizeof path, "%s/../shared/data", source != NULL ? source : ".");
	return access(path, R_OK) == 0 ? path : NULL;
}

static void remove_folder(void)
{
	pid_t child;

	if (check.folder[0] == '\0')
		return;
	child = fork();
	if (child == 0) {
		execlp("rm", "rm", "-rf", "--", check.folder, (char *)NULL);
		_exit(127);
	}
	if (child > 0)
		waitpid(child, NULL, 0);
}

/* Memory, where there is plenty: the unit tests are not about how slow a disk is. */
static const char *folder_base(void)
{
	static const char memory[] = "/dev/shm";
	const char *base = getenv("TMPDIR");
	struct statvfs fs;
	bool fits;

	if (base != NULL)
		return base;
	fits = access(memory, W_OK) == 0 && statvfs(memory, &fs) == 0 &&
	       (uint64_t)fs.f_bavail * fs.f_frsize >= FOLDER_BYTES;
	return fits ? memory : "/tmp";
}

const char *check_folder(void)
{
	if (check.folder[0] != '\0')
		return check.folder;
	snprintf(check.folder, sizeof check.folder, "%s/sanduq-check-XXXXXX", folder_base());
	if (mkdtemp(check.folder) == NULL) {
		perror(check.folder);
		exit(99);
	}
	atexit(remove_folder);
	return check.folder;
}

void check_int(int64_t actual, int64_t expected, const char *what, const char *file, int line)
{
	char message[512];

	if (actual == expected) {
		CU_assertImplementation(CU_TRUE, (unsigned)line, what, file, "", CU_FALSE);
		return;
	}
	snprintf(message, sizeof message, "%s is %lld, expected %lld", what, (long long)actual,
		 (long long)expected);
	CU_assertImplementation(CU_FALSE, (unsigned)line, message, file, "", CU_FALSE);
}

void check_text(const char *actual, const char *expected, const char *what, const char *file,
		int line)
{
	char message[2048];

	if (actual != NULL && expected != NULL && strcmp(actual, expected) == 0) {
		CU_assertImplementation(CU_TRUE, (unsigned)line, what, file, "", CU_FALSE);
		return;
	}
	snprintf(message, sizeof message, "%s is \"%s\", expected \"%s\"", what,
		 actual != NULL ? actual : "(null)", expected != NULL ? expected : "(null)");
	CU_assertImplementation(CU_FALSE, (unsigned)line, message, file, "", CU_FALSE);
}

static void print_failures(const char *name)
{
	const CU_FailureRecord *failure = CU_get_failure_list();
	int shown = 0;

	for (; failure != NULL; failure = failure->pNext)
		if (failure->pTest != NULL && strcmp(failure->pTest->pName, name) == 0 &&
		    shown++ < 10)
			printf("  %s:%u: %s\n", failure->strFileName, failure->uiLineNumber,
			       failure->strCondition);
}

static void test_complete(const CU_pTest test, const CU_pSuite suite,
			  const CU_pFailureRecord failure)
{
	printf("%s: %s: %s\n", failure == NULL ? "ok" : "FAILED", suite->pName, test->pName);
	if (failure != NULL)
		print_failures(test->pName);
	fflush(stdout);
}

static bool add_tests(const struct check_suite *suite, const char *only)
{
	CU_pSuite made = CU_add_suite(suite->name, NULL, NULL);

	if (made == NULL)
		return false;
	for (const struct check_test *test = suite->tests; test->name != NULL; test++) {
		if (only != NULL && strstr(test->name, only) == NULL)
			continue;
		if (CU_add_test(made, test->name, test->run) == NULL)
			return false;
	}
	return true;
}

int check_main(const struct check_suite *suites, int argc, char **argv)
{
	const char *only = argc > 1 ? argv[1] : NULL;
	unsigned run, failed;

	if (CU_initialize_registry() != CUE_SUCCESS)
		return 99;
	for (; suites->name != NULL; suites++) {
		if (!add_tests(suites, only)) {
			fprintf(stderr, "cannot add suite %s: %s\n", suites->name,
				CU_get_error_msg());
			return 99;
		}
	}
	CU_set_test_complete_handler(test_complete);
	if (CU_run_all_tests() != CUE_SUCCESS)
		return 99;
	run = CU_get_number_of_tests_run();
	failed = CU_get_number_of_tests_failed();
	CU_cleanup_registry();
	printf("%u passed, %u failed, %u skipped\n", run - failed - check.skipped, failed,
	       check.skipped);
	return failed == 0 && run > 0 ? 0 : 1;
}
