/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/db.c -- a sample for the lint.
 */
#include <sqlite3.h>
#include <sys/file.h>
#include <unicode/ucal.h>

#include "core/money.h"
