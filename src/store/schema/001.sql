-- SPDX-License-Identifier: GPL-3.0-or-later
-- Schema step 1.  Every table names its class in the line before it:
--   book   append-only and chained: no update, no delete, every column is in the act's hash
--   log    append-only, leaves only by retention
--   state  may change; has a version
-- BIGINT and TEXT only.  Ids are made by the program and tell the act that wrote the row.  Dates
-- are days since 1970-01-01, times are milliseconds since then, amounts are minor units, flags are
-- 0 or 1.

-- The house.  cash_step_minor is the smallest coin (M7); public_key checks the seals (L8).
-- state
CREATE TABLE property (
	property BIGINT NOT NULL,
	name TEXT NOT NULL,
	kind TEXT NOT NULL CHECK (kind IN ('live', 'demo', 'training', 'test')),
	currency TEXT NOT NULL,
	exponent BIGINT NOT NULL CHECK (exponent BETWEEN 0 AND 4),
	cash_step_minor BIGINT NOT NULL CHECK (cash_step_minor >= 1),
	time_zone TEXT NOT NULL,
	business_date BIGINT NOT NULL,
	public_key TEXT NOT NULL,
	address TEXT NOT NULL,
	tax_number TEXT NOT NULL,
	version BIGINT NOT NULL,
	PRIMARY KEY (property)
);

-- state
CREATE TABLE station (
	property BIGINT NOT NULL,
	number BIGINT NOT NULL,
	name TEXT NOT NULL,
	version BIGINT NOT NULL,
	PRIMARY KEY (property, number)
);

-- The act: audit entry, idempotency record and chain link; hash is the link.  rows lists the book
-- rows of the act (store/chain.h), so that verify can name the one that differs.
-- book
CREATE TABLE act (
	property BIGINT NOT NULL,
	id BIGINT NOT NULL,
	station BIGINT NOT NULL,
	seq BIGINT NOT NULL CHECK (seq >= 1),
	key TEXT NOT NULL,
	name TEXT NOT NULL,
	content TEXT NOT NULL,
	staff BIGINT NOT NULL,
	approver BIGINT NOT NULL,
	reason BIGINT NOT NULL,
	note BIGINT NOT NULL,
	result BIGINT NOT NULL,
	at_unix_ms BIGINT NOT NULL,
	business_date BIGINT NOT NULL,
	form BIGINT NOT NULL,
	rows TEXT NOT NULL,
	prev TEXT NOT NULL,
	hash TEXT NOT NULL,
	PRIMARY KEY (property, id)
);
CREATE UNIQUE INDEX act_key ON act (property, key);

-- Persons and words are state, so that book rows carry opaque ids only (L5).  demo_pin is empty
-- but on a demo store, where the login screen shows it; password is empty for who has none.
-- state
CREATE TABLE staff (
	property BIGINT NOT NULL,
	id BIGINT NOT NULL,
	number BIGINT NOT NULL,
	name TEXT NOT NULL,
	role TEXT NOT NULL,
	language TEXT NOT NULL,
	secret TEXT NOT NULL,
	demo_pin TEXT NOT NULL,
	password TEXT NOT NULL,
	failed BIGINT NOT NULL,
	locked_until_unix_ms BIGINT NOT NULL,
	is_active BIGINT NOT NULL CHECK (is_active IN (0, 1)),
	version BIGINT NOT NULL,
	PRIMARY KEY (property, id)
);
CREATE UNIQUE INDEX staff_number ON staff (property, number);

-- state
CREATE TABLE note (
	property BIGINT NOT NULL,
	id BIGINT NOT NULL,
	text TEXT NOT NULL,
	version BIGINT NOT NULL,
	PRIMARY KEY (property, id)
);

