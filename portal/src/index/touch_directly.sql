-- The technology with an id is touched by the entry that refers to it.
INSERT OR IGNORE INTO touches SELECT id, ?2, 1 FROM record WHERE id = ?1;
