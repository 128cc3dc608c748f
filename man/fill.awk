# SPDX-License-Identifier: GPL-3.0-or-later
#
# man/fill.awk -- completes a manual page: a line "@keys@" is replaced by what "sanduq man keys"
# prints, so that the page and the program come from the same tables; @VERSION@ by the version.
#
#   awk -v program=./sanduq -v version=1.0 -f man/fill.awk man/sanduq.1.in

/^@[a-z]+@$/ {
	command = program " man " substr($0, 2, length($0) - 2) " 2>/dev/null"
	if (program != "")
		while ((command | getline line) > 0)
			print line
	close(command)
	next
}

{
	gsub(/@VERSION@/, version)
	print
}
