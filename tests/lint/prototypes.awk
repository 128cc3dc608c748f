# SPDX-License-Identifier: GPL-3.0-or-later
#
# tests/lint/prototypes.awk -- every function that a header of src/ offers has a comment before it.
# A comment may serve several prototypes without a blank line between.  Reads code and raw lines
# side by side: the stream is raw text, a form feed, code.

function paragraph_ends() {
	has_comment = 0
	is_first = 1
}

is_new_file {
	depth = 0
	paragraph_ends()
}

path !~ /^src\/.*\.h$/ {
	next
}

{
	split(text, side, "\f")
	raw = side[1]
	code = side[2]
}

raw ~ /^[ \t]*$/ && depth == 0 {
	paragraph_ends()
	next
}

is_first {
	is_first = 0
	has_comment = raw ~ /^\/\*/
}

# A comment may also follow a macro or struct of the same paragraph.
raw ~ /^\/\*/ {
	has_comment = 1
}

depth == 0 && !has_comment && code ~ /^[A-Za-z_][A-Za-z0-9_ \t*]*\(/ &&
code !~ /^(typedef|__attribute__)/ {
	name = code
	sub(/\(.*/, "", name)
	sub(/.*[ \t*]/, "", name)
	finding(path, number, name " has no comment")
}

{
	depth += gsub(/{/, "", code) - gsub(/}/, "", code)
}
