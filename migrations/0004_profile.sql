-- The standard claims that are said of a person and never searched (OIDC Core section 5.1), as a JSON object by their names.
-- What is stored in `address` is such an object too (section 5.1.1).
ALTER TABLE users ADD COLUMN profile TEXT NOT NULL DEFAULT '{}';
