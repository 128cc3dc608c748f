# SPDX-License-Identifier: GPL-3.0-or-later
#
# tests/lint/conditionals.awk -- no #if outside of src/base/; a header's own guard is fine.  Reads
# code.

is_new_file {
	guard = ""
}

is_source(path) && text ~ /^[ \t]*#[ \t]*(if|ifdef|ifndef|elif|else)/ {
	split(text, words, /[ \t]+/)
	if (path ~ /\.h$/ && !guard && words[1] == "#ifndef" && words[2] ~ /^SANDUQ_[A-Z0-9_]+_H$/)
		guard = words[2]
	else if (layer_of(path) != "base")
		finding(path, number, words[1] " belongs to base/ only")
}
