-- SPDX-License-Identifier: GPL-3.0-or-later
-- Schema step 2: payments over a processor, refunds, gift cards.  Conventions as in step 1.

-- One intention to take an amount other than by cash.  part 0: a hold of a tab, on account until it
-- is applied (M5).  processor is the driver's name; reader is the processor's id of the reader, ''
-- where none is used.
-- book
CREATE TABLE payment (
	property BIGINT NOT NULL,
	id BIGINT NOT NULL,
	bill BIGINT NOT NULL,
	part BIGINT NOT NULL,
	kind TEXT NOT NULL CHECK (kind IN ('reader', 'hold', 'qr', 'link', 'saved', 'slip')),
	tender_type BIGINT NOT NULL,
	processor TEXT NOT NULL,
	reader TEXT NOT NULL,
	card_on_file BIGINT NOT NULL,
	unit TEXT NOT NULL,
	amount_minor BIGINT NOT NULL CHECK (amount_minor > 0),
	business_date BIGINT NOT NULL,
	PRIMARY KEY (property, id),
	FOREIGN KEY (property, bill) REFERENCES bill (property, id)
);
CREATE INDEX payment_bill ON payment (property, bill);
CREATE INDEX payment_date ON payment (property, business_date);

-- Where it stands.  intent, charge, link: the processor's ids.  pending_minor is what an attempt
-- under way would take, capturable_minor the most that the charge grants (P5); tender is the row
-- that counts on the bill, 0: none.  wants is what the cashier asked for meanwhile.
-- state
CREATE TABLE payment_live (
	property BIGINT NOT NULL,
	payment BIGINT NOT NULL,
	bill BIGINT NOT NULL,
	part BIGINT NOT NULL,
	state TEXT NOT NULL CHECK (state IN ('starting', 'waiting', 'stopping', 'authorized',
		'capturing', 'captured', 'doubt', 'declined', 'stopped', 'released', 'lapsed',
		'failed', 'mismatch')),
	wants TEXT NOT NULL CHECK (wants IN ('', 'stop', 'release', 'replaced')),
	intent TEXT NOT NULL,
	charge TEXT NOT NULL,
	link TEXT NOT NULL,
	url TEXT NOT NULL,
	tender BIGINT NOT NULL,
	pending_minor BIGINT NOT NULL,
	authorized_minor BIGINT NOT NULL,
	capturable_minor BIGINT NOT NULL,
	captured_minor BIGINT NOT NULL,
	tip_minor BIGINT NOT NULL,
	refunded_minor BIGINT NOT NULL,
	can_increment BIGINT NOT NULL CHECK (can_increment IN (0, 1)),
	capture_before_unix_ms BIGINT NOT NULL,
	problem TEXT NOT NULL,
	since_unix_ms BIGINT NOT NULL,
	version BIGINT NOT NULL,
	PRIMARY KEY (property, payment),
	FOREIGN KEY (property, payment) REFERENCES payment (property, id)
);
CREATE INDEX payment_live_bill ON payment_live (property, bill);
CREATE INDEX payment_live_open ON payment_live (property, state)
	WHERE state NOT IN ('captured', 'declined', 'stopped', 'released', 'failed');
CREATE INDEX payment_live_late ON payment_live (property, payment)
	WHERE state = 'captured' AND wants = 'replaced';

-- What is sent to a processor, durable before its first byte leaves (P2): these bytes, under this
-- key, are sent again or looked up, never others (P3).  refund_leg 0: none.  follows is the attempt
-- whose answer asked for this one.
-- book
CREATE TABLE attempt (
	property BIGINT NOT NULL,
	id BIGINT NOT NULL,
	payment BIGINT NOT NULL,
	refund_leg BIGINT NOT NULL,
	follows BIGINT NOT NULL,
	op TEXT NOT NULL,
	key TEXT NOT NULL,
	method TEXT NOT NULL,
	path TEXT NOT NULL,
	body TEXT NOT NULL,
	api_version TEXT NOT NULL,
	amount_minor BIGINT NOT NULL,
	unit TEXT NOT NULL,
	at_unix_ms BIGINT NOT NULL,
	business_date BIGINT NOT NULL,
	PRIMARY KEY (property, id)
);
CREATE UNIQUE INDEX attempt_key ON attempt (property, key);
CREATE INDEX attempt_payment ON attempt (property, payment);

