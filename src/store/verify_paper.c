/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/verify_paper.c -- the check digits that a paper shows are those of the journal up to it.
 */
#include <inttypes.h>
#include <string.h>

#include "store/chain.h"
#include "store/verify_inside.h"

#define WORD "\"Journal "

/* A paper without digits, such as a drawer's, shows nothing to prove. */
static bool is_right(const char *model, const char *prev)
{
	const char *at = strstr(model, WORD);
	char digits[CHAIN_DIGITS_SIZE];

	chain_digits(prev, digits);
	return at == NULL || strncmp(at + strlen(WORD), digits, strlen(digits)) == 0;
}

enum err verify_papers(struct verify *verify)
{
	static const char sql[] =
		"SELECT p.id, p.model, a.prev FROM paper AS p JOIN act AS a "
		"ON a.property = p.property AND a.id = p.id / " ID_SQL_ACT " * " ID_SQL_ACT " "
		"WHERE p.property = $1 AND p.series IN ('receipt', 'check') ORDER BY p.id";
	struct db_rows *rows = db_query(verify->db, sql, V(verify->property));
	int64_t n = 0;

	while (db_next(rows)) {
		if (!verify->is_wrong && !is_right(db_text(rows, 1), db_text(rows, 2)))
			verify_wrong(verify,
				     "paper %" PRId64 ": its check digits are not the journal's "
				     "(B7)", db_int(rows, 0));
		verify_tell(verify, ++n, verify->result.papers);
	}
	return db_end(rows);
}
