/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/sale.c -- a sample for the lint.
 */
static const char a[] = "SELECT name FROM bill WHERE id = $1";
