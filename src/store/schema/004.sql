-- SPDX-License-Identifier: GPL-3.0-or-later
-- Schema step 4: kitchen stations, their printers, and what they are told.  Conventions as in
-- step 1.

-- A printer of the house.  address is as in device/device.h, width in characters.
-- state
CREATE TABLE printer (
	property BIGINT NOT NULL,
	number BIGINT NOT NULL CHECK (number BETWEEN 1 AND 99),
	name TEXT NOT NULL,
	address TEXT NOT NULL,
	width BIGINT NOT NULL CHECK (width BETWEEN 16 AND 200),
	is_active BIGINT NOT NULL CHECK (is_active IN (0, 1)),
	version BIGINT NOT NULL,
	PRIMARY KEY (property, number)
);

-- Where things are made.  printer and fallback are numbers of printers, 0: none; after the fallback
-- comes the till's own printer.
-- state
CREATE TABLE kitchen_station (
	property BIGINT NOT NULL,
	number BIGINT NOT NULL CHECK (number BETWEEN 1 AND 99),
	name TEXT NOT NULL,
	printer BIGINT NOT NULL CHECK (printer BETWEEN 0 AND 99),
	fallback BIGINT NOT NULL CHECK (fallback BETWEEN 0 AND 99),
	has_display BIGINT NOT NULL CHECK (has_display IN (0, 1)),
	is_active BIGINT NOT NULL CHECK (is_active IN (0, 1)),
	version BIGINT NOT NULL,
	PRIMARY KEY (property, number)
);

-- What a kitchen station was told about a bill: what was fired of a round, one course that is held,
-- or a void, a change or a move of what it was told before.  course is the highest on it.  number
-- counts within the station's business date, for people;
-- table_number and covers are those of then (0: none), from_table is where a move began.  staff is
-- whose bill it was.
-- book
CREATE TABLE kitchen_ticket (
	property BIGINT NOT NULL,
	id BIGINT NOT NULL,
	bill BIGINT NOT NULL,
	station BIGINT NOT NULL,
	number BIGINT NOT NULL CHECK (number >= 1),
	kind TEXT NOT NULL CHECK (kind IN ('round', 'void', 'change', 'move')),
	course BIGINT NOT NULL CHECK (course BETWEEN 0 AND 9),
	table_number BIGINT NOT NULL,
	from_table BIGINT NOT NULL,
	covers BIGINT NOT NULL,
	staff BIGINT NOT NULL,
	business_date BIGINT NOT NULL,
	PRIMARY KEY (property, id),
	FOREIGN KEY (property, bill) REFERENCES bill (property, id)
);
CREATE UNIQUE INDEX kitchen_ticket_number
	ON kitchen_ticket (property, station, business_date, number);
CREATE INDEX kitchen_ticket_bill ON kitchen_ticket (property, bill);

-- The rows of a ticket.  An item row is so many pieces of a line of the bill, named as it was then;
-- choice is the bill's row of a piece of a set, 0: the item itself.  The note and allergy rows that
-- name an item row in `of` follow it, those of the whole bill name nothing.
-- An item row of a void, a change or a move names the item row whose pieces it takes away or takes
-- over.
-- book
CREATE TABLE kitchen_line (
	property BIGINT NOT NULL,
	id BIGINT NOT NULL,
	ticket BIGINT NOT NULL,
	kind TEXT NOT NULL CHECK (kind IN ('item', 'note', 'allergy')),
	of BIGINT NOT NULL,
	line BIGINT NOT NULL,
	choice BIGINT NOT NULL,
	quantity BIGINT NOT NULL CHECK (quantity >= 0),
	name TEXT NOT NULL,
	choices TEXT NOT NULL,
	seat BIGINT NOT NULL CHECK (seat BETWEEN 0 AND 99),
	course BIGINT NOT NULL CHECK (course BETWEEN 0 AND 9),
	note BIGINT NOT NULL,
	PRIMARY KEY (property, id),
	FOREIGN KEY (property, ticket) REFERENCES kitchen_ticket (property, id)
);
CREATE INDEX kitchen_line_ticket ON kitchen_line (property, ticket);
CREATE INDEX kitchen_line_line ON kitchen_line (property, line);
CREATE INDEX kitchen_line_of ON kitchen_line (property, of);

-- Where a ticket stands: held until its course is fired, fired, printed (where there is no display
-- to bump it from), bumped.
-- state
CREATE TABLE kitchen_live (
	property BIGINT NOT NULL,
	ticket BIGINT NOT NULL,
	bill BIGINT NOT NULL,
	station BIGINT NOT NULL,
	course BIGINT NOT NULL,
	state TEXT NOT NULL CHECK (state IN ('held', 'fired', 'printed', 'bumped')),
	fired_unix_ms BIGINT NOT NULL,
	bumped_unix_ms BIGINT NOT NULL,
	recalls BIGINT NOT NULL,
	version BIGINT NOT NULL,
	PRIMARY KEY (property, ticket),
	FOREIGN KEY (property, ticket) REFERENCES kitchen_ticket (property, id)
);
CREATE INDEX kitchen_live_bill ON kitchen_live (property, bill);
CREATE INDEX kitchen_live_open ON kitchen_live (property, station)
	WHERE state IN ('held', 'fired');
CREATE INDEX kitchen_live_bumped ON kitchen_live (property, station, bumped_unix_ms)
	WHERE state = 'bumped';

-- The papers of tickets, for whichever till gets to them first: it claims one (owner, until) and
-- prints it.  station is the till that sent it.  step is how far it fell back: 0 the printer of the
-- kitchen station, 1 its fallback, 2 the till's own; printer is the number that this means, 0: the
-- till's own.  printed is where it came out, -1: nowhere yet.  is_repeat: an earlier try may have
-- come out as well.  What came out is of use until its day closes; then the rows go.
-- state
CREATE TABLE kitchen_job (
	property BIGINT NOT NULL,
	id BIGINT NOT NULL,
	ticket BIGINT NOT NULL,
	kind TEXT NOT NULL CHECK (kind IN ('ticket', 'fire', 'copy')),
	station BIGINT NOT NULL,
	step BIGINT NOT NULL CHECK (step BETWEEN 0 AND 2),
	printer BIGINT NOT NULL,
	state TEXT NOT NULL CHECK (state IN ('waiting', 'done')),
	owner BIGINT NOT NULL,
	until_unix_ms BIGINT NOT NULL,
	next_unix_ms BIGINT NOT NULL,
	tries BIGINT NOT NULL,
	is_repeat BIGINT NOT NULL CHECK (is_repeat IN (0, 1)),
	problem TEXT NOT NULL,
	printed BIGINT NOT NULL,
	version BIGINT NOT NULL,
	PRIMARY KEY (property, id),
	FOREIGN KEY (property, ticket) REFERENCES kitchen_ticket (property, id)
);
CREATE INDEX kitchen_job_waiting ON kitchen_job (property, id) WHERE state = 'waiting';
