# SPDX-License-Identifier: GPL-3.0-or-later
#
# tests/lint/words.awk -- nothing is left half done: no notes to ourselves, no folders of our own,
# no types renamed.  Reads raw lines.

path ~ /\.[ch]$/ && text ~ /(^|[^A-Za-z])(TO[D]O|FIX[M]E|XX[X]|HAC[K])([^A-Za-z]|$)/ {
	finding(path, number, "a note to ourselves; do it or open an issue")
}

text ~ /(^|[^A-Za-z0-9.])[\/](work|root)[\/][a-z]/ && path !~ /^\.ci\// {
	finding(path, number, "a folder of one machine")
}

path ~ /\.[ch]$/ && text ~ /^[ \t]*typedef[ \t]+(struct|union|enum)[ \t]/ && text !~ /\(/ {
	finding(path, number, "a struct, union or enum keeps its own name")
}