-- Who sends it and when next.  can_send 0: only to be looked up (a replayed 500, an old key).
-- state
CREATE TABLE attempt_live (
	property BIGINT NOT NULL,
	attempt BIGINT NOT NULL,
	state TEXT NOT NULL CHECK (state IN ('prepared', 'waiting', 'doubt', 'done')),
	can_send BIGINT NOT NULL CHECK (can_send IN (0, 1)),
	owner BIGINT NOT NULL,
	until_unix_ms BIGINT NOT NULL,
	tries BIGINT NOT NULL,
	looks BIGINT NOT NULL,
	first_unix_ms BIGINT NOT NULL,
	next_unix_ms BIGINT NOT NULL,
	outcome TEXT NOT NULL,
	problem TEXT NOT NULL,
	version BIGINT NOT NULL,
	PRIMARY KEY (property, attempt),
	FOREIGN KEY (property, attempt) REFERENCES attempt (property, id)
);
CREATE INDEX attempt_live_due ON attempt_live (property, next_unix_ms) WHERE state <> 'done';

-- Every time something was sent or asked about an attempt, for people who look into a doubt.  No
-- text of a request or an answer.
-- log
CREATE TABLE attempt_try (
	property BIGINT NOT NULL,
	attempt BIGINT NOT NULL,
	no BIGINT NOT NULL,
	at_unix_ms BIGINT NOT NULL,
	station BIGINT NOT NULL,
	what TEXT NOT NULL,
	outcome TEXT NOT NULL,
	http BIGINT NOT NULL,
	code TEXT NOT NULL,
	request TEXT NOT NULL,
	took_ms BIGINT NOT NULL,
	PRIMARY KEY (property, attempt, no)
);

-- The one answer of an attempt (P2): a second one is no row.  object is the id of what it made or
-- changed, found tells how it became known.  amount_minor is what was authorized, captured or
-- refunded by it, tip_minor included; granted_minor the most that may be captured from then on
-- (P5).  state is where it left the object, or 'late': captured when nothing was expected any more,
-- and owed back.
-- book
CREATE TABLE outcome (
	property BIGINT NOT NULL,
	id BIGINT NOT NULL,
	attempt BIGINT NOT NULL,
	payment BIGINT NOT NULL,
	refund_leg BIGINT NOT NULL,
	outcome TEXT NOT NULL,
	state TEXT NOT NULL,
	found TEXT NOT NULL CHECK (found IN ('answer', 'query', 'event', 'list', 'person')),
	object TEXT NOT NULL,
	charge TEXT NOT NULL,
	brand TEXT NOT NULL,
	last_four TEXT NOT NULL,
	authorization_code TEXT NOT NULL,
	application TEXT NOT NULL,
	application_id TEXT NOT NULL,
	unit TEXT NOT NULL,
	amount_minor BIGINT NOT NULL,
	tip_minor BIGINT NOT NULL,
	granted_minor BIGINT NOT NULL,
	capture_before_unix_ms BIGINT NOT NULL,
	code TEXT NOT NULL,
	request TEXT NOT NULL,
	is_replayed BIGINT NOT NULL CHECK (is_replayed IN (0, 1)),
	entry BIGINT NOT NULL,
	business_date BIGINT NOT NULL,
	PRIMARY KEY (property, id),
	FOREIGN KEY (property, attempt) REFERENCES attempt (property, id)
);
CREATE UNIQUE INDEX outcome_attempt ON outcome (property, attempt);
CREATE INDEX outcome_card ON outcome (property, last_four, amount_minor, business_date);
CREATE INDEX outcome_code ON outcome (property, authorization_code);
CREATE INDEX outcome_charge ON outcome (property, charge);
CREATE INDEX outcome_date ON outcome (property, business_date);
CREATE INDEX outcome_payment ON outcome (property, payment);