-- state
CREATE TABLE reason (
	property BIGINT NOT NULL,
	id BIGINT NOT NULL,
	kind TEXT NOT NULL CHECK (kind IN ('void', 'discount', 'drawer', 'paid', 'reprint',
		'refund', 'tender', 'other')),
	text TEXT NOT NULL,
	is_active BIGINT NOT NULL CHECK (is_active IN (0, 1)),
	version BIGINT NOT NULL,
	PRIMARY KEY (property, id)
);

-- The menu.  Departments follow USALI; the number is the member in its ledger (L6): revenue, or
-- gift cards for what is sold now and earned later.
-- state
CREATE TABLE department (
	property BIGINT NOT NULL,
	id BIGINT NOT NULL,
	number BIGINT NOT NULL CHECK (number BETWEEN 1 AND 999999),
	name TEXT NOT NULL,
	ledger BIGINT NOT NULL CHECK (ledger IN (31, 50)),
	version BIGINT NOT NULL,
	PRIMARY KEY (property, id)
);
CREATE UNIQUE INDEX department_number ON department (property, number);

-- state
CREATE TABLE tax_class (
	property BIGINT NOT NULL,
	id BIGINT NOT NULL,
	name TEXT NOT NULL,
	version BIGINT NOT NULL,
	PRIMARY KEY (property, id)
);
CREATE UNIQUE INDEX tax_class_name ON tax_class (property, name);

-- A version of a class, in force from a business date on (M4).
-- book
CREATE TABLE tax_version (
	property BIGINT NOT NULL,
	id BIGINT NOT NULL,
	tax_class BIGINT NOT NULL,
	since BIGINT NOT NULL,
	is_inclusive BIGINT NOT NULL CHECK (is_inclusive IN (0, 1)),
	PRIMARY KEY (property, id),
	FOREIGN KEY (property, tax_class) REFERENCES tax_class (property, id)
);
CREATE UNIQUE INDEX tax_version_since ON tax_version (property, tax_class, since);

-- book
CREATE TABLE tax_part (
	property BIGINT NOT NULL,
	id BIGINT NOT NULL,
	tax_version BIGINT NOT NULL,
	no BIGINT NOT NULL CHECK (no BETWEEN 0 AND 3),
	name TEXT NOT NULL,
	rate_ppm BIGINT NOT NULL CHECK (rate_ppm BETWEEN 0 AND 10000000),
	base BIGINT NOT NULL CHECK (base BETWEEN 0 AND 2),
	account BIGINT NOT NULL,
	PRIMARY KEY (property, id),
	FOREIGN KEY (property, tax_version) REFERENCES tax_version (property, id)
);
CREATE UNIQUE INDEX tax_part_no ON tax_part (property, tax_version, no);

-- station is the number of the kitchen station that makes its items (0: no kitchen is told), course
-- the one that they come with (0: at once), hours when they are sold (core/hours.h; "": always);
-- take_away_tax_class is their tax class when they are taken away (0: the same).
-- state
CREATE TABLE category (
	property BIGINT NOT NULL,
	id BIGINT NOT NULL,
	name TEXT NOT NULL,
	department BIGINT NOT NULL,
	tax_class BIGINT NOT NULL,
	station BIGINT NOT NULL CHECK (station BETWEEN 0 AND 99),
	course BIGINT NOT NULL CHECK (course BETWEEN 0 AND 9),
	take_away_tax_class BIGINT NOT NULL,
	hours TEXT NOT NULL,
	version BIGINT NOT NULL,
	PRIMARY KEY (property, id),
	FOREIGN KEY (property, department) REFERENCES department (property, id),
	FOREIGN KEY (property, tax_class) REFERENCES tax_class (property, id)
);
CREATE UNIQUE INDEX category_name ON category (property, name);

