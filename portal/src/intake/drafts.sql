PRAGMA journal_mode = TRUNCATE;
PRAGMA synchronous = FULL;
PRAGMA secure_delete = ON;

CREATE TABLE IF NOT EXISTS draft (
    code_sha256 BLOB PRIMARY KEY,  -- of the code in its address, which is kept nowhere
    version     INTEGER NOT NULL,  -- 1 when it is begun, one more each time it is saved
    changed     INTEGER NOT NULL,  -- day, days since 1970-01-01
    text        TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS brought (
    code_sha256 BLOB PRIMARY KEY,  -- of the code in its address, which is kept nowhere
    day         INTEGER NOT NULL,  -- on which the table was brought, days since 1970-01-01
    bytes       INTEGER NOT NULL,  -- of the three texts
    told        TEXT NOT NULL,     -- counts and findings, as JSON
    drafts      TEXT NOT NULL,     -- one a line
    held        TEXT NOT NULL      -- rows held back, as CSV
) STRICT, WITHOUT ROWID;
