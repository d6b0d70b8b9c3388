-- The technology with an id is touched by the entry that refers to it.
INSERT OR IGNORE INTO touches SELECT id, ?2, 1, size FROM record, state WHERE id = ?1;
