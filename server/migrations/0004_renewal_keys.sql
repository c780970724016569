-- A hash of the Idempotency-Key of the last renewal, with session and counter: the same key gets the same
-- successor again, and another one proves theft.

ALTER TABLE sessions ADD COLUMN renewal_key text;
