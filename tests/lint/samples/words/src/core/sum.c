/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * core/sum.c -- a sample for the lint.
 */
/* TODO: later */
/* mastodons and XX are fine */
typedef struct sum sum_t;
typedef int sum_fn(struct sum *sum);
int fixme; /* FIXME */
static const char path[] = "/root/there";
static const char good[] = "uproot/there, /usr/share/root/x";
