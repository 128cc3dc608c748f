/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * core/money.c -- a sample for the lint.
 */
#include "core/money.h"

#include <stdio.h>
#include <sqlite3.h>
#include <made_up.h>

#include "base/err.h"
#include "store/db.h"
#include "money.h"
/* #include "service/app.h" is not said here */
