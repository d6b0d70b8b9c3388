PRAGMA journal_mode = TRUNCATE;
PRAGMA synchronous = FULL;
PRAGMA secure_delete = ON;

-- Without a row's number and without an hour. Pages of the file tell in which order comments of a day came until it is
-- written anew, with the first comment of the next day.
CREATE TABLE IF NOT EXISTS comment (
    place        BLOB PRIMARY KEY,      -- derived from the code, which is kept nowhere (spec/comment.md)
    commitment   TEXT NOT NULL UNIQUE,
    consultation TEXT NOT NULL,
    day          INTEGER NOT NULL,      -- on which it was received, days since 1970-01-01
    state        TEXT NOT NULL,         -- waiting, altered, filed, unshown, taken-back
    entry        INTEGER,               -- of the filing that shows it or says why not, or was filed all the same
    sent         TEXT                   -- what was sent, as JSON; nothing once it does not wait
) STRICT, WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS comment_of ON comment (consultation, day, commitment);

CREATE INDEX IF NOT EXISTS comment_waits ON comment (consultation) WHERE sent IS NOT NULL;

-- What proves that whoever sent a comment deleted it (spec/comment.md).
CREATE TABLE IF NOT EXISTS deletion (
    commitment TEXT PRIMARY KEY,
    taken_back BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Entries of the log that were looked at.
CREATE TABLE IF NOT EXISTS followed (one INTEGER PRIMARY KEY CHECK (one = 1), entries INTEGER NOT NULL) STRICT;
