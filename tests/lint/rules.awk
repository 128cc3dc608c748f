# SPDX-License-Identifier: GPL-3.0-or-later
#
# tests/lint/rules.awk -- a rule that is cited exists.  Reads prose.  A citation is a letter with a
# number in round brackets, as in "(M2, M3)", or anywhere in a paragraph that begins with "Rules".

BEGIN {
	while ((getline row < (data "/rules")) > 0)
		if (split(row, cell, " ") == 3 && row !~ /^#/) {
			letters = letters cell[1]
			low[cell[1]] = cell[2]
			high[cell[1]] = cell[3]
		}
}

is_new_file {
	is_rules = 0
}

text ~ /^[ \t]*\*?[ \t]*Rules[ \t]/ {
	is_rules = 1
}

text ~ /^[ \t]*\*?[ \t]*$/ || text ~ /^[ \t]*\*?[ \t]*(Shape|Units|Errors|Owner)[ \t]/ {
	is_rules = 0
}

is_rules {
	cited(text)
	next
}

{
	rest = text
	while (match(rest, /\([A-Z][0-9]+([,; -]+(and )?[A-Z]?[0-9]+)*[,; )]/)) {
		citation = substr(rest, RSTART, RLENGTH)
		rest = substr(rest, RSTART + RLENGTH)
		cited(citation)
	}
}

function cited(words, rule, letter, value) {
	words = " " words " "
	while (match(words, /[^A-Za-z0-9_+-][A-Z][0-9]+[^A-Za-z0-9_]/)) {
		rule = substr(words, RSTART + 1, RLENGTH - 2)
		words = substr(words, RSTART + RLENGTH - 1)
		letter = substr(rule, 1, 1)
		value = substr(rule, 2) + 0
		if (letter == "F" || letter == "A" || letter == "U")
			continue
		if (!(letter in low) || value < low[letter] || value > high[letter])
			finding(path, number, "there is no rule " rule)
	}
}
