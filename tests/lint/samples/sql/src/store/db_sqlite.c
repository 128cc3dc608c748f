/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/db_sqlite.c -- a sample for the lint.
 */
static const char a[] = "PRAGMA user_version";
