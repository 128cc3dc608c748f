/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/check.c -- a sample for the lint.
 */
static int counter;
