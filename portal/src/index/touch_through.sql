-- The technologies to which the filing referred to itself refers directly are touched too: one step, never further.
INSERT OR IGNORE INTO touches
SELECT record, ?2, 0, size FROM touches, state
WHERE entry = (SELECT entry FROM entry WHERE id = ?1) AND direct ORDER BY record LIMIT ?3;
