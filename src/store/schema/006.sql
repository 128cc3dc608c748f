-- SPDX-License-Identifier: GPL-3.0-or-later
-- Schema step 6: what goes through a cash drawer besides tenders and refunds, its counts, its Z.
-- Conventions as in step 1.

-- Cash that was put into a drawer (float, paid-in) or taken out of it (paid-out, drop, tip-out), or
-- a drawer opened without any (no-sale, amount 0).  person is who was given it, 0: nobody of the
-- house; paper is the slip that was signed, 0: none.
-- book
CREATE TABLE drawer_move (
	property BIGINT NOT NULL,
	id BIGINT NOT NULL,
	session BIGINT NOT NULL,
	kind TEXT NOT NULL CHECK (kind IN ('float', 'paid-in', 'paid-out', 'drop', 'tip-out',
		'no-sale')),
	unit TEXT NOT NULL,
	amount_minor BIGINT NOT NULL CHECK (amount_minor >= 0),
	person BIGINT NOT NULL,
	paper BIGINT NOT NULL,
	entry BIGINT NOT NULL,
	business_date BIGINT NOT NULL,
	PRIMARY KEY (property, id),
	FOREIGN KEY (property, session) REFERENCES drawer_session (property, id)
);
CREATE INDEX drawer_move_session ON drawer_move (property, session);
CREATE INDEX drawer_move_date ON drawer_move (property, business_date);

-- What a count came to per unit, and what the records said at that moment.
-- book
CREATE TABLE drawer_tally (
	property BIGINT NOT NULL,
	id BIGINT NOT NULL,
	session BIGINT NOT NULL,
	round BIGINT NOT NULL CHECK (round >= 1),
	unit TEXT NOT NULL,
	expected_minor BIGINT NOT NULL,
	counted_minor BIGINT NOT NULL CHECK (counted_minor >= 0),
	PRIMARY KEY (property, id),
	FOREIGN KEY (property, session) REFERENCES drawer_session (property, id)
);
CREATE UNIQUE INDEX drawer_tally_unit ON drawer_tally (property, session, round, unit);

-- The end of a session: how often it was counted, its Z, the session that went on with the same
-- cash (0: none).
-- book
CREATE TABLE drawer_end (
	property BIGINT NOT NULL,
	id BIGINT NOT NULL,
	session BIGINT NOT NULL,
	counts BIGINT NOT NULL CHECK (counts >= 1),
	paper BIGINT NOT NULL,
	next BIGINT NOT NULL,
	business_date BIGINT NOT NULL,
	PRIMARY KEY (property, id),
	FOREIGN KEY (property, session) REFERENCES drawer_session (property, id)
);
CREATE UNIQUE INDEX drawer_end_session ON drawer_end (property, session);

-- The figures of a Z as they were when the session ended: how many of what kind, and how much.
-- book
CREATE TABLE drawer_figure (
	property BIGINT NOT NULL,
	id BIGINT NOT NULL,
	session BIGINT NOT NULL,
	kind TEXT NOT NULL,
	name TEXT NOT NULL,
	unit TEXT NOT NULL,
	number BIGINT NOT NULL CHECK (number >= 0),
	amount_minor BIGINT NOT NULL,
	PRIMARY KEY (property, id),
	FOREIGN KEY (property, session) REFERENCES drawer_session (property, id)
);
CREATE INDEX drawer_figure_session ON drawer_figure (property, session);