-- search is the folded name (locale/fold).  kind: an open one is sold at a typed price from low to
-- high, a weighed one by the kilogram, a set is what is chosen of its groups.  station and course
-- -1, and hours "", are those of the category.  remaining counts down what is left (-1: not
-- counted).
-- state
CREATE TABLE item (
	property BIGINT NOT NULL,
	id BIGINT NOT NULL,
	code BIGINT NOT NULL CHECK (code BETWEEN 1 AND 999999999),
	name TEXT NOT NULL,
	search TEXT NOT NULL,
	category BIGINT NOT NULL,
	price_minor BIGINT NOT NULL,
	kind TEXT NOT NULL CHECK (kind IN ('plain', 'open', 'weighed', 'set')),
	low_minor BIGINT NOT NULL,
	high_minor BIGINT NOT NULL,
	station BIGINT NOT NULL CHECK (station BETWEEN -1 AND 99),
	course BIGINT NOT NULL CHECK (course BETWEEN -1 AND 9),
	hours TEXT NOT NULL,
	remaining BIGINT NOT NULL CHECK (remaining >= -1),
	is_active BIGINT NOT NULL CHECK (is_active IN (0, 1)),
	version BIGINT NOT NULL,
	PRIMARY KEY (property, id),
	FOREIGN KEY (property, category) REFERENCES category (property, id)
);
CREATE UNIQUE INDEX item_code ON item (property, code);

-- The floor.
-- state
CREATE TABLE room (
	property BIGINT NOT NULL,
	id BIGINT NOT NULL,
	name TEXT NOT NULL,
	position BIGINT NOT NULL,
	version BIGINT NOT NULL,
	PRIMARY KEY (property, id)
);
CREATE UNIQUE INDEX room_name ON room (property, name);

-- plan_row and plan_column, from 1, say where it stands on the plan of its room; 0: nowhere yet.
-- state
CREATE TABLE dining_table (
	property BIGINT NOT NULL,
	id BIGINT NOT NULL,
	number BIGINT NOT NULL CHECK (number BETWEEN 1 AND 99999),
	room BIGINT NOT NULL,
	seats BIGINT NOT NULL CHECK (seats BETWEEN 1 AND 999),
	plan_row BIGINT NOT NULL CHECK (plan_row BETWEEN 0 AND 40),
	plan_column BIGINT NOT NULL CHECK (plan_column BETWEEN 0 AND 40),
	is_active BIGINT NOT NULL CHECK (is_active IN (0, 1)),
	version BIGINT NOT NULL,
	PRIMARY KEY (property, id),
	FOREIGN KEY (property, room) REFERENCES room (property, id)
);
CREATE UNIQUE INDEX dining_table_number ON dining_table (property, number);

-- Ways to pay (P8), one row each.  One major unit of `unit` is rate_num/rate_den major units of the
-- property's currency; notes is a list of note values in minor units ("500 1000 2000").  tips says
-- how a tip comes to it, captures whether a card is captured at once or when the slip is signed.
-- state
CREATE TABLE tender_type (
	property BIGINT NOT NULL,
	id BIGINT NOT NULL,
	code TEXT NOT NULL,
	name TEXT NOT NULL,
	driver TEXT NOT NULL,
	unit TEXT NOT NULL,
	exponent BIGINT NOT NULL,
	account BIGINT NOT NULL,
	rate_num BIGINT NOT NULL CHECK (rate_num > 0),
	rate_den BIGINT NOT NULL CHECK (rate_den > 0),
	limit_minor BIGINT NOT NULL,
	gives_change BIGINT NOT NULL CHECK (gives_change IN (0, 1)),
	opens_drawer BIGINT NOT NULL CHECK (opens_drawer IN (0, 1)),
	notes TEXT NOT NULL,
	tips TEXT NOT NULL CHECK (tips IN ('none', 'typed', 'reader', 'slip')),
	captures TEXT NOT NULL CHECK (captures IN ('now', 'later')),
	position BIGINT NOT NULL,
	is_active BIGINT NOT NULL CHECK (is_active IN (0, 1)),
	version BIGINT NOT NULL,
	PRIMARY KEY (property, id)
);
CREATE UNIQUE INDEX tender_type_code ON tender_type (property, code);

