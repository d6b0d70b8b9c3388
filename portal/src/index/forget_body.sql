-- A body of which no description stands has no name in lists.
DELETE FROM body WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM description WHERE body = ?1);
