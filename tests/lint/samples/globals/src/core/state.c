/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * core/state.c -- a sample for the lint.
 */
#include "core/state.h"

struct point {
	int x;
};

enum kind { ONE, TWO };

struct forward;
int prototype(struct point *point, void (*run)(void *arg), int n);
typedef int run_fn(int n);

static const struct point origin = { 0 };
static const char *const names[] = { [ONE] = "one;", [TWO] = "two" };
static const char text[] =
	"{";
static int (*const table[])(int n) = { NULL };

static int counter;
int total = 3;
static const char *loose[] = { "a" };
static struct point points[2];
static int (*hook)(int n);
struct point { int x; } here;
const char *name = "x", *other;
extern int elsewhere;

int prototype(struct point *point, void (*run)(void *arg),
	      int n)
{
	static const int limit = 3;
	static const char *const words[] = { "a" };
	static int calls;
	struct point local = { 0 };
	int i = n;

	calls++;
	return limit + i + calls + local.x + (int)words[0][0];
}
