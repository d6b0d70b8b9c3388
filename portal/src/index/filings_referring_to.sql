-- Corrections and withdrawals keep the technologies that they touched in their time.
SELECT entry.entry, entry.id FROM about JOIN entry ON entry.entry = about.entry
WHERE about.ref = ?1 AND entry.form NOT IN ('correction', 'withdrawal') ORDER BY entry.entry;
