/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/screen/golden.c -- compares screens with the files that keep them.
 */
#include "golden.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "check.h"

#define GOLDEN_BYTES_MAX (1 << 20)
#define GOLDEN_PATH_SIZE 1024
#define GOLDEN_ROW_SIZE 2048

static void path_of(const char *name, char path[GOLDEN_PATH_SIZE])
{
	const char *source = getenv("srcdir");

	snprintf(path, GOLDEN_PATH_SIZE, "%s/tests/screen/golden/%s.txt",
		 source != NULL ? source : ".", name);
}

/* Copies the next line and moves behind it. */
static void take_line(const char **text, char into[GOLDEN_ROW_SIZE])
{
	size_t len = strcspn(*text, "\n");

	snprintf(into, GOLDEN_ROW_SIZE, "%.*s", (int)len, *text);
	*text += len + ((*text)[len] == '\n');
}

static void compare(const char *name, const char *kept, const char *painted)
{
	char want[GOLDEN_ROW_SIZE], have[GOLDEN_ROW_SIZE], where[128];

	for (int line = 1; *kept != '\0' || *painted != '\0'; line++) {
		take_line(&kept, want);
		take_line(&painted, have);
		if (strcmp(want, have) == 0)
			continue;
		snprintf(where, sizeof where, "golden/%s.txt", name);
		check_text(have, want, where, where, line);
		return;
	}
}

void golden_check(struct stage *stage, const char *name)
{
	const char *mode = getenv("SANDUQ_SCREENS"), *painted = stage_dump(stage);
	char path[GOLDEN_PATH_SIZE];
	char *kept = NULL;
	size_t len;

	path_of(name, path);
	if (mode != NULL && strcmp(mode, "write") == 0) {
		CHECK_OK_FATAL(file_write(path, 0644, painted, strlen(painted)));
		return;
	}
	CHECK_OK_FATAL(file_read(path, GOLDEN_BYTES_MAX, &kept, &len));
	compare(name, kept, painted);
	free(kept);
}
