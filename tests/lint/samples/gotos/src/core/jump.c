/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * core/jump.c -- a sample for the lint.
 */
int jump(int n)
{
again:
	switch (n) {
	case 1:
		goto again;
	default:
		goto out;
	}
out:
	return n ? again_else : 0;
}

int other(int n)
{
	if (n)
		goto again;
	/* goto again */
again:
	return n;
}
