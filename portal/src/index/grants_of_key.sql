SELECT entry.entry, entry.bytes FROM granted JOIN entry ON entry.entry = granted.entry WHERE granted.key = ?1
ORDER BY granted.entry DESC LIMIT 8;
