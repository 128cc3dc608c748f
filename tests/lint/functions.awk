# SPDX-License-Identifier: GPL-3.0-or-later
#
# tests/lint/functions.awk -- functions are short: none over 70 lines; in src/ nine in ten have at
# most 30.  Reads code; the last line, which starts with a #, gives the figures.

is_new_file {
	start = 0
	inside = 0
	is_macro = 0
}

# A macro's lines are not code of their own.
text ~ /^[ \t]*#/ || is_macro {
	is_macro = text ~ /\\$/
	next
}

inside {
	if (text ~ /^}/) {
		inside = 0
		done(number - start + 1)
	}
	next
}

text ~ /^[A-Za-z_].*\)[ \t]*{[ \t]*$/ && text !~ /=/ {
	finding(path, number, "the brace of a function stands on a line of its own")
}

text ~ /^[A-Za-z_].*\)[ \t]*{.*}[ \t]*$/ && text !~ /=/ {
	start = number
	line = text
	done(1)
	start = 0
	next
}

text ~ /^[A-Za-z_]/ && !start {
	start = number
	line = text
}

text ~ /[;}][ \t]*$/ {
	start = 0
}

text ~ /^{/ && start {
	inside = 1
}

function done(lines, name) {
	name = line
	sub(/\(.*/, "", name)
	sub(/.*[ \t*]/, "", name)
	if (lines > 70)
		finding(path, start, name " has " lines " lines; the limit is 70")
	if (is_source(path)) {
		count++
		tally[lines]++
	}
	start = 0
}

END {
	for (lines = 1; seen < count; lines++) {
		seen += tally[lines]
		if (!median && seen * 2 >= count)
			median = lines
		if (!p90 && seen * 10 >= count * 9)
			p90 = lines
		if (tally[lines])
			longest = lines
	}
	if (p90 > 30)
		finding("src", 0, "nine in ten functions have up to " p90 " lines; the limit is 30")
	printf "# %d functions: median %d lines, nine in ten up to %d, longest %d\n",
		count, median, p90, longest
}
