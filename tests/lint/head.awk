# SPDX-License-Identifier: GPL-3.0-or-later
#
# tests/lint/head.awk -- every file begins with its licence and says what it is.  Reads raw lines.

number <= 3 && is_new_file {
	spdx = 0
}

number <= 2 && text ~ /SPDX-License-Identifier: GPL-3\.0-or-later$/ {
	spdx = number
}

number == 2 && !spdx {
	finding(path, 1, "no SPDX line")
}

path ~ /\.[ch]$/ && number == 1 && text !~ /^\/\* SPDX/ {
	finding(path, 1, "the first line is not the SPDX comment")
}

# The paragraph: " * folder/file.c -- what it is".
path ~ /\.[ch]$/ && number == 3 {
	name = path
	sub(/^src\//, "", name)
	if (index(text, " * " name " -- ") != 1)
		finding(path, 3, "the third line is not \" * " name " -- ...\"")
}
