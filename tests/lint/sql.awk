# SPDX-License-Identifier: GPL-3.0-or-later
#
# tests/lint/sql.awk -- SQL is kept to what SQLite and PostgreSQL both take, by the table
# tests/lint/sql; it stands in src/store/ and src/service/ only; property leads every key.  Reads
# text constants, and statements of .sql files (see statements.awk).  What tests/lint/drivers lists
# speaks to one engine and is left out.

BEGIN {
	begins = "^[ \n]*(SELECT|INSERT|UPDATE|DELETE|WITH|CREATE|ALTER|DROP|BEGIN|COMMIT|ROLLBACK"
	begins = begins "|SAVEPOINT|RELEASE|REPLACE|PRAGMA|ATTACH|VACUUM) "
	small = "^(select .* from|insert into|update .* set|delete from|create (table|index)) "
	inside = "[a-z0-9_) ] (select|from|where|and|or|not|group by|order by|values|set|join|on|as"
	inside = inside "|in|is|null) "
	while ((getline row < (data "/drivers")) > 0)
		driver[row] = 1
	while ((getline row < (data "/sql")) > 0) {
		if (row ~ /^#/ || row !~ / \| /)
			continue
		cut = length(row)
		while (substr(row, cut, 3) != " | ")
			cut--
		patterns++
		pattern[patterns] = substr(row, 1, cut - 1)
		reason[patterns] = substr(row, cut + 3)
	}
}

!is_source(path) || path in driver {
	next
}

text ~ begins {
	if (layer_of(path) !~ /^(store|service)$/)
		finding(path, number, "SQL belongs to store/ and service/")
	check(text)
}

path !~ /\.sql$/ && text ~ small {
	finding(path, number, "keywords of SQL are written in capitals")
}

function check(words, capitals, i) {
	gsub(/\\[nt]/, " ", words)
	gsub(/[ \t\n]+/, " ", words)
	gsub(/'[^']*'/, "''", words)
	if (words ~ inside)
		finding(path, number, "keywords of SQL are written in capitals")
	gsub(/\\"/, "\"", words)
	capitals = toupper(words)
	gsub(/BETWEEN [^ ]+ AND [^ )]+/, "= 0", capitals)
	capitals = " " capitals " ;"
	for (i = 1; i <= patterns; i++)
		if (match(capitals, pattern[i]))
			refuse(trim(substr(capitals, RSTART, RLENGTH)), reason[i])
	check_aliases(capitals)
	check_sums(capitals)
	if (capitals ~ /^ *CREATE TABLE/)
		check_table(capitals)
}

function refuse(words, why) {
	finding(path, number, "\"" words "\": " why)
}

# A sum of truths, as sum(a = b), is not one of numbers everywhere.
function check_sums(rest, words) {
	while (match(rest, /[^A-Z_](SUM|COUNT|AVG) *\([^()]*\)/)) {
		words = substr(rest, RSTART + 1, RLENGTH - 1)
		rest = substr(rest, RSTART + RLENGTH)
		if (words ~ /=/ && words !~ /CASE /)
			refuse(words, "use FILTER or CASE")
	}
}

# A subquery after FROM or JOIN has a name.
function check_aliases(words, rest, depth, mark) {
	rest = words
	while (match(rest, /(FROM|JOIN) *\( *SELECT/)) {
		rest = substr(rest, RSTART + RLENGTH)
		depth = 1
		while (depth > 0 && match(rest, /[()]/)) {
			mark = substr(rest, RSTART, 1)
			depth += mark == "(" ? 1 : -1
			if (depth > 0)
				sub(/[()]/, "", rest)
			else
				rest = substr(rest, RSTART + 1)
		}
		if (rest !~ /^ *[A-Z_]/ || rest ~ /^ *(WHERE|GROUP|ORDER|LIMIT|ON|JOIN|LEFT) /)
			finding(path, number, "a subquery without a name")
	}
}

function check_table(words, name) {
	name = words
	sub(/^ *CREATE TABLE (IF NOT EXISTS )?/, "", name)
	sub(/[ (].*/, "", name)
	if (words !~ /PRIMARY KEY *\( *PROPERTY([ ,)])/)
		finding(path, number, "property does not lead the key of " tolower(name))
}
