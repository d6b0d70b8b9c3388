SELECT entry.entry, entry.bytes FROM touches JOIN entry ON entry.entry = touches.entry
WHERE touches.record = ?1 AND entry.form NOT IN ('correction', 'withdrawal') ORDER BY entry.entry LIMIT 5000;
