# SPDX-License-Identifier: GPL-3.0-or-later
#
# tests/lint/globals.awk -- nothing in src/ that outlives a call may change: what stands outside of
# functions, or is static within one, is const.  Reads code.

is_new_file {
	depth = 0
	statement = ""
	is_macro = 0
}

!is_source(path) {
	next
}

text ~ /^[ \t]*#/ || is_macro {
	is_macro = text ~ /\\$/
	next
}

depth > 0 && text ~ /^[ \t]+static[ \t]/ {
	check(text, number)
}

{
	rest = text
	while (rest != "") {
		if (!match(rest, /[{};]/)) {
			add(rest)
			break
		}
		add(substr(rest, 1, RSTART - 1))
		mark = substr(rest, RSTART, 1)
		rest = substr(rest, RSTART + 1)
		if (mark == "{")
			open_brace()
		else if (mark == "}")
			depth--
		else if (depth == 0)
			end_statement()
	}
}

function add(words) {
	if (depth > 0)
		return
	if (statement == "" && words ~ /[^ \t]/)
		began = number
	statement = statement " " words
}

# A function's body ends the statement; a struct's or an initialiser's does not.
function open_brace() {
	if (depth == 0) {
		if (statement !~ /=/ && statement ~ /\)[ \t]*$/)
			statement = ""
		else
			statement = statement " {}"
	}
	depth++
}

function end_statement() {
	check(statement, began)
	statement = ""
}

function check(words, line, name) {
	words = trim(words)
	gsub(/__attribute__[ \t]*\(\(.*\)\)/, "", words)
	sub(/[ \t]*=.*/, "", words)
	if (words == "" || words ~ /^(typedef|_Static_assert|static_assert)/)
		return
	if (words ~ /^(struct|union|enum)[ \t]*[A-Za-z0-9_]*([ \t]*{})?$/)
		return
	# A prototype, unless the parenthesis begins a pointer to a function.
	if (words ~ /\(/ && words !~ /^[^(]*\([ \t]*\*/)
		return
	if (words ~ /^[^(]*\([ \t]*\*[ \t]*const[ \t]/)
		return
	sub(/\[.*/, "", words)
	name = words
	if (name ~ /\([ \t]*\*/)
		sub(/\)[ \t]*\(.*/, "", name)
	sub(/[ \t;]+$/, "", name)
	sub(/.*[ \t*]/, "", name)
	sub(/.*\*/, "", words)
	if (words !~ /(^|[ \t])const([ \t]|$)/)
		finding(path, line, name " is not const")
}
