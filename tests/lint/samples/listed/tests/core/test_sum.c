/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/core/test_sum.c -- a sample for the lint.
 */
