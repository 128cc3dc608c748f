# SPDX-License-Identifier: GPL-3.0-or-later
#
# tests/lint/float.awk -- no floating point in src/ (M1).  Reads code.

is_source(path) {
	if (text ~ /(^|[^A-Za-z0-9_])(float|double|_Complex|_Float[0-9]+)([^A-Za-z0-9_]|$)/)
		finding(path, number, "floating point")
	else if (text ~ /(^|[^A-Za-z0-9_.])([0-9]+\.[0-9]*|\.[0-9]+|[0-9]+[eE][-+]?[0-9]+)/)
		finding(path, number, "a floating constant")
	else if (text ~ /<(math|float|fenv|tgmath|complex)\.h>/)
		finding(path, number, "a header of floating point")
}
