-- The index: derived from published entries, may be deleted at any time.
CREATE TABLE state (one INTEGER PRIMARY KEY CHECK (one = 1), version INTEGER NOT NULL, size INTEGER NOT NULL) STRICT;

-- One row an entry. `entry` is its index in the log, `bytes` its leaf hash and then the entry as it stands there.
CREATE TABLE entry (
  entry INTEGER PRIMARY KEY, received INTEGER NOT NULL, id TEXT NOT NULL UNIQUE, form TEXT NOT NULL, filer TEXT NOT NULL,
  occurred TEXT NOT NULL, stage TEXT, bytes BLOB NOT NULL) STRICT;
CREATE INDEX entry_by_filer ON entry (filer, entry);
CREATE INDEX entry_by_form ON entry (form, entry);

-- Which entry refers to which body or filing, and through which contract or order to which technology (`record`).
CREATE TABLE about (ref TEXT NOT NULL, entry INTEGER NOT NULL, PRIMARY KEY (ref, entry)) STRICT, WITHOUT ROWID;
CREATE TABLE touches (record TEXT NOT NULL, entry INTEGER NOT NULL, PRIMARY KEY (record, entry)) STRICT, WITHOUT ROWID;
CREATE INDEX touches_by_entry ON touches (entry, record);

-- What later filings did to earlier ones.
CREATE TABLE correction (target TEXT NOT NULL, entry INTEGER NOT NULL, PRIMARY KEY (target, entry)) STRICT, WITHOUT ROWID;
CREATE TABLE withdrawal (target TEXT PRIMARY KEY, entry INTEGER NOT NULL) STRICT, WITHOUT ROWID;

-- Technologies as found in lists. `reached`: last stage of which anything is known, as its number from 0.
CREATE TABLE record (
  id TEXT PRIMARY KEY, entry INTEGER NOT NULL UNIQUE, name TEXT NOT NULL, class TEXT NOT NULL, holder TEXT, maker TEXT,
  reached INTEGER NOT NULL, filed INTEGER NOT NULL, claims INTEGER NOT NULL, changed INTEGER NOT NULL) STRICT;
CREATE INDEX record_by_class ON record (class, entry);
CREATE INDEX record_by_holder ON record (holder, entry);
CREATE INDEX record_by_weight ON record (filed + claims, entry);
CREATE INDEX record_by_reached ON record (reached, entry);

-- Bodies as lists name them: by the register keeper's description, else by the body's own, else by the first filer's;
-- of one filer's descriptions the latest. Nobody renames a body over these.
CREATE TABLE body (
  id TEXT PRIMARY KEY, entry INTEGER NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, short TEXT,
  filer TEXT NOT NULL, rank INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE description (body TEXT NOT NULL, entry INTEGER NOT NULL, PRIMARY KEY (body, entry)) STRICT, WITHOUT ROWID;

-- Documents that filings name.
CREATE TABLE document (sha256 TEXT NOT NULL, entry INTEGER NOT NULL, PRIMARY KEY (sha256, entry)) STRICT, WITHOUT ROWID;

-- Answers of claims to one question, so that those that differ stand side by side.
CREATE TABLE answer (question TEXT NOT NULL, entry INTEGER NOT NULL, value TEXT NOT NULL, PRIMARY KEY (question, entry)) STRICT, WITHOUT ROWID;

-- Full text of technologies, claims and bodies; accents folded. `rowid` is the entry.
CREATE VIRTUAL TABLE search USING fts5 (words, content = '', tokenize = "unicode61 remove_diacritics 2");
INSERT INTO state VALUES (1, 1, 0);
