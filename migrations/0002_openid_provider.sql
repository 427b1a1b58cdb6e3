-- What OpenID Connect asks a provider to remember beside the main job.

-- The registered metadata as one JSON text, by the names of RFC 7591. `source` is operator, registration or document.
ALTER TABLE clients ADD COLUMN metadata TEXT NOT NULL DEFAULT '{}';
ALTER TABLE clients ADD COLUMN response_types TEXT NOT NULL DEFAULT '["code"]';
ALTER TABLE clients ADD COLUMN source TEXT NOT NULL DEFAULT 'operator';
-- SHA-256 of the registration access token (RFC 7592).
ALTER TABLE clients ADD COLUMN registration_token_hash BYTEA;
ALTER TABLE clients ADD COLUMN updated_at BIGINT NOT NULL DEFAULT 0;
-- Until when a client that is a metadata document is taken as it was fetched.
ALTER TABLE clients ADD COLUMN fresh_until BIGINT;

-- The secret itself, sealed, for clients that use it as a key (OIDC Core section 10.1).
ALTER TABLE client_secrets ADD COLUMN sealed BYTEA;

-- The `claims` parameter as it was granted (OIDC Core section 5.5); empty where there was none.
ALTER TABLE authorization_codes ADD COLUMN claims TEXT NOT NULL DEFAULT '';
ALTER TABLE grants ADD COLUMN claims TEXT NOT NULL DEFAULT '';

-- What a person allowed of a request that waits, where it was less than asked for.
ALTER TABLE authorization_requests ADD COLUMN agreed_scopes TEXT;

-- Which clients were given something in a session: they are told when it ends.
CREATE TABLE session_clients (
    session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    client_id TEXT NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (session_id, client_id)
);
CREATE INDEX session_clients_client ON session_clients (client_id);

-- Back-channel logouts that wait to be told (OIDC Back-Channel Logout section 2.5).
CREATE TABLE logout_notices (
    session_id TEXT NOT NULL,
    client_id TEXT NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
    user_id TEXT NOT NULL,
    attempts BIGINT NOT NULL DEFAULT 0,
    next_at BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (session_id, client_id)
);
CREATE INDEX logout_notices_next ON logout_notices (next_at);
CREATE INDEX logout_notices_client ON logout_notices (client_id);

-- Access tokens that were revoked before their end, by the SHA-256 of their `jti` (RFC 7009).
CREATE TABLE revoked_tokens (
    jti_hash BYTEA PRIMARY KEY,
    expires_at BIGINT NOT NULL
);
CREATE INDEX revoked_tokens_expiry ON revoked_tokens (expires_at);

-- Assertions and other signed statements that are good once (RFC 7523 section 3), by a SHA-256 over issuer and `jti`.
CREATE TABLE used_assertions (
    id_hash BYTEA PRIMARY KEY,
    expires_at BIGINT NOT NULL
);
CREATE INDEX used_assertions_expiry ON used_assertions (expires_at);

-- Permission to register clients (RFC 7591 section 3), by the SHA-256 of the token.
CREATE TABLE initial_access_tokens (
    id TEXT PRIMARY KEY,
    token_hash BYTEA NOT NULL UNIQUE,
    name TEXT NOT NULL,
    uses_left BIGINT,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX initial_access_tokens_expiry ON initial_access_tokens (expires_at);

-- Secrets of the server itself, sealed under the master key: the salt of pairwise subjects.
CREATE TABLE server_secrets (
    name TEXT PRIMARY KEY,
    sealed BYTEA NOT NULL,
    created_at BIGINT NOT NULL
);
