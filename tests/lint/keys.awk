# SPDX-License-Identifier: GPL-3.0-or-later
#
# tests/lint/keys.awk -- a sentence names an action, as {void-line}, never its key: the settings may
# have given it another.  Reads text constants.

BEGIN {
	held = "(Shift-|Ctrl-|Alt-)"
	name = "(" held "+F[0-9]+|F([2-9]|[1-9][0-9])|Ctrl-[A-Z])"
	alone = "^" name "$"
	within = "(^|[^A-Za-z0-9-])" name "([^A-Za-z0-9]|$)"
}

(path ~ /^src\/screen\// || path == "src/base/err.h") && text !~ alone && text ~ within {
	finding(path, number, "a key in a sentence; write {the-action} in its place")
}

path ~ /^src\/(screen|ui)\// && text ~ /^[a-z0-9-]+$/ {
	is_known[text] = 1
}

path ~ /^src\/screen\// {
	rest = text
	while (match(rest, /[{][a-z0-9-]+[}]/)) {
		uses++
		used[uses] = substr(rest, RSTART + 1, RLENGTH - 2)
		used_at[uses] = path
		used_line[uses] = number
		rest = substr(rest, RSTART + RLENGTH)
	}
}

END {
	for (i = 1; i <= uses; i++)
		if (!(used[i] in is_known))
			finding(used_at[i], used_line[i], "no action is called " used[i])
}
