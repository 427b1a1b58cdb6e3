-- How the person had been authenticated when a code was issued: its session may be authenticated anew before the code is
-- redeemed. Null in codes of servers that do not know these columns.
ALTER TABLE authorization_codes ADD COLUMN auth_time BIGINT;
ALTER TABLE authorization_codes ADD COLUMN amr TEXT;
ALTER TABLE authorization_codes ADD COLUMN acr TEXT;
