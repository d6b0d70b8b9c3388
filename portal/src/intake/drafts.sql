PRAGMA journal_mode = TRUNCATE;
PRAGMA synchronous = FULL;
PRAGMA secure_delete = ON;

CREATE TABLE IF NOT EXISTS draft (
    code_sha256 BLOB PRIMARY KEY,  -- of the code in its address, which is kept nowhere
    version     INTEGER NOT NULL,  -- 1 when it is begun, one more each time it is saved
    changed     INTEGER NOT NULL,  -- day, days since 1970-01-01
    text        TEXT NOT NULL
) STRICT, WITHOUT ROWID;
