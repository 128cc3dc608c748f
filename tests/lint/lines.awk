# SPDX-License-Identifier: GPL-3.0-or-later
#
# tests/lint/lines.awk -- lines have at most 100 columns, are indented by tabs, and end where their
# words end.  Reads raw lines.  Tables of data may be wider.

# The columns of a line: a tab goes to the next stop, the later bytes of a character take none, and
# the backslash that ends a macro's line may stand outside.
function columns(words, width, parts, count, i) {
	sub(/[ \t]*\\$/, "", words)
	gsub(/[\200-\277]/, "", words)
	count = split(words, parts, "\t")
	for (i = 1; i <= count; i++) {
		width += length(parts[i])
		if (i < count)
			width += 8 - width % 8
	}
	return width
}

path ~ /\.(sql|[ch]|awk|sh)$/ || path !~ /\./ {
	if (path !~ /tests\/lint\/(layers|sql|banned)$/ && length(text) > 12 && columns(text) > 100)
		finding(path, number, "the line has " columns(text) " columns; the limit is 100")
}

text ~ /[ \t]$/ {
	finding(path, number, "blanks at the end")
}

text ~ /\r/ {
	finding(path, number, "a carriage return")
}

path ~ /\.[ch]$/ && text ~ /^\t*        / {
	finding(path, number, "indented by eight blanks; use a tab")
}
