-- A body's own row in `body` names the entry of its latest description; only that one counts.
SELECT entry.entry, entry.bytes FROM about JOIN entry ON entry.entry = about.entry JOIN body ON body.entry = entry.entry
WHERE about.ref = ?1 AND body.id <> ?1 ORDER BY entry.entry LIMIT 200;
