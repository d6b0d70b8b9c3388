SELECT count(*) FROM about JOIN entry ON entry.entry = about.entry
WHERE about.ref = ?1 AND entry.form NOT IN ('body', 'correction', 'withdrawal') AND entry.filer <> ?1;
