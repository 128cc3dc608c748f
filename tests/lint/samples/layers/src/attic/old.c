/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * attic/old.c -- a sample for the lint.
 */
#include "base/err.h"
