-- SPDX-License-Identifier: GPL-3.0-or-later
-- Schema step 7: the book of table reservations.

-- A table promised to somebody on a day, at a time in minutes since midnight.  dining_table 0: any
-- table.  bill is the check they were seated at.
-- state
CREATE TABLE reservation (
	property BIGINT NOT NULL,
	id BIGINT NOT NULL,
	date BIGINT NOT NULL,
	time_min BIGINT NOT NULL CHECK (time_min BETWEEN 0 AND 2879),
	dining_table BIGINT NOT NULL,
	name TEXT NOT NULL,
	phone TEXT NOT NULL,
	covers BIGINT NOT NULL CHECK (covers BETWEEN 1 AND 9999),
	note TEXT NOT NULL,
	state TEXT NOT NULL CHECK (state IN ('expected', 'seated', 'cancelled', 'absent')),
	bill BIGINT NOT NULL,
	staff BIGINT NOT NULL,
	version BIGINT NOT NULL,
	PRIMARY KEY (property, id)
);
CREATE INDEX reservation_date ON reservation (property, date, time_min);
CREATE INDEX reservation_bill ON reservation (property, bill);
