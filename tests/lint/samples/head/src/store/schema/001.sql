CREATE TABLE x (
	property BIGINT
);
