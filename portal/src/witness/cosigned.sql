-- What a witness cosigned last, one row a log. A row changes in one transaction, and its size never shrinks.
CREATE TABLE cosigned (
    origin TEXT PRIMARY KEY NOT NULL,
    size INTEGER NOT NULL CHECK (size >= 0),
    root BLOB NOT NULL CHECK (length(root) = 32),
    time INTEGER NOT NULL CHECK (time >= 0),
    note BLOB NOT NULL
) STRICT;

CREATE TRIGGER cosigned_only_grows BEFORE UPDATE ON cosigned
WHEN NEW.size < OLD.size OR NEW.time < OLD.time OR (NEW.size = OLD.size AND NEW.root <> OLD.root)
BEGIN
    SELECT RAISE(ABORT, 'a witness does not go back');
END;

CREATE TRIGGER cosigned_stays BEFORE DELETE ON cosigned
BEGIN
    SELECT RAISE(ABORT, 'a witness does not forget');
END;
