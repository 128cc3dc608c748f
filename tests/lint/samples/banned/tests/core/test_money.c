/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/core/test_money.c -- a sample for the lint.
 */
static void now(void)
{
	time(NULL);
	strtok(NULL, "");
}
