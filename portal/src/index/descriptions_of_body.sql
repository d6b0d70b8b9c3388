SELECT entry.entry, entry.bytes FROM description JOIN entry ON entry.entry = description.entry
WHERE description.body = ?1 ORDER BY entry.entry DESC LIMIT 20;
