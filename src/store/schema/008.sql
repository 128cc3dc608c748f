-- SPDX-License-Identifier: GPL-3.0-or-later
-- Schema step 8: what a check costs.  Conventions as in step 1.

-- Discounts of the house, in order of no.  A rule's kind never changes.  One of rate_ppm,
-- amount_minor and target_minor is set, the others are -1; category is that of scope 'category',
-- reason the one it names, 0: it is asked for.
-- state
CREATE TABLE discount_rule (
	property BIGINT NOT NULL,
	id BIGINT NOT NULL,
	no BIGINT NOT NULL CHECK (no BETWEEN 1 AND 99),
	name TEXT NOT NULL,
	kind TEXT NOT NULL CHECK (kind IN ('discount', 'comp', 'staff-meal')),
	scope TEXT NOT NULL CHECK (scope IN ('line', 'category', 'check')),
	category BIGINT NOT NULL,
	rate_ppm BIGINT NOT NULL CHECK (rate_ppm BETWEEN -1 AND 1000000),
	amount_minor BIGINT NOT NULL CHECK (amount_minor >= -1),
	target_minor BIGINT NOT NULL CHECK (target_minor >= -1),
	stands_alone BIGINT NOT NULL CHECK (stands_alone IN (0, 1)),
	reason BIGINT NOT NULL,
	is_active BIGINT NOT NULL CHECK (is_active IN (0, 1)),
	version BIGINT NOT NULL,
	PRIMARY KEY (property, id)
);
CREATE UNIQUE INDEX discount_rule_name ON discount_rule (property, name);

-- Service charges that come by themselves: from so many covers on, in one room (0: everywhere).
-- state
CREATE TABLE service_rule (
	property BIGINT NOT NULL,
	id BIGINT NOT NULL,
	name TEXT NOT NULL,
	room BIGINT NOT NULL,
	covers BIGINT NOT NULL CHECK (covers >= 0),
	rate_ppm BIGINT NOT NULL CHECK (rate_ppm BETWEEN 0 AND 1000000),
	tax_class BIGINT NOT NULL,
	department BIGINT NOT NULL,
	is_active BIGINT NOT NULL CHECK (is_active IN (0, 1)),
	version BIGINT NOT NULL,
	PRIMARY KEY (property, id),
	FOREIGN KEY (property, tax_class) REFERENCES tax_class (property, id),
	FOREIGN KEY (property, department) REFERENCES department (property, id)
);
CREATE UNIQUE INDEX service_rule_name ON service_rule (property, name);

-- A part (0: the whole check) is exempt from the taxes that go to an account from here on, or no
-- longer; the latest row of a part and account counts.  note holds the certificate, which is good
-- from one business date to another (0: no bound), both included (M6).
-- book
CREATE TABLE exemption (
	property BIGINT NOT NULL,
	id BIGINT NOT NULL,
	bill BIGINT NOT NULL,
	part BIGINT NOT NULL,
	account BIGINT NOT NULL,
	note BIGINT NOT NULL,
	is_exempt BIGINT NOT NULL CHECK (is_exempt IN (0, 1)),
	good_from BIGINT NOT NULL,
	good_until BIGINT NOT NULL CHECK (good_until = 0 OR good_until >= good_from),
	business_date BIGINT NOT NULL,
	turn BIGINT NOT NULL CHECK (turn >= 0),
	PRIMARY KEY (property, id),
	FOREIGN KEY (property, bill) REFERENCES bill (property, id)
);
CREATE INDEX exemption_bill ON exemption (property, bill);

-- The taxes that a part was not charged when it was frozen; component and round as in frozen.
-- book
CREATE TABLE frozen_exempt (
	property BIGINT NOT NULL,
	id BIGINT NOT NULL,
	bill BIGINT NOT NULL,
	part BIGINT NOT NULL,
	tax_version BIGINT NOT NULL,
	department BIGINT NOT NULL,
	component BIGINT NOT NULL CHECK (component BETWEEN 1 AND 4),
	amount_minor BIGINT NOT NULL,
	round BIGINT NOT NULL CHECK (round >= 0),
	PRIMARY KEY (property, id),
	FOREIGN KEY (property, part) REFERENCES part (property, id)
);
CREATE INDEX frozen_exempt_bill ON frozen_exempt (property, bill);

-- A guest check was printed: what stood on it then.  turn is the version of the bill; rows with a
-- later one changed it (B7).
-- book
CREATE TABLE guest_check (
	property BIGINT NOT NULL,
	id BIGINT NOT NULL,
	bill BIGINT NOT NULL,
	part BIGINT NOT NULL,
	paper BIGINT NOT NULL,
	total_minor BIGINT NOT NULL,
	business_date BIGINT NOT NULL,
	turn BIGINT NOT NULL CHECK (turn >= 0),
	PRIMARY KEY (property, id),
	FOREIGN KEY (property, bill) REFERENCES bill (property, id)
);
CREATE INDEX guest_check_bill ON guest_check (property, bill);

-- What changes of price came to once a bill closed, one row per kind and rule: a bill that closes
-- again adds what changed since.
-- book
CREATE TABLE price_change (
	property BIGINT NOT NULL,
	id BIGINT NOT NULL,
	bill BIGINT NOT NULL,
	kind TEXT NOT NULL CHECK (kind IN ('discount', 'comp', 'staff-meal', 'price', 'void',
		'correct', 'service', 'exempt')),
	rule BIGINT NOT NULL,
	amount_minor BIGINT NOT NULL CHECK (amount_minor <> 0),
	business_date BIGINT NOT NULL,
	PRIMARY KEY (property, id),
	FOREIGN KEY (property, bill) REFERENCES bill (property, id)
);
CREATE INDEX price_change_bill ON price_change (property, bill);
CREATE INDEX price_change_date ON price_change (property, business_date);
