/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/sqlite.c -- a sample for the lint.
 */
static const char a[] = "PRAGMA user_version";
