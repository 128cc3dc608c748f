-- SPDX-License-Identifier: GPL-3.0-or-later
-- A comment may say INTEGER or "text".

-- state
CREATE TABLE good (
	property BIGINT NOT NULL,
	id BIGINT NOT NULL,
	name TEXT NOT NULL, -- like
	PRIMARY KEY (property, id)
);
CREATE UNIQUE INDEX good_name ON good (property, name);

CREATE TABLE classless (
	property BIGINT NOT NULL,
	PRIMARY KEY (property)
);

-- book
CREATE TABLE bad (
	id INTEGER NOT NULL,
	data BLOB NOT NULL,
	PRIMARY KEY (id)
);
