-- Every technology that a filing referred to is, or is itself about, is touched by the entry.
INSERT OR IGNORE INTO touches
SELECT record, ?2 FROM touches WHERE entry = (SELECT entry FROM entry WHERE id = ?1);
