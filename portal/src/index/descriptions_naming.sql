-- A body's own row in `body` names the entry of its latest description; only that one counts.
SELECT entry, bytes FROM entry
WHERE entry IN (SELECT entry FROM body WHERE id <> ?1 AND entry IN (SELECT entry FROM about WHERE ref = ?1))
ORDER BY entry LIMIT 200;
