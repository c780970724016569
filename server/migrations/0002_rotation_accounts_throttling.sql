-- `caller` is the address and the user agent of a request, sealed. The addresses of people are theirs.

ALTER TABLE users ADD COLUMN last_login_at bigint;
-- A deleted user keeps nothing but the id, until the last token that names it has expired.
ALTER TABLE users ADD COLUMN deleted_at bigint;
CREATE INDEX users_by_name ON users (deleted_at, username);

ALTER TABLE sessions ADD COLUMN caller text;

-- A user's sessions that were not ended, the newest first, a page at a time.
DROP INDEX sessions_by_user;
CREATE INDEX sessions_by_user ON sessions (user_id, revoked_at, created_at, id);
-- No session is idle for longer than it lives, so this finds both kinds of expired ones.
CREATE INDEX sessions_by_expiry ON sessions (idle_expires_at);

-- The generations count up from 0. That no two keys have the same one lets one node alone rotate. Until
-- now the oldest key signed, so it becomes the newest generation; another one there can only be from two
-- nodes that started at once, and has never signed.
ALTER TABLE signing_keys ADD COLUMN generation bigint;
ALTER TABLE signing_keys ADD COLUMN signs_from bigint;
ALTER TABLE signing_keys ADD COLUMN gone_at bigint;
UPDATE signing_keys SET signs_from = created_at, generation = (
    SELECT count(*) FROM signing_keys AS newer
    WHERE newer.created_at > signing_keys.created_at
       OR (newer.created_at = signing_keys.created_at AND newer.kid > signing_keys.kid)
);
CREATE UNIQUE INDEX signing_keys_by_generation ON signing_keys (generation);

-- Who did it, where that is not the user it happened to.
ALTER TABLE audit_events ADD COLUMN actor_id text;
ALTER TABLE audit_events ADD COLUMN caller text;

DROP INDEX audit_events_by_time;
CREATE INDEX audit_events_by_time ON audit_events (at, id);
CREATE INDEX audit_events_by_event ON audit_events (event, at, id);
CREATE INDEX audit_events_by_user ON audit_events (user_id, at, id);

-- Each column is sealed for itself, bound to its place. `version` counts the changes.
CREATE TABLE profiles (
    user_id      text   NOT NULL PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    version      bigint NOT NULL,
    display_name text,
    email        text,
    phone        text,
    note         text,
    more         text,
    updated_at   bigint NOT NULL
);

-- Failed tries per account, as the time at which the last of them is forgiven (GCRA). `account` is a
-- keyed hash: what people type as a name can be a password in the wrong field.
CREATE TABLE login_failures (
    account     text   NOT NULL PRIMARY KEY,
    forgiven_at bigint NOT NULL
);

CREATE INDEX login_failures_by_time ON login_failures (forgiven_at);
