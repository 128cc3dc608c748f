/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * core/forgotten.c -- a sample for the lint.
 */
