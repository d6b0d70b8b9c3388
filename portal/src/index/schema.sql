-- The index: derived from published entries, may be deleted at any time.
-- `size`: entries written; `day`: the day, in days since 1970-01-01, on which the last of them was received; `known`:
-- entries received before that day, which no later entry can change.
CREATE TABLE state (
  one INTEGER PRIMARY KEY CHECK (one = 1), version INTEGER NOT NULL, size INTEGER NOT NULL, known INTEGER NOT NULL DEFAULT 0,
  day INTEGER NOT NULL DEFAULT 0) STRICT;

-- Grows with every transaction, so that whoever keeps an answer knows whether it still holds. The one row that depends on how
-- the index came to be.
CREATE TABLE turn (one INTEGER PRIMARY KEY CHECK (one = 1), number INTEGER NOT NULL) STRICT;
INSERT INTO turn VALUES (1, 0);

-- Powers of two, by which `past.sql` sorts spans of sizes.
CREATE TABLE power (step INTEGER PRIMARY KEY) STRICT;
INSERT INTO power WITH RECURSIVE double (step) AS (SELECT 1 UNION ALL SELECT step * 2 FROM double LIMIT 48) SELECT step FROM double;

-- What a filing says is kept as its latest version says it, always under the entry of its first version; every table but
-- `entry`, `correction`, `withdrawal` and `document` is written anew for a filing when it is corrected or withdrawn.
-- Those tables have a column `since`: the size of the log from which on the row has been as it is. What it was before, at
-- the end of some day, stands in a table of its own (`past.sql`).

-- One row an entry. `entry` is its index in the log, `bytes` its leaf hash and then the entry as it stands there.
CREATE TABLE entry (
  entry INTEGER PRIMARY KEY, received INTEGER NOT NULL, id TEXT NOT NULL UNIQUE, form TEXT NOT NULL, filer TEXT NOT NULL,
  occurred TEXT NOT NULL, bytes BLOB NOT NULL) STRICT;
CREATE INDEX entry_by_filer ON entry (filer, entry);
CREATE INDEX entry_by_form ON entry (form, entry);

-- How many filings of each form there are up to an entry, every so many entries: nobody counts a million rows for a figure.
CREATE TABLE form_count (entry INTEGER NOT NULL, form TEXT NOT NULL, filings INTEGER NOT NULL, PRIMARY KEY (entry, form)) STRICT, WITHOUT ROWID;

-- The stage of which the latest version of a filing speaks, as its number from 0; no row where it speaks of none or was
-- withdrawn.
CREATE TABLE stage (entry INTEGER PRIMARY KEY, stage INTEGER NOT NULL, since INTEGER NOT NULL) STRICT;

-- Which entry refers to which body or filing, and to which technology (`record`): `direct`, or one step away through a
-- contract, order or other filing that refers to it directly.
CREATE TABLE about (ref TEXT NOT NULL, entry INTEGER NOT NULL, since INTEGER NOT NULL, PRIMARY KEY (ref, entry)) STRICT, WITHOUT ROWID;
CREATE TABLE touches (
  record TEXT NOT NULL, entry INTEGER NOT NULL, direct INTEGER NOT NULL, since INTEGER NOT NULL, PRIMARY KEY (record, entry)) STRICT, WITHOUT ROWID;
CREATE INDEX touches_by_entry ON touches (entry, record, direct);