-- One bill for tables and rooms (B).  number counts within the business date, for people.
-- book
CREATE TABLE bill (
	property BIGINT NOT NULL,
	id BIGINT NOT NULL,
	kind TEXT NOT NULL CHECK (kind IN ('check', 'tab', 'sale')),
	unit TEXT NOT NULL,
	number BIGINT NOT NULL,
	business_date BIGINT NOT NULL,
	PRIMARY KEY (property, id)
);
CREATE UNIQUE INDEX bill_number ON bill (property, business_date, number);

-- What may change about a bill.  holder is the station that edits it, 0: none (B4).
-- state
CREATE TABLE bill_live (
	property BIGINT NOT NULL,
	bill BIGINT NOT NULL,
	state TEXT NOT NULL CHECK (state IN ('open', 'billed', 'settling', 'closed')),
	dining_table BIGINT NOT NULL,
	name TEXT NOT NULL,
	covers BIGINT NOT NULL,
	holder BIGINT NOT NULL,
	staff BIGINT NOT NULL,
	opened_unix_ms BIGINT NOT NULL,
	touched_unix_ms BIGINT NOT NULL,
	version BIGINT NOT NULL,
	PRIMARY KEY (property, bill),
	FOREIGN KEY (property, bill) REFERENCES bill (property, id)
);
CREATE INDEX bill_live_open ON bill_live (property, dining_table) WHERE state <> 'closed';

-- Where an imported bill came from: digest of the file, order, date, seconds since midnight (-1:
-- unknown).
-- book
CREATE TABLE bill_source (
	property BIGINT NOT NULL,
	id BIGINT NOT NULL,
	bill BIGINT NOT NULL,
	file TEXT NOT NULL,
	reference TEXT NOT NULL,
	date BIGINT NOT NULL,
	time_s BIGINT NOT NULL,
	PRIMARY KEY (property, id),
	FOREIGN KEY (property, bill) REFERENCES bill (property, id)
);
CREATE UNIQUE INDEX bill_source_reference ON bill_source (property, file, reference);

-- A part is a payer's share; no counts from 1 within the bill.
-- book
CREATE TABLE part (
	property BIGINT NOT NULL,
	id BIGINT NOT NULL,
	bill BIGINT NOT NULL,
	no BIGINT NOT NULL CHECK (no >= 1),
	PRIMARY KEY (property, id),
	FOREIGN KEY (property, bill) REFERENCES bill (property, id)
);
CREATE UNIQUE INDEX part_no ON part (property, bill, no);

-- How a part shares the pool from here on; the latest row of a part counts.  turn is the version of
-- the bill that the row changed (0: made with it): ids of several stations do not tell which row
-- came first.
-- book
CREATE TABLE part_term (
	property BIGINT NOT NULL,
	id BIGINT NOT NULL,
	bill BIGINT NOT NULL,
	part BIGINT NOT NULL,
	weight BIGINT NOT NULL CHECK (weight >= 0),
	fixed_minor BIGINT NOT NULL CHECK (fixed_minor >= -1),
	turn BIGINT NOT NULL CHECK (turn >= 0),
	PRIMARY KEY (property, id),
	FOREIGN KEY (property, part) REFERENCES part (property, id)
);
CREATE INDEX part_term_bill ON part_term (property, bill);

