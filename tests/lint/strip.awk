# SPDX-License-Identifier: GPL-3.0-or-later
#
# tests/lint/strip.awk -- takes C apart into three streams of PATH, NUMBER, TEXT:
#   out/code     the code; comments are gone, texts and characters are empty
#   out/prose    comments and texts only
#   out/strings  text constants, those side by side joined; a name between stands as a blank

BEGIN {
	OFS = "\t"
}

FNR == 1 {
	flush()
	state = ""
	path = substr(FILENAME, length(root) + 2)
}

# Ends a text constant and prints it.
function flush() {
	if (is_joining)
		print path, joined_at, joined > (out "/strings")
	is_joining = 0
	joined = ""
}

# Code between texts: names and blanks keep a constant going, all else ends it.
function pass(words) {
	code = code words
	if (words ~ /[][;,(){}=?:+*<>!&|]/)
		flush()
	else if (is_joining && words ~ /[A-Za-z]/)
		joined = joined " "
}

function begin_text() {
	state = "text"
	code = code "\""
	if (!is_joining) {
		is_joining = 1
		joined_at = FNR
	}
}

function in_comment(end) {
	end = index(rest, "*/")
	if (!end) {
		prose = prose rest
		rest = ""
		return
	}
	prose = prose substr(rest, 1, end - 1) " "
	rest = substr(rest, end + 2)
	code = code " "
	state = ""
}

function in_text(body) {
	match(rest, /^([^"\\]|\\.)*/)
	body = substr(rest, 1, RLENGTH)
	rest = substr(rest, RLENGTH + 1)
	joined = joined body
	prose = prose body " "
	if (substr(rest, 1, 1) == "\"") {
		code = code "\""
		rest = substr(rest, 2)
		state = ""
	} else {
		state = rest == "\\" ? "text" : ""
		rest = ""
	}
}

function in_code(two) {
	if (!match(rest, /["'\/]/)) {
		pass(rest)
		rest = ""
		return
	}
	two = substr(rest, RSTART, 2)
	pass(substr(rest, 1, RSTART - 1))
	rest = substr(rest, RSTART)
	if (two == "/*") {
		state = "comment"
		rest = substr(rest, 3)
	} else if (two == "//") {
		prose = prose substr(rest, 3)
		rest = ""
	} else if (substr(two, 1, 1) == "\"") {
		begin_text()
		rest = substr(rest, 2)
	} else if (substr(two, 1, 1) == "'" && match(rest, /^'([^'\\]|\\.)+'/)) {
		pass("''")
		rest = substr(rest, RLENGTH + 1)
	} else {
		pass(substr(rest, 1, 1))
		rest = substr(rest, 2)
	}
}

{
	rest = $0
	code = ""
	prose = ""
	while (rest != "") {
		if (state == "comment")
			in_comment()
		else if (state == "text")
			in_text()
		else
			in_code()
	}
	if ($0 ~ /^[ \t]*#/ && $0 !~ /\\$/)
		flush()
	print path, FNR, code > (out "/code")
	print path, FNR, prose > (out "/prose")
}

END {
	flush()
}
