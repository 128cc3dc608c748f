/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * core/sum.c -- a sample for the lint.
 */
