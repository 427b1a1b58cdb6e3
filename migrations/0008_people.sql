-- People: what they prove themselves with, how they come back when it is lost, and accounts elsewhere.

-- The least that a sign-in has to amount to, as an acr, and the oldest it may be, in milliseconds. Null asks for nothing.
ALTER TABLE clients ADD COLUMN min_acr TEXT;
ALTER TABLE clients ADD COLUMN max_auth_age BIGINT;
ALTER TABLE resources ADD COLUMN min_acr TEXT;
ALTER TABLE resources ADD COLUMN max_auth_age BIGINT;
ALTER TABLE roles ADD COLUMN min_acr TEXT;

-- What was shown in a session, and when: a JSON list, the latest of each factor.
ALTER TABLE sessions ADD COLUMN proofs TEXT NOT NULL DEFAULT '[]';
-- The browser and the device that hold it, and whether it outlives the browser's closing.
ALTER TABLE sessions ADD COLUMN browser_hash BYTEA;
ALTER TABLE sessions ADD COLUMN device_hash BYTEA;
ALTER TABLE sessions ADD COLUMN remembered BOOLEAN NOT NULL DEFAULT FALSE;
CREATE INDEX sessions_device ON sessions (device_hash);
-- The sign-in at another provider among its proofs: whose, and in which session there.
ALTER TABLE sessions ADD COLUMN upstream_provider TEXT;
ALTER TABLE sessions ADD COLUMN upstream_subject TEXT;
ALTER TABLE sessions ADD COLUMN upstream_sid TEXT;
CREATE INDEX sessions_upstream_subject ON sessions (upstream_subject, upstream_provider);
CREATE INDEX sessions_upstream_sid ON sessions (upstream_sid, upstream_provider);

-- Whom a person chose for this very request, of the accounts that are signed in (prompt=select_account).
ALTER TABLE authorization_requests ADD COLUMN chosen TEXT;

