-- What a deletion of a client, a person, a session or a role takes with it is found without reading whole tables.
CREATE INDEX grants_client ON grants (client_id);
CREATE INDEX consents_client ON consents (client_id);
CREATE INDEX authorization_codes_client ON authorization_codes (client_id);
CREATE INDEX authorization_codes_user ON authorization_codes (user_id);
CREATE INDEX authorization_codes_session ON authorization_codes (session_id);
CREATE INDEX user_roles_role ON user_roles (role_id);
CREATE INDEX client_roles_role ON client_roles (role_id);

-- Metadata documents that nobody asked for in a long time.
CREATE INDEX clients_fresh ON clients (fresh_until);