-- What later filings did to earlier ones.
CREATE TABLE correction (target TEXT NOT NULL, entry INTEGER NOT NULL, PRIMARY KEY (target, entry)) STRICT, WITHOUT ROWID;
CREATE TABLE withdrawal (target TEXT PRIMARY KEY, entry INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX correction_by_entry ON correction (entry);
CREATE INDEX withdrawal_by_entry ON withdrawal (entry);

-- Technologies. `reached`: last stage of which anything that stands is known; `filed`, `claims`: filings of the holder and
-- claims that stand; `changed`: last entry that touches it.
CREATE TABLE record (
  id TEXT PRIMARY KEY, entry INTEGER NOT NULL UNIQUE, name TEXT NOT NULL, class TEXT NOT NULL, holder TEXT, maker TEXT,
  withdrawn INTEGER NOT NULL, reached INTEGER NOT NULL DEFAULT 0, filed INTEGER NOT NULL DEFAULT 0,
  claims INTEGER NOT NULL DEFAULT 0, changed INTEGER NOT NULL DEFAULT 0, since INTEGER NOT NULL) STRICT;
-- Lists and figures leave out what was withdrawn; a technology's own page and its name stay.
CREATE VIEW listed AS SELECT * FROM record WHERE NOT withdrawn;
CREATE INDEX record_by_class ON record (class, entry) WHERE NOT withdrawn;
CREATE INDEX record_by_holder ON record (holder, entry) WHERE NOT withdrawn;
CREATE INDEX record_by_weight ON record (filed + claims, entry) WHERE NOT withdrawn;
CREATE INDEX record_by_reached ON record (reached, entry) WHERE NOT withdrawn;
CREATE INDEX record_by_changed ON record (changed) WHERE NOT withdrawn;

-- Descriptions of bodies that stand. `rank`: 3 by the register keeper, 2 by the body itself, 1 by others. `from_day`,
-- `to_day`: first and last day of the body's existence, where they are said.
CREATE TABLE description (
  body TEXT NOT NULL, filer TEXT NOT NULL, entry INTEGER NOT NULL, rank INTEGER NOT NULL, name TEXT NOT NULL,
  kind TEXT NOT NULL, short TEXT, from_day INTEGER, to_day INTEGER, since INTEGER NOT NULL, PRIMARY KEY (body, filer, entry)) STRICT, WITHOUT ROWID;
CREATE INDEX description_by_rank ON description (body, rank, entry);

-- Bodies as lists name them: by the register keeper's description, else by the body's own, else by the first filer's;
-- of one filer's descriptions the latest. Nobody renames a body over these.
CREATE TABLE body (
  id TEXT PRIMARY KEY, entry INTEGER NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, short TEXT, from_day INTEGER, to_day INTEGER,
  since INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX body_by_entry ON body (entry);

-- Documents that filings name.
CREATE TABLE document (sha256 TEXT NOT NULL, entry INTEGER NOT NULL, PRIMARY KEY (sha256, entry)) STRICT, WITHOUT ROWID;

-- Which entry grants which key, by its name and id as a signature names it.
CREATE TABLE granted (key TEXT NOT NULL, entry INTEGER NOT NULL, PRIMARY KEY (key, entry)) STRICT, WITHOUT ROWID;

-- Answers of claims to one question, so that those that differ stand side by side.
CREATE TABLE answer (question TEXT NOT NULL, entry INTEGER NOT NULL, value TEXT NOT NULL, since INTEGER NOT NULL, PRIMARY KEY (question, entry)) STRICT, WITHOUT ROWID;

-- Full text of technologies, claims and bodies; accents folded. `rowid` is the entry that says the words, of a filing or of
-- its correction. Nothing is taken out: which words a filing has, now or on a day, says `words`.
CREATE VIRTUAL TABLE search USING fts5 (words, content = '', tokenize = "unicode61 remove_diacritics 2");
CREATE TABLE words (said INTEGER PRIMARY KEY, entry INTEGER NOT NULL, since INTEGER NOT NULL) STRICT;
CREATE INDEX words_by_entry ON words (entry);

-- Which technology is found by the words that an entry says, both by number: `words` and `touches` joined, so that a search
-- goes from words to technologies in one step. `record`: the entry of the technology.
CREATE TABLE finds (said INTEGER NOT NULL, record INTEGER NOT NULL, since INTEGER NOT NULL, PRIMARY KEY (said, record)) STRICT, WITHOUT ROWID;

-- What the rules in force say of each case, over time. `from_day`, `to_day`: first day on which it says so and first on
-- which it does not any more, in days since 1970-01-01; a `from_day` to come is a deadline that runs. `day`: the event's,
-- whose law judges it. `entry`: last entry it rests on. `why`: the facts that decide, as JSON.
CREATE TABLE finding (
  case_id TEXT NOT NULL, book TEXT NOT NULL, rule TEXT NOT NULL, from_day INTEGER NOT NULL, to_day INTEGER,
  says TEXT NOT NULL, severity TEXT NOT NULL, kind TEXT NOT NULL, day INTEGER NOT NULL, body TEXT, record TEXT,
  version INTEGER, claimed INTEGER NOT NULL, entry INTEGER NOT NULL, why TEXT NOT NULL,
  since INTEGER NOT NULL, PRIMARY KEY (case_id, book, rule, from_day)) STRICT, WITHOUT ROWID;
CREATE INDEX finding_by_rule ON finding (book, rule, says, from_day);
CREATE INDEX finding_by_body ON finding (body, says, from_day);
CREATE INDEX finding_by_record ON finding (record, says, from_day);
CREATE INDEX finding_by_day ON finding (from_day, says);

-- The rules that each case keeps for ever, as `book/rule` with spaces between, and how many cases keep each.
CREATE TABLE kept (case_id TEXT PRIMARY KEY, rules TEXT NOT NULL, since INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE kept_count (book TEXT NOT NULL, rule TEXT NOT NULL, cases INTEGER NOT NULL, since INTEGER NOT NULL, PRIMARY KEY (book, rule)) STRICT, WITHOUT ROWID;

-- What somebody said in figures, one row a statement: figures of returns, and orders, outcomes, incidents and payments
-- counted one each. `part`: its place in the filing. `reporter`, `other`: a body's id, or the name of the source where
-- nobody linked it to a body. `own`: the reporter filed it itself. `side`: the side the reporter speaks for. `counted`: `figure`, or the form that is counted;
-- `rule`: the counting rule of a figure. `low`, `high`: bounds as they are shown, no `high` where it is open; money in
-- ten-thousandths. `restated`: a later return of the same reporter, by body or by name, takes its place. `span`: the shortest
-- period of the calendar that holds its days, as a number (`sums.rs`).
CREATE TABLE statement (
  entry INTEGER NOT NULL, part INTEGER NOT NULL, filing TEXT NOT NULL, side TEXT, reporter TEXT NOT NULL, own INTEGER NOT NULL, other TEXT,
  place TEXT NOT NULL, measure TEXT, basis TEXT, technology TEXT, from_day INTEGER NOT NULL, to_day INTEGER, unit TEXT NOT NULL,
  counted TEXT NOT NULL, rule TEXT, category TEXT, outcome TEXT, low INTEGER NOT NULL, high INTEGER, protected INTEGER NOT NULL,
  absent INTEGER NOT NULL, withheld INTEGER NOT NULL, published INTEGER, restated INTEGER NOT NULL, span INTEGER NOT NULL, since INTEGER NOT NULL,
  PRIMARY KEY (entry, part)) STRICT, WITHOUT ROWID;
CREATE INDEX statement_by_span ON statement (reporter, span, unit, measure, entry);
CREATE INDEX statement_of_figures ON statement (counted, entry) WHERE counted = 'figure';
CREATE INDEX statement_of_series ON statement
  (reporter, measure, unit, outcome, other, place, technology, basis, category, counted) WHERE counted = 'figure';
CREATE INDEX statement_by_filing ON statement (filing, part);

-- What was filed one by one and stands, added up: a row for what is alike in these columns, '' where nothing is said. `level`
-- says which of three columns beside the others tell rows apart: 0 none, 1 `other`, 2 `basis`, 4 `technology`; and 8 more
-- where `span` is the year of the statements' spans. Amounts in two parts, above and below 2^20, so that no sum is too large;
-- `open`: statements without an upper bound. Follows from `statement`, so it has no past: what was known on a day is added
-- up anew.
CREATE TABLE sums (
  level INTEGER NOT NULL, reporter TEXT NOT NULL, span INTEGER NOT NULL, unit TEXT NOT NULL, measure TEXT NOT NULL,
  side TEXT NOT NULL, other TEXT NOT NULL, place TEXT NOT NULL, basis TEXT NOT NULL, technology TEXT NOT NULL,
  counted TEXT NOT NULL, category TEXT NOT NULL, outcome TEXT NOT NULL, low_above INTEGER NOT NULL, low_below INTEGER NOT NULL,
  high_above INTEGER NOT NULL, high_below INTEGER NOT NULL, open INTEGER NOT NULL, protected INTEGER NOT NULL,
  absent INTEGER NOT NULL, statements INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
  PRIMARY KEY (level, reporter, span, unit, measure, side, other, place, basis, technology, counted, category, outcome))
  STRICT, WITHOUT ROWID;

-- Gaps: what the two sides of a matching rule say of the same thing. `stand`: `apart`, `agree` or `only`; `low`, `high`: how
-- far apart; `known`: day from which the sides have time to explain it; `later`: the same day, where it is that of cases which
-- came after the last explanation and are not covered by it; `size`: what gaps are sorted by. `sides`, `explained`: JSON.
-- Of one case, orders filed one by one count as often as the filer files who files most of them.
CREATE TABLE gap (
  id TEXT PRIMARY KEY, rule TEXT NOT NULL, period TEXT NOT NULL, what TEXT NOT NULL, stand TEXT NOT NULL, low INTEGER NOT NULL,
  high INTEGER, known INTEGER, later INTEGER, body TEXT, record TEXT, sides TEXT NOT NULL, explained TEXT NOT NULL, since INTEGER NOT NULL)
  STRICT, WITHOUT ROWID;
CREATE INDEX gap_by_size ON gap (stand, low, id);
CREATE INDEX gap_by_body ON gap (body, stand);

-- Figures that stand and are compared with nothing, since no period of the calendar holds their days: a row for each gap they
-- would be of. `what`: the gap's id without its period; `side`: 0 or 1, in the order of the rule; no `to_day` where the
-- period is open.
CREATE TABLE uncompared (
  what TEXT NOT NULL, entry INTEGER NOT NULL, part INTEGER NOT NULL, filing TEXT NOT NULL, side INTEGER NOT NULL,
  from_day INTEGER NOT NULL, to_day INTEGER, since INTEGER NOT NULL, PRIMARY KEY (what, entry, part)) STRICT, WITHOUT ROWID;
CREATE INDEX uncompared_by_filing ON uncompared (filing);

-- Returns as duties ask for them: whose figures of which days, whether that body filed them itself (`own`), when they came.
-- `with_amount`, `without`: the measures of which an amount is given, and of which one is left out.
CREATE TABLE reported (
  entry INTEGER PRIMARY KEY, filing TEXT NOT NULL, reporter TEXT NOT NULL, own INTEGER NOT NULL, from_day INTEGER NOT NULL,
  to_day INTEGER NOT NULL, received INTEGER NOT NULL, published INTEGER, nil INTEGER NOT NULL, withheld INTEGER NOT NULL,
  with_amount TEXT NOT NULL, without TEXT NOT NULL, restates TEXT, since INTEGER NOT NULL) STRICT;
CREATE INDEX reported_by_filing ON reported (filing);
CREATE INDEX reported_by_reporter ON reported (reporter, from_day);

-- What the findings were made by: regulations, rulebooks at hand, version of the program.
CREATE TABLE judged_by (one INTEGER PRIMARY KEY CHECK (one = 1), law TEXT NOT NULL) STRICT;
