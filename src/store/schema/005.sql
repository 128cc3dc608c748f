-- SPDX-License-Identifier: GPL-3.0-or-later
-- Schema step 5: who pays what.  Conventions as in step 1.

-- A structural change of a bill: lines moved or shared, a split, a transfer, a merge, a bill opened
-- again, or the undoing of one of these (`of`).  Its lines, parts and terms are the rows of the
-- same act.  other is the second bill of a transfer or merge, which has a row of its own; was and
-- now are tables or persons, as the kind says.  turn is as in part_term.
-- book
CREATE TABLE bill_change (
	property BIGINT NOT NULL,
	id BIGINT NOT NULL,
	bill BIGINT NOT NULL,
	kind TEXT NOT NULL CHECK (kind IN ('move', 'share', 'seats', 'percent', 'evenly',
		'amount', 'table', 'staff', 'lines-out', 'lines-in', 'merge-out', 'merge-in',
		'reopen', 'undo')),
	of BIGINT NOT NULL,
	other BIGINT NOT NULL,
	was BIGINT NOT NULL,
	now BIGINT NOT NULL,
	business_date BIGINT NOT NULL,
	turn BIGINT NOT NULL CHECK (turn >= 0),
	PRIMARY KEY (property, id),
	FOREIGN KEY (property, bill) REFERENCES bill (property, id)
);
CREATE INDEX bill_change_bill ON bill_change (property, bill);
