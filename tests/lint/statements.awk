# SPDX-License-Identifier: GPL-3.0-or-later
#
# tests/lint/statements.awk -- takes .sql files apart into statements: PATH, NUMBER, TEXT, without
# comments.  Every table has its class (book, log or state) in the comment before it; where that is
# missing, the statement becomes one that the lint refuses.

BEGIN {
	OFS = "\t"
}

FNR == 1 {
	path = substr(FILENAME, length(root) + 2)
	statement = ""
	kind = ""
}

/^-- (book|log|state)$/ {
	kind = $2
}

{
	line = $0
	sub(/--.*/, "", line)
	if (statement == "" && line ~ /[^ \t]/)
		began = FNR
	statement = statement " " line
	sub(/^[ \t]+/, "", statement)
}

line ~ /;[ \t]*$/ {
	gsub(/[ \t]+/, " ", statement)
	sub(/;[ \t]*$/, "", statement)
	if (statement ~ /^CREATE TABLE/ && kind == "")
		print path, began, statement " TABLE_WITHOUT_CLASS"
	else
		print path, began, statement
	if (statement ~ /^CREATE TABLE/)
		kind = ""
	statement = ""
}
