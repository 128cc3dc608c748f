/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * core/wrong.c -- a sample for the lint.
 */
