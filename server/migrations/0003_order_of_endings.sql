-- The order in which sessions ended, by which each node reads what the others ended. A transaction that ends
-- sessions takes its number from the counter, and holds the counter's row until it commits. So the numbers are
-- in the order of the commits, whatever the clocks say. Sessions that ended before this migration have none.

CREATE TABLE counters (
    name  text   NOT NULL PRIMARY KEY,
    value bigint NOT NULL
);

INSERT INTO counters (name, value) VALUES ('endings', 0);

ALTER TABLE sessions ADD COLUMN ending bigint;
CREATE INDEX sessions_by_ending ON sessions (ending, id);
