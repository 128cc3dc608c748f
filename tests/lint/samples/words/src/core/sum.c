/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * core/sum.c -- a sample for the lint.
 */
/* TODO: later */
/* mastodons and XX are fine */
typedef struct sum sum_t;
typedef int sum_fn(struct sum *sum);
int fixme; /* FIXME */
static const char path[] = "/work/there";
static const char good[] = "framework/there, /usr/share/work/x";
