-- SPDX-License-Identifier: GPL-3.0-or-later
-- Schema step 3: what an item comes in and comes with.  Names of things of the menu that are in
-- other languages are in menu_name, by the id of what they name; only lines of bills freeze names,
-- and they have the house's own.

-- A price that counts instead of the usual one: by itself while its hours last (core/hours.h) and
-- in its room (0: everywhere), or when it is chosen by hand.  The lowest position wins.
-- state
CREATE TABLE price_level (
	property BIGINT NOT NULL,
	id BIGINT NOT NULL,
	name TEXT NOT NULL,
	hours TEXT NOT NULL,
	room BIGINT NOT NULL,
	is_by_hand BIGINT NOT NULL CHECK (is_by_hand IN (0, 1)),
	position BIGINT NOT NULL,
	is_active BIGINT NOT NULL CHECK (is_active IN (0, 1)),
	version BIGINT NOT NULL,
	PRIMARY KEY (property, id)
);
CREATE UNIQUE INDEX price_level_name ON price_level (property, name);

-- Sizes of an item with their usual price, in order of position.
-- state
CREATE TABLE item_size (
	property BIGINT NOT NULL,
	id BIGINT NOT NULL,
	item BIGINT NOT NULL,
	name TEXT NOT NULL,
	price_minor BIGINT NOT NULL,
	position BIGINT NOT NULL,
	is_active BIGINT NOT NULL CHECK (is_active IN (0, 1)),
	version BIGINT NOT NULL,
	PRIMARY KEY (property, id),
	FOREIGN KEY (property, item) REFERENCES item (property, id)
);
CREATE UNIQUE INDEX item_size_name ON item_size (property, item, name);

-- What an item, or a size of it (0: the item without sizes), costs at a level.
-- state
CREATE TABLE item_price (
	property BIGINT NOT NULL,
	id BIGINT NOT NULL,
	item BIGINT NOT NULL,
	size BIGINT NOT NULL,
	level BIGINT NOT NULL,
	price_minor BIGINT NOT NULL,
	version BIGINT NOT NULL,
	PRIMARY KEY (property, id),
	FOREIGN KEY (property, item) REFERENCES item (property, id),
	FOREIGN KEY (property, level) REFERENCES price_level (property, id)
);
CREATE UNIQUE INDEX item_price_level ON item_price (property, item, size, level);

-- What else an item is rung by: a short word that is typed, or a barcode.
-- state
CREATE TABLE item_alias (
	property BIGINT NOT NULL,
	id BIGINT NOT NULL,
	item BIGINT NOT NULL,
	kind TEXT NOT NULL CHECK (kind IN ('alias', 'barcode')),
	text TEXT NOT NULL,
	version BIGINT NOT NULL,
	PRIMARY KEY (property, id),
	FOREIGN KEY (property, item) REFERENCES item (property, id)
);
CREATE UNIQUE INDEX item_alias_text ON item_alias (property, text);
CREATE INDEX item_alias_item ON item_alias (property, item);

-- The name of an item, size, group or modifier in a language; search is the folded name.
-- state
CREATE TABLE menu_name (
	property BIGINT NOT NULL,
	id BIGINT NOT NULL,
	of BIGINT NOT NULL,
	language TEXT NOT NULL,
	name TEXT NOT NULL,
	search TEXT NOT NULL,
	version BIGINT NOT NULL,
	PRIMARY KEY (property, id)
);
CREATE UNIQUE INDEX menu_name_language ON menu_name (property, of, language);

-- What is asked with an item: at least low and at most high of its modifiers are chosen per piece,
-- and so many of them are free.
-- state
CREATE TABLE modifier_group (
	property BIGINT NOT NULL,
	id BIGINT NOT NULL,
	name TEXT NOT NULL,
	low BIGINT NOT NULL CHECK (low >= 0),
	high BIGINT NOT NULL CHECK (high >= 1),
	free BIGINT NOT NULL CHECK (free >= 0),
	position BIGINT NOT NULL,
	is_active BIGINT NOT NULL CHECK (is_active IN (0, 1)),
	version BIGINT NOT NULL,
	PRIMARY KEY (property, id)
);
CREATE UNIQUE INDEX modifier_group_name ON modifier_group (property, name);

-- A modifier with what it adds to the price; one that names an item is a piece of a set, and its
-- price the surcharge.
-- state
CREATE TABLE modifier (
	property BIGINT NOT NULL,
	id BIGINT NOT NULL,
	modifier_group BIGINT NOT NULL,
	name TEXT NOT NULL,
	price_minor BIGINT NOT NULL,
	item BIGINT NOT NULL,
	position BIGINT NOT NULL,
	is_active BIGINT NOT NULL CHECK (is_active IN (0, 1)),
	version BIGINT NOT NULL,
	PRIMARY KEY (property, id),
	FOREIGN KEY (property, modifier_group) REFERENCES modifier_group (property, id)
);
CREATE UNIQUE INDEX modifier_name ON modifier (property, modifier_group, name);

-- A group goes with an item, or with all items of a category: `of` is the id of either.
-- state
CREATE TABLE modifier_use (
	property BIGINT NOT NULL,
	id BIGINT NOT NULL,
	modifier_group BIGINT NOT NULL,
	of BIGINT NOT NULL,
	version BIGINT NOT NULL,
	PRIMARY KEY (property, id),
	FOREIGN KEY (property, modifier_group) REFERENCES modifier_group (property, id)
);
CREATE UNIQUE INDEX modifier_use_of ON modifier_use (property, of, modifier_group);

-- Which version of the menu this is: raised by every change of it, and when something is sold out.
-- state
CREATE TABLE menu_stamp (
	property BIGINT NOT NULL,
	version BIGINT NOT NULL,
	PRIMARY KEY (property)
);
