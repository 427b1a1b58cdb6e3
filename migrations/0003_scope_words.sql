-- What people read when they are asked what an application may do.

-- What a resource's scopes mean, in the operator's words: a JSON object by the scope's name.
ALTER TABLE resources ADD COLUMN scope_words TEXT NOT NULL DEFAULT '{}';

-- What a person did not allow a client when asked: it comes with a mark when the person is asked again.
CREATE TABLE consent_refusals (
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    client_id TEXT NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
    scope TEXT NOT NULL,
    refused_at BIGINT NOT NULL,
    PRIMARY KEY (user_id, client_id, scope)
);
CREATE INDEX consent_refusals_client ON consent_refusals (client_id);
