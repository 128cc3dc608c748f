/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * core/sum.h -- a sample for the lint.
 */
#ifndef SANDUQ_CORE_SUM_H
#define SANDUQ_CORE_SUM_H

struct sum {
	int value;
	int (*add)(int first, int second);
};

typedef int sum_fn(int first, int second);

/* Adds. */
int sum_add(int first, int second);
int sum_add_three(int first, int second,
		  int third);

int sum_without(int first, int second);

#define SUM_LIMIT 3
struct sum *sum_new(void);

/* A size, and what is written into it. */
#define SUM_SIZE 16
char *sum_text(int value, char *into);

/* With a body. */
static inline int sum_inline(int value)
{
	if (value > 0)
		return sum_add(value, value);

	return (int)value;
}

static inline int sum_bare(int value)
{
	return value;
}

#endif
