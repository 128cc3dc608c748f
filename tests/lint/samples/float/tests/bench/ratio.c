/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/bench/ratio.c -- a sample for the lint.
 */
double ratio;