-- What was rung and what was done to it (B1): a row is never changed, a later one names it in `of`.
-- part 0 is the pool.  amount_minor is gross or net as the tax version says.  A discount on the
-- check has an amount, a rate, or (neither) in price_minor what the check is to come to; an
-- 'undiscount' takes the discount it names away.  turn is as in part_term.  The kinds, and the
-- columns that only some of them use, are told in store/store_bill.h.
-- book
CREATE TABLE line (
	property BIGINT NOT NULL,
	id BIGINT NOT NULL,
	bill BIGINT NOT NULL,
	part BIGINT NOT NULL,
	kind TEXT NOT NULL CHECK (kind IN ('item', 'void', 'line-discount',
		'check-discount', 'undiscount', 'note', 'move', 'choice', 'correct', 'price',
		'place', 'send', 'tax', 'service', 'transfer', 'rule')),
	of BIGINT NOT NULL,
	item BIGINT NOT NULL,
	name TEXT NOT NULL,
	quantity BIGINT NOT NULL,
	price_minor BIGINT NOT NULL,
	amount_minor BIGINT NOT NULL,
	rate_ppm BIGINT NOT NULL,
	tax_version BIGINT NOT NULL,
	department BIGINT NOT NULL,
	reason BIGINT NOT NULL,
	note BIGINT NOT NULL,
	seat BIGINT NOT NULL CHECK (seat BETWEEN 0 AND 99),
	course BIGINT NOT NULL CHECK (course BETWEEN 0 AND 9),
	sent BIGINT NOT NULL,
	level BIGINT NOT NULL,
	choice BIGINT NOT NULL,
	source BIGINT NOT NULL,
	business_date BIGINT NOT NULL,
	turn BIGINT NOT NULL CHECK (turn >= 0),
	PRIMARY KEY (property, id),
	FOREIGN KEY (property, bill) REFERENCES bill (property, id)
);
CREATE INDEX line_bill ON line (property, bill);

-- The amounts a part was frozen with (M5): component 0 is net, 1 to 4 are the taxes.  round counts
-- how often the part was opened again before; only the rows of the last round count.
-- book
CREATE TABLE frozen (
	property BIGINT NOT NULL,
	id BIGINT NOT NULL,
	bill BIGINT NOT NULL,
	part BIGINT NOT NULL,
	tax_version BIGINT NOT NULL,
	department BIGINT NOT NULL,
	component BIGINT NOT NULL CHECK (component BETWEEN 0 AND 4),
	amount_minor BIGINT NOT NULL,
	round BIGINT NOT NULL CHECK (round >= 0),
	PRIMARY KEY (property, id),
	FOREIGN KEY (property, part) REFERENCES part (property, id)
);
CREATE INDEX frozen_bill ON frozen (property, bill);

-- Money taken.  amount_minor is what it pays of the bill, in the bill's unit; given_minor is in
-- `unit`, change_minor in the bill's unit; rounding_minor = amount - cash kept (M7).  payment 0:
-- cash; a payment that came to nothing is taken back by a row of its own with the opposite amount;
-- so is cash that was taken wrongly: takes_back names the row (0: none) that this one is the
-- opposite of in all amounts.
-- book
CREATE TABLE tender (
	property BIGINT NOT NULL,
	id BIGINT NOT NULL,
	bill BIGINT NOT NULL,
	part BIGINT NOT NULL,
	tender_type BIGINT NOT NULL,
	drawer_session BIGINT NOT NULL,
	amount_minor BIGINT NOT NULL,
	unit TEXT NOT NULL,
	given_minor BIGINT NOT NULL,
	change_minor BIGINT NOT NULL,
	rounding_minor BIGINT NOT NULL,
	rate_num BIGINT NOT NULL,
	rate_den BIGINT NOT NULL,
	payment BIGINT NOT NULL,
	entry BIGINT NOT NULL,
	takes_back BIGINT NOT NULL,
	business_date BIGINT NOT NULL,
	PRIMARY KEY (property, id),
	FOREIGN KEY (property, part) REFERENCES part (property, id)
);
CREATE INDEX tender_bill ON tender (property, bill);
CREATE INDEX tender_drawer ON tender (property, drawer_session);
CREATE INDEX tender_date ON tender (property, business_date);

