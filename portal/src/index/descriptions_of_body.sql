-- The one that lists go by comes first.
SELECT entry.entry, entry.bytes FROM description JOIN entry ON entry.entry = description.entry
WHERE description.body = ?1
ORDER BY entry.entry = (SELECT entry FROM body WHERE id = ?1) DESC, entry.entry DESC LIMIT 20;