-- A part that was frozen for a payment that came to nothing is open again; round is that of the
-- frozen rows that no longer count (M5).
-- book
CREATE TABLE thaw (
	property BIGINT NOT NULL,
	id BIGINT NOT NULL,
	bill BIGINT NOT NULL,
	part BIGINT NOT NULL,
	round BIGINT NOT NULL CHECK (round >= 0),
	PRIMARY KEY (property, id),
	FOREIGN KEY (property, part) REFERENCES part (property, id)
);
CREATE UNIQUE INDEX thaw_round ON thaw (property, part, round);

-- A refund is a document of its own: a credit note on today's date, with the cents that the lines
-- carried (M4).  What is owed to the guest by it stands in "refunds owed" until its legs paid it.
-- book
CREATE TABLE refund (
	property BIGINT NOT NULL,
	id BIGINT NOT NULL,
	bill BIGINT NOT NULL,
	part BIGINT NOT NULL,
	paper BIGINT NOT NULL,
	unit TEXT NOT NULL,
	total_minor BIGINT NOT NULL CHECK (total_minor > 0),
	tax_minor BIGINT NOT NULL,
	tip_minor BIGINT NOT NULL,
	entry BIGINT NOT NULL,
	business_date BIGINT NOT NULL,
	PRIMARY KEY (property, id),
	FOREIGN KEY (property, part) REFERENCES part (property, id)
);
CREATE INDEX refund_part ON refund (property, part);
CREATE INDEX refund_date ON refund (property, business_date);

-- What it takes back, as frozen amounts are kept; line 0: of the part as a whole, by its columns.
-- book
CREATE TABLE refund_line (
	property BIGINT NOT NULL,
	id BIGINT NOT NULL,
	refund BIGINT NOT NULL,
	line BIGINT NOT NULL,
	quantity BIGINT NOT NULL,
	tax_version BIGINT NOT NULL,
	department BIGINT NOT NULL,
	component BIGINT NOT NULL CHECK (component BETWEEN 0 AND 4),
	amount_minor BIGINT NOT NULL,
	PRIMARY KEY (property, id),
	FOREIGN KEY (property, refund) REFERENCES refund (property, id)
);
CREATE INDEX refund_line_refund ON refund_line (property, refund);

-- Each way in which it is paid out: tender names the tender that it goes back to (P9).  payment 0:
-- cash, a voucher or a gift card.  amount_minor is in the bill's unit, given_minor in `unit`.
-- book
CREATE TABLE refund_leg (
	property BIGINT NOT NULL,
	id BIGINT NOT NULL,
	refund BIGINT NOT NULL,
	bill BIGINT NOT NULL,
	tender BIGINT NOT NULL,
	payment BIGINT NOT NULL,
	tender_type BIGINT NOT NULL,
	drawer_session BIGINT NOT NULL,
	amount_minor BIGINT NOT NULL CHECK (amount_minor > 0),
	unit TEXT NOT NULL,
	given_minor BIGINT NOT NULL,
	rounding_minor BIGINT NOT NULL,
	entry BIGINT NOT NULL,
	business_date BIGINT NOT NULL,
	PRIMARY KEY (property, id),
	FOREIGN KEY (property, refund) REFERENCES refund (property, id)
);
CREATE INDEX refund_leg_refund ON refund_leg (property, refund);
CREATE INDEX refund_leg_tender ON refund_leg (property, tender);
CREATE INDEX refund_leg_drawer ON refund_leg (property, drawer_session);
CREATE INDEX refund_leg_date ON refund_leg (property, business_date);

-- state
CREATE TABLE refund_leg_live (
	property BIGINT NOT NULL,
	leg BIGINT NOT NULL,
	state TEXT NOT NULL CHECK (state IN ('pending', 'done', 'doubt', 'failed', 'replaced')),
	object TEXT NOT NULL,
	problem TEXT NOT NULL,
	since_unix_ms BIGINT NOT NULL,
	version BIGINT NOT NULL,
	PRIMARY KEY (property, leg),
	FOREIGN KEY (property, leg) REFERENCES refund_leg (property, id)
);
CREATE INDEX refund_leg_live_open ON refund_leg_live (property, state)
	WHERE state NOT IN ('done', 'replaced');