-- A sign-in of which something was shown, and more has to be. It opens in the browser that began it.
CREATE TABLE sign_ins (
    id_hash BYTEA PRIMARY KEY,
    browser_hash BYTEA NOT NULL,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    password_state TEXT NOT NULL,
    proofs TEXT NOT NULL,
    upstream_provider TEXT,
    upstream_subject TEXT,
    upstream_sid TEXT,
    remember BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX sign_ins_user ON sign_ins (user_id);
CREATE INDEX sign_ins_expiry ON sign_ins (expires_at);

-- What happened to an account, for the person whose it is.
CREATE TABLE security_events (
    id TEXT PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    detail TEXT NOT NULL DEFAULT '{}',
    address TEXT NOT NULL,
    user_agent TEXT NOT NULL,
    happened_at BIGINT NOT NULL
);
CREATE INDEX security_events_user ON security_events (user_id, happened_at);
CREATE INDEX security_events_time ON security_events (happened_at);

-- Passkeys (WebAuthn Level 3), and the challenges that wait for an answer.
CREATE TABLE passkeys (
    id TEXT PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    rp_id TEXT NOT NULL,
    credential_id BYTEA NOT NULL UNIQUE,
    credential TEXT NOT NULL,
    transports TEXT NOT NULL,
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    last_used_at BIGINT
);
CREATE INDEX passkeys_user ON passkeys (user_id);
CREATE TABLE webauthn_ceremonies (
    id_hash BYTEA PRIMARY KEY,
    browser_hash BYTEA NOT NULL,
    user_id TEXT REFERENCES users (id) ON DELETE CASCADE,
    session_id TEXT,
    purpose TEXT NOT NULL,
    state TEXT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX webauthn_ceremonies_user ON webauthn_ceremonies (user_id);
CREATE INDEX webauthn_ceremonies_expiry ON webauthn_ceremonies (expires_at);

-- One-time passwords (RFC 6238): the seed is sealed, and no step counts twice.
CREATE TABLE totp (
    user_id TEXT PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    sealed BYTEA NOT NULL,
    last_step BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE TABLE recovery_codes (
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    code_hash BYTEA NOT NULL,
    created_at BIGINT NOT NULL,
    used_at BIGINT,
    PRIMARY KEY (user_id, code_hash)
);
-- One-time codes sent by mail, for one sign-in each.
CREATE TABLE email_codes (
    id_hash BYTEA PRIMARY KEY,
    browser_hash BYTEA NOT NULL,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    email_key TEXT NOT NULL,
    code_hash BYTEA NOT NULL,
    attempts BIGINT NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX email_codes_user ON email_codes (user_id);
CREATE INDEX email_codes_expiry ON email_codes (expires_at);

-- Devices that somebody signed in on before. A trusted one is not asked for a second factor until `trusted_until`.
CREATE TABLE known_devices (
    token_hash BYTEA NOT NULL,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    user_agent TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL,
    trusted_until BIGINT,
    PRIMARY KEY (token_hash, user_id)
);
CREATE INDEX known_devices_user ON known_devices (user_id);
CREATE INDEX known_devices_use ON known_devices (last_seen_at);
-- Answers to proof-of-work challenges that were used.
CREATE TABLE spent_challenges (
    challenge_hash BYTEA PRIMARY KEY,
    expires_at BIGINT NOT NULL
);
CREATE INDEX spent_challenges_expiry ON spent_challenges (expires_at);

-- Links in mails: bound to what they are for, whom (nobody yet, where an account is to be made), which address, and the
-- password and address that the account had.
CREATE TABLE mail_links (
    token_hash BYTEA PRIMARY KEY,
    purpose TEXT NOT NULL,
    user_id TEXT REFERENCES users (id) ON DELETE CASCADE,
    email_key TEXT NOT NULL,
    account_state TEXT NOT NULL,
    detail TEXT NOT NULL DEFAULT '{}',
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX mail_links_user ON mail_links (user_id);
CREATE INDEX mail_links_address ON mail_links (email_key);
CREATE INDEX mail_links_expiry ON mail_links (expires_at);
CREATE TABLE invitations (
    id TEXT PRIMARY KEY,
    token_hash BYTEA NOT NULL UNIQUE,
    email TEXT,
    -- Whether the link went to that address and nowhere else.
    mailed BOOLEAN NOT NULL,
    roles TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX invitations_expiry ON invitations (expires_at);

-- Mails on their way, sealed.
CREATE TABLE mails (
    id TEXT PRIMARY KEY,
    -- The order in which they were queued.
    number BIGINT NOT NULL,
    sealed BYTEA NOT NULL,
    created_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL DEFAULT 0,
    delivered_at BIGINT
);
CREATE INDEX mails_due ON mails (due_at);
CREATE INDEX mails_number ON mails (number);

-- Accounts at other providers. The provider and its subject are the identity; nothing else links.
CREATE TABLE linked_accounts (
    provider TEXT NOT NULL,
    subject TEXT NOT NULL,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    label TEXT NOT NULL,
    tokens BYTEA,
    linked_at BIGINT NOT NULL,
    last_used_at BIGINT,
    PRIMARY KEY (provider, subject)
);
CREATE INDEX linked_accounts_user ON linked_accounts (user_id);
-- Roles that somebody has for what a provider says of them. They go with the link.
CREATE TABLE linked_roles (
    provider TEXT NOT NULL,
    subject TEXT NOT NULL,
    role_id TEXT NOT NULL REFERENCES roles (id) ON DELETE CASCADE,
    PRIMARY KEY (provider, subject, role_id),
    FOREIGN KEY (provider, subject) REFERENCES linked_accounts (provider, subject) ON DELETE CASCADE
);
CREATE INDEX linked_roles_role ON linked_roles (role_id);
CREATE TABLE upstream_requests (
    state_hash BYTEA PRIMARY KEY,
    browser_hash BYTEA NOT NULL,
    provider TEXT NOT NULL,
    sealed BYTEA NOT NULL,
    user_id TEXT REFERENCES users (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX upstream_requests_user ON upstream_requests (user_id);
CREATE INDEX upstream_requests_expiry ON upstream_requests (expires_at);
-- Who came from a provider without an account here, and may link or make one: one at a time in a browser.
CREATE TABLE arrivals (
    browser_hash BYTEA PRIMARY KEY,
    provider TEXT NOT NULL,
    sealed BYTEA NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX arrivals_expiry ON arrivals (expires_at);
-- Where somebody came in from in a browser, so that a sign-out can go there too.
CREATE TABLE upstream_sessions (
    browser_hash BYTEA NOT NULL,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    provider TEXT NOT NULL,
    sealed BYTEA NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (browser_hash, user_id)
);
CREATE INDEX upstream_sessions_user ON upstream_sessions (user_id);
CREATE INDEX upstream_sessions_expiry ON upstream_sessions (expires_at);

-- What people chose and agreed to.
ALTER TABLE users ADD COLUMN terms_version TEXT;
ALTER TABLE users ADD COLUMN terms_at BIGINT;
CREATE TABLE pictures (
    id TEXT PRIMARY KEY,
    user_id TEXT NOT NULL UNIQUE REFERENCES users (id) ON DELETE CASCADE,
    media_type TEXT NOT NULL,
    bytes BYTEA NOT NULL,
    changed_at BIGINT NOT NULL
);
-- The same beside the person, so that claims need no second question.
ALTER TABLE users ADD COLUMN picture_id TEXT;
