SELECT entry.entry, entry.bytes FROM correction JOIN entry ON entry.entry = correction.entry WHERE correction.target = ?1
ORDER BY correction.entry;
