# SPDX-License-Identifier: GPL-3.0-or-later
#
# tests/lint/layers.awk -- an include points downwards, and a library is met in its own layer only.
# Reads the table tests/lint/layers (data) and the raw lines.

BEGIN {
	while ((getline row < (data "/layers")) > 0) {
		if (row ~ /^#/ || row ~ /^[ \t]*$/)
			continue
		split(row, cell, "|")
		name = trim(cell[1])
		below[name] = trim(cell[2])
		library[name] = trim(cell[3])
	}
}

is_new_file && is_source(path) && !(layer_of(path) in below) {
	finding(path, 1, "the folder is no layer of tests/lint/layers")
}

text ~ /^[ \t]*#[ \t]*include/ && is_source(path) {
	layer = layer_of(path)
	name = text
	sub(/^[ \t]*#[ \t]*include[ \t]*["<]/, "", name)
	sub(/[">].*/, "", name)
	if (text ~ /</)
		check_library()
	else
		check_own()
}

function check_library() {
	if (list_holds(library["anyone"], name) || list_holds(library[layer], name))
		return
	for (other in library)
		if (list_holds(library[other], name)) {
			finding(path, number, "<" name "> belongs to " other)
			return
		}
	finding(path, number, "<" name "> is not in tests/lint/layers")
}

function check_own(target) {
	target = name
	sub(/\/.*/, "", target)
	if (target == name)
		finding(path, number, "\"" name "\" does not say its layer")
	else if (target != layer && !list_holds(below[layer], target))
		finding(path, number, layer " may not include " target)
}
