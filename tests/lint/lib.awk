# SPDX-License-Identifier: GPL-3.0-or-later
#
# tests/lint/lib.awk -- what every lint starts with: a line of a stream is PATH, NUMBER, TEXT with
# tabs between; a finding is printed as PATH:NUMBER: WORDS.

BEGIN {
	FS = "\t"
}

{
	path = $1
	number = $2 + 0
	text = substr($0, length($1) + length($2) + 3)
	is_new_file = path != last_path
	last_path = path
}

function finding(where, line, words) {
	print where ":" line ": " words
}

function trim(words) {
	sub(/^[ \t]+/, "", words)
	sub(/[ \t]+$/, "", words)
	return words
}

# The layer of a path under src/: its folder, or "main.c"; "" elsewhere.
function layer_of(where, parts) {
	if (where !~ /^src\//)
		return ""
	split(where, parts, "/")
	return parts[2]
}

# True when a path lies in src/ (and not in tests).
function is_source(where) {
	return where ~ /^src\//
}

# True when the words of a list, which may end in a star, hold the name.
function list_holds(list, name, words, count, i, stem) {
	count = split(list, words, " ")
	for (i = 1; i <= count; i++) {
		if (words[i] == name)
			return 1
		if (words[i] ~ /\*$/) {
			stem = substr(words[i], 1, length(words[i]) - 1)
			if (index(name, stem) == 1)
				return 1
		}
	}
	return 0
}
