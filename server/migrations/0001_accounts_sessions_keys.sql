-- Types are text and bigint alone, so that one text serves SQLite and PostgreSQL. Times are unix
-- milliseconds; ids are random and URL-safe.

CREATE TABLE users (
    id            text   NOT NULL PRIMARY KEY,
    username      text   NOT NULL UNIQUE,
    password_hash text   NOT NULL,
    roles         text   NOT NULL,
    created_at    bigint NOT NULL,
    disabled_at   bigint
);

-- A refresh token is not stored. It is (id, counter) under a seal that needs `nonce` from here and a
-- key from elsewhere, so a copy of this table renews nothing.
CREATE TABLE sessions (
    id              text   NOT NULL PRIMARY KEY,
    user_id         text   NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    storage         text   NOT NULL,
    access_lifetime bigint NOT NULL,
    nonce           text   NOT NULL,
    counter         bigint NOT NULL,
    created_at      bigint NOT NULL,
    renewed_at      bigint NOT NULL,
    idle_expires_at bigint NOT NULL,
    expires_at      bigint NOT NULL,
    revoked_at      bigint
);

CREATE INDEX sessions_by_user ON sessions (user_id);
CREATE INDEX sessions_by_end ON sessions (revoked_at);

CREATE TABLE signing_keys (
    kid        text   NOT NULL PRIMARY KEY,
    algorithm  text   NOT NULL,
    sealed     text   NOT NULL,
    created_at bigint NOT NULL
);

CREATE TABLE audit_events (
    id         text   NOT NULL PRIMARY KEY,
    at         bigint NOT NULL,
    event      text   NOT NULL,
    user_id    text,
    session_id text
);

CREATE INDEX audit_events_by_time ON audit_events (at);
