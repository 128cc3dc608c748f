/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * core/sum.h -- a sample for the lint.
 */
#ifndef SANDUQ_CORE_SUM_H
#define SANDUQ_CORE_SUM_H
#ifdef DEBUG
#else
#endif
#endif
