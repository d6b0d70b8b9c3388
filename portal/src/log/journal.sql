-- The journal of a log: what was committed and is not yet in fully written, synced bundles.
CREATE TABLE head (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  size INTEGER NOT NULL,
  checkpoint BLOB NOT NULL
) STRICT;

-- The tree up to the first entry the journal still holds: its edge (edge.rs) and root.
CREATE TABLE base (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  size INTEGER NOT NULL,
  edge BLOB NOT NULL,
  root BLOB NOT NULL
) STRICT;

-- One row a committed batch; `entries` are written as in an entry bundle, `root` is the tree's root after the batch.
CREATE TABLE batch (
  first INTEGER PRIMARY KEY,
  count INTEGER NOT NULL,
  root BLOB NOT NULL,
  entries BLOB NOT NULL
) STRICT;

-- Sizes whose partial tiles may lie on disk. A size is noted before its first file is written.
CREATE TABLE shown (
  size INTEGER PRIMARY KEY
) STRICT;
