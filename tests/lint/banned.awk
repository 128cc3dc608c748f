# SPDX-License-Identifier: GPL-3.0-or-later
#
# tests/lint/banned.awk -- functions that are not called, by the table tests/lint/banned.  Reads
# code.

BEGIN {
	declares = "(^|[ \t*])(int|char|void|long|double|unsigned|size_t|time_t)[ \t*]+$"
	while ((getline row < (data "/banned")) > 0) {
		if (row ~ /^#/)
			continue
		split(row, cell, "|")
		name = trim(cell[2])
		where[name] = trim(cell[1])
		allowed[name] = trim(cell[3])
		why[name] = trim(cell[4])
	}
}

{
	rest = " " text
	while (match(rest, /[^A-Za-z0-9_.>][A-Za-z_][A-Za-z0-9_]*[ \t]*\(/)) {
		name = substr(rest, RSTART + 1, RLENGTH - 2)
		before = substr(rest, 1, RSTART)
		rest = substr(rest, RSTART + RLENGTH - 1)
		sub(/[ \t]+$/, "", name)
		if (name in where && before !~ declares)
			check(name)
	}
}

function check(name) {
	if (where[name] == "src" && !is_source(path))
		return
	if (allowed[name] != "" && index(path, allowed[name]) == 1)
		return
	finding(path, number, name "() is not called: " why[name])
}
