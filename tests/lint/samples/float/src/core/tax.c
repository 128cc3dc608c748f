/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * core/tax.c -- a sample for the lint.
 */
double tax(int rate)
{
	float half = 0.5;
	int hex = 0x1e3, count = 3, part = x.e1;

	/* a double 1.5 in a comment, and in a text: */
	puts("double 1.5");
	return rate * 1e3 + half;
}