-- A part whose tenders cover it (B2).
-- book
CREATE TABLE part_close (
	property BIGINT NOT NULL,
	id BIGINT NOT NULL,
	bill BIGINT NOT NULL,
	part BIGINT NOT NULL,
	paper BIGINT NOT NULL,
	entry BIGINT NOT NULL,
	total_minor BIGINT NOT NULL,
	tax_minor BIGINT NOT NULL,
	business_date BIGINT NOT NULL,
	PRIMARY KEY (property, id),
	FOREIGN KEY (property, part) REFERENCES part (property, id)
);
CREATE UNIQUE INDEX part_close_part ON part_close (property, part);
CREATE INDEX part_close_date ON part_close (property, business_date);

-- The journal (L).  Postings go in first, then their entry, whose insert is refused unless they sum
-- to zero per unit (L1).  Accounts are numbers: ledger * 1,000,000 + member (core/entry.h).
-- book
CREATE TABLE posting (
	property BIGINT NOT NULL,
	id BIGINT NOT NULL,
	entry BIGINT NOT NULL,
	account BIGINT NOT NULL,
	unit TEXT NOT NULL,
	amount_minor BIGINT NOT NULL CHECK (amount_minor <> 0),
	business_date BIGINT NOT NULL,
	PRIMARY KEY (property, id),
	FOREIGN KEY (property, entry) REFERENCES entry (property, id)
		DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX posting_entry ON posting (property, entry);
CREATE INDEX posting_account ON posting (property, account, business_date);

-- book
CREATE TABLE entry (
	property BIGINT NOT NULL,
	id BIGINT NOT NULL,
	kind TEXT NOT NULL CHECK (kind IN ('tender', 'capture', 'sale', 'refund', 'payout',
		'gift', 'processor', 'float', 'count', 'paid-in', 'paid-out', 'drop', 'tip-out',
		'correction', 'adjustment')),
	bill BIGINT NOT NULL,
	part BIGINT NOT NULL,
	corrects BIGINT NOT NULL,
	business_date BIGINT NOT NULL,
	PRIMARY KEY (property, id)
);
CREATE INDEX entry_date ON entry (property, business_date);

-- Papers: the stored document model, numbered without gap per station and series (B7).
-- book
CREATE TABLE paper (
	property BIGINT NOT NULL,
	id BIGINT NOT NULL,
	series TEXT NOT NULL,
	station BIGINT NOT NULL,
	number BIGINT NOT NULL CHECK (number >= 1),
	bill BIGINT NOT NULL,
	part BIGINT NOT NULL,
	business_date BIGINT NOT NULL,
	model TEXT NOT NULL,
	PRIMARY KEY (property, id)
);
CREATE UNIQUE INDEX paper_number ON paper (property, series, station, number);
CREATE INDEX paper_bill ON paper (property, bill);

-- Each time a paper is sent to a printer: copy 0 is the original, the rest are duplicates.
-- book
CREATE TABLE paper_print (
	property BIGINT NOT NULL,
	id BIGINT NOT NULL,
	paper BIGINT NOT NULL,
	copy BIGINT NOT NULL CHECK (copy >= 0),
	PRIMARY KEY (property, id),
	FOREIGN KEY (property, paper) REFERENCES paper (property, id)
);
CREATE UNIQUE INDEX paper_print_copy ON paper_print (property, paper, copy);

-- state
CREATE TABLE print_job (
	property BIGINT NOT NULL,
	id BIGINT NOT NULL,
	paper BIGINT NOT NULL,
	copy BIGINT NOT NULL,
	station BIGINT NOT NULL,
	state TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'failed')),
	tries BIGINT NOT NULL,
	problem TEXT NOT NULL,
	version BIGINT NOT NULL,
	PRIMARY KEY (property, id)
);
CREATE INDEX print_job_waiting ON print_job (property, station) WHERE state = 'waiting';

-- Cash (C3).  staff answers for the cash; holder is that person when the drawer is theirs at every
-- till, 0 when it is the station's.  float_minor is the float in the house's currency.
-- book
CREATE TABLE drawer_session (
	property BIGINT NOT NULL,
	id BIGINT NOT NULL,
	drawer BIGINT NOT NULL,
	station BIGINT NOT NULL,
	staff BIGINT NOT NULL,
	holder BIGINT NOT NULL,
	float_minor BIGINT NOT NULL,
	unit TEXT NOT NULL,
	entry BIGINT NOT NULL,
	business_date BIGINT NOT NULL,
	PRIMARY KEY (property, id)
);

