# SPDX-License-Identifier: GPL-3.0-or-later
#
# tests/lint/listed.awk -- every source stands in Makefile.am, so that none is forgotten in a test
# program or a release.  Reads raw lines.

path == "Makefile.am" {
	sub(/\\$/, "", text)
	count = split(text, words, /[ \t]+/)
	for (i = 1; i <= count; i++)
		is_listed[words[i]] = 1
	next
}

path ~ /^(src|tests)\/.*\.[ch]$/ && is_new_file {
	sources[++total] = path
}

END {
	for (i = 1; i <= total; i++)
		if (!(sources[i] in is_listed))
			finding(sources[i], 1, "is not in Makefile.am")
}
