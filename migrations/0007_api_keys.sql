-- API keys: what a person gives to a program of theirs, which then calls one API as them.

-- Whether an API takes them at all.
ALTER TABLE resources ADD COLUMN api_keys BOOLEAN NOT NULL DEFAULT FALSE;

-- A key outlives its text: a rotation gives it another one, and the text before stays good until `former_until`.
CREATE TABLE api_keys (
    id TEXT PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    resource TEXT NOT NULL REFERENCES resources (uri) ON DELETE CASCADE,
    name TEXT NOT NULL,
    scopes TEXT NOT NULL,
    roles TEXT NOT NULL,
    text_hash BYTEA NOT NULL UNIQUE,
    former_hash BYTEA UNIQUE,
    former_until BIGINT,
    created_at BIGINT NOT NULL,
    issued_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    last_used_at BIGINT,
    revoked_at BIGINT
);
CREATE INDEX api_keys_user ON api_keys (user_id);
CREATE INDEX api_keys_resource ON api_keys (resource);
CREATE INDEX api_keys_expiry ON api_keys (expires_at);
CREATE INDEX api_keys_revocation ON api_keys (revoked_at);
