# SPDX-License-Identifier: GPL-3.0-or-later
#
# tests/lint/gotos.awk -- goto goes forward only, to clean up.  Reads code.

is_new_file || text ~ /^}/ {
	for (name in label)
		delete label[name]
}

text ~ /^[ \t]*[a-z_][a-z0-9_]*:([^:]|$)/ && text !~ /^[ \t]*default:/ && text !~ /\?/ {
	name = text
	sub(/:.*/, "", name)
	label[trim(name)] = 1
}

match(text, /(^|[^A-Za-z0-9_])goto[ \t]+[A-Za-z_][A-Za-z0-9_]*/) {
	name = substr(text, RSTART, RLENGTH)
	sub(/.*[ \t]/, "", name)
	if (name in label)
		finding(path, number, "goto " name " goes backwards")
}
