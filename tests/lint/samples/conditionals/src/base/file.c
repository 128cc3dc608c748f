/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * base/file.c -- a sample for the lint.
 */
#ifdef __linux__
#endif