-- The session a drawer is in now; session 0: closed.
-- state
CREATE TABLE drawer_live (
	property BIGINT NOT NULL,
	drawer BIGINT NOT NULL,
	session BIGINT NOT NULL,
	station BIGINT NOT NULL,
	holder BIGINT NOT NULL,
	version BIGINT NOT NULL,
	PRIMARY KEY (property, drawer)
);

-- A blind count: pieces by denomination (0: an amount without denominations, as the quantity).
-- round counts from 1: every count is kept, the last one stands.
-- book
CREATE TABLE drawer_count (
	property BIGINT NOT NULL,
	id BIGINT NOT NULL,
	session BIGINT NOT NULL,
	round BIGINT NOT NULL CHECK (round >= 1),
	unit TEXT NOT NULL,
	denomination_minor BIGINT NOT NULL CHECK (denomination_minor >= 0),
	quantity BIGINT NOT NULL CHECK (quantity >= 0),
	PRIMARY KEY (property, id),
	FOREIGN KEY (property, session) REFERENCES drawer_session (property, id)
);
CREATE INDEX drawer_count_session ON drawer_count (property, session);

-- The end of a session, one row per unit counted: over/short = counted - expected.
-- book
CREATE TABLE drawer_close (
	property BIGINT NOT NULL,
	id BIGINT NOT NULL,
	session BIGINT NOT NULL,
	unit TEXT NOT NULL,
	expected_minor BIGINT NOT NULL,
	counted_minor BIGINT NOT NULL,
	entry BIGINT NOT NULL,
	business_date BIGINT NOT NULL,
	PRIMARY KEY (property, id),
	FOREIGN KEY (property, session) REFERENCES drawer_session (property, id)
);
CREATE UNIQUE INDEX drawer_close_unit ON drawer_close (property, session, unit);

-- Sensitive events that move no money: login, wrong PIN, lock, reprint, settings, verify ...
-- book
CREATE TABLE event (
	property BIGINT NOT NULL,
	id BIGINT NOT NULL,
	kind TEXT NOT NULL,
	subject BIGINT NOT NULL,
	value BIGINT NOT NULL,
	PRIMARY KEY (property, id)
);

-- The cut (L8): one seal per business date closed, with the heads of all chains and the totals by
-- account; text is what the signature covers.
-- book
CREATE TABLE day_seal (
	property BIGINT NOT NULL,
	id BIGINT NOT NULL,
	business_date BIGINT NOT NULL,
	next_date BIGINT NOT NULL,
	text TEXT NOT NULL,
	signature TEXT NOT NULL,
	PRIMARY KEY (property, id)
);
CREATE UNIQUE INDEX day_seal_date ON day_seal (property, business_date);

-- book
CREATE TABLE day_head (
	property BIGINT NOT NULL,
	id BIGINT NOT NULL,
	business_date BIGINT NOT NULL,
	station BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	hash TEXT NOT NULL,
	PRIMARY KEY (property, id)
);
CREATE UNIQUE INDEX day_head_station ON day_head (property, business_date, station);

-- book
CREATE TABLE day_total (
	property BIGINT NOT NULL,
	id BIGINT NOT NULL,
	business_date BIGINT NOT NULL,
	account BIGINT NOT NULL,
	unit TEXT NOT NULL,
	opening_minor BIGINT NOT NULL,
	debit_minor BIGINT NOT NULL,
	credit_minor BIGINT NOT NULL,
	closing_minor BIGINT NOT NULL,
	PRIMARY KEY (property, id)
);
CREATE UNIQUE INDEX day_total_account ON day_total (property, business_date, account, unit);
