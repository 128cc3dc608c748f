/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * core/good.c -- a sample for the lint.
 */
