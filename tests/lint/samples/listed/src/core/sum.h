/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * core/sum.h -- a sample for the lint.
 */
