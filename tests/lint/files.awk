# SPDX-License-Identifier: GPL-3.0-or-later
#
# tests/lint/files.awk -- files are short: at most 600 lines of C.  Reads the raw lines.

is_new_file && last_c {
	check()
}

{
	last_c = path ~ /\.[ch]$/ ? path : ""
	lines = number
}

function check() {
	if (lines > 600)
		finding(last_c, lines, "the file has " lines " lines; the limit is 600")
}

END {
	if (last_c)
		check()
}
