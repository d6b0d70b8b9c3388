SELECT entry.entry, entry.bytes FROM about JOIN entry ON entry.entry = about.entry
WHERE about.ref = ?1 AND entry.form NOT IN ('body', 'correction', 'withdrawal') AND entry.filer <> ?1
ORDER BY entry.entry DESC LIMIT ?2;
