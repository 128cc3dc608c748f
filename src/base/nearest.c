/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * base/nearest.c -- the distance between two names, letter by letter.
 */
#include "base/nearest.h"

#include <string.h>

#define DISTANCE_MAX 3
#define NAME_MAX_BYTES 128

static int least(int a, int b)
{
	return a < b ? a : b;
}

static int lower(char c)
{
	return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
}

/* Letters to add, drop or change to come from one name to the other; case does not count. */
static int distance(const char *from, const char *to)
{
	int row[NAME_MAX_BYTES + 1];
	size_t len = strlen(to);

	if (len > NAME_MAX_BYTES)
		return NAME_MAX_BYTES;
	for (size_t j = 0; j <= len; j++)
		row[j] = (int)j;
	for (size_t i = 0; from[i] != '\0'; i++) {
		int diagonal = row[0];

		row[0] = (int)i + 1;
		for (size_t j = 0; j < len; j++) {
			int changed = diagonal + (lower(from[i]) != lower(to[j]));

			diagonal = row[j + 1];
			row[j + 1] = least(changed, least(row[j], row[j + 1]) + 1);
		}
	}
	return row[len];
}

struct nearest nearest_to(const char *wanted)
{
	int limit = least(DISTANCE_MAX, 1 + (int)(strlen(wanted) / 4));

	return (struct nearest){ .wanted = wanted, .distance = limit + 1 };
}

void nearest_offer(struct nearest *nearest, const char *name)
{
	int away = distance(nearest->wanted, name);

	if (away < nearest->distance) {
		nearest->name = name;
		nearest->distance = away;
	}
}