CREATE INDEX refund_leg_live_object ON refund_leg_live (property, object);

-- What a processor told without being asked, so that it counts once: a refund that failed later, a
-- fee, a payout, a charge that lapsed.
-- book
CREATE TABLE processor_fact (
	property BIGINT NOT NULL,
	id BIGINT NOT NULL,
	processor TEXT NOT NULL,
	kind TEXT NOT NULL CHECK (kind IN ('refund-failed', 'fee', 'payout', 'lapsed')),
	object TEXT NOT NULL,
	payment BIGINT NOT NULL,
	refund_leg BIGINT NOT NULL,
	unit TEXT NOT NULL,
	amount_minor BIGINT NOT NULL,
	entry BIGINT NOT NULL,
	business_date BIGINT NOT NULL,
	PRIMARY KEY (property, id)
);
CREATE UNIQUE INDEX processor_fact_object ON processor_fact (property, processor, kind, object);
CREATE INDEX processor_fact_date ON processor_fact (property, business_date);

-- A card the guest lets the house keep: the processor's token, never a number (P1, P6).
-- state
CREATE TABLE card_on_file (
	property BIGINT NOT NULL,
	id BIGINT NOT NULL,
	name TEXT NOT NULL,
	processor TEXT NOT NULL,
	customer TEXT NOT NULL,
	method TEXT NOT NULL,
	brand TEXT NOT NULL,
	last_four TEXT NOT NULL,
	consent TEXT NOT NULL,
	consent_unix_ms BIGINT NOT NULL,
	staff BIGINT NOT NULL,
	is_active BIGINT NOT NULL CHECK (is_active IN (0, 1)),
	version BIGINT NOT NULL,
	PRIMARY KEY (property, id)
);

-- The house's own gift cards; number is the house's (8 to 12 digits, the last a check digit), never
-- a payment card's.  The balance is the sum of its moves.
-- state
CREATE TABLE gift_card (
	property BIGINT NOT NULL,
	id BIGINT NOT NULL,
	number TEXT NOT NULL,
	unit TEXT NOT NULL,
	is_active BIGINT NOT NULL CHECK (is_active IN (0, 1)),
	version BIGINT NOT NULL,
	PRIMARY KEY (property, id)
);
CREATE UNIQUE INDEX gift_card_number ON gift_card (property, number);

-- The number of a voucher that was taken, so that it is taken once.
-- book
CREATE TABLE voucher (
	property BIGINT NOT NULL,
	id BIGINT NOT NULL,
	tender BIGINT NOT NULL,
	tender_type BIGINT NOT NULL,
	number TEXT NOT NULL,
	PRIMARY KEY (property, id),
	FOREIGN KEY (property, tender) REFERENCES tender (property, id)
);
CREATE INDEX voucher_number ON voucher (property, tender_type, number);

-- Which card a line sells or loads; it counts once the bill that holds the line is closed.
-- book
CREATE TABLE gift_line (
	property BIGINT NOT NULL,
	id BIGINT NOT NULL,
	line BIGINT NOT NULL,
	bill BIGINT NOT NULL,
	gift_card BIGINT NOT NULL,
	PRIMARY KEY (property, id)
);
CREATE UNIQUE INDEX gift_line_line ON gift_line (property, line);
CREATE INDEX gift_line_bill ON gift_line (property, bill);

-- What moved a card: a line that loaded it, a tender that it paid, or a leg of a refund; the other
-- two are 0.
-- book
CREATE TABLE gift_move (
	property BIGINT NOT NULL,
	id BIGINT NOT NULL,
	gift_card BIGINT NOT NULL,
	line BIGINT NOT NULL,
	tender BIGINT NOT NULL,
	refund_leg BIGINT NOT NULL,
	unit TEXT NOT NULL,
	amount_minor BIGINT NOT NULL CHECK (amount_minor <> 0),
	entry BIGINT NOT NULL,
	business_date BIGINT NOT NULL,
	PRIMARY KEY (property, id)
);
CREATE INDEX gift_move_card ON gift_move (property, gift_card);
CREATE INDEX gift_move_date ON gift_move (property, business_date);
