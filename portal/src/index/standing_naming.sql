-- The filings of a form that stand and name a body or filing, the last first.
SELECT coalesce((SELECT max(correction.entry) FROM correction WHERE correction.target = entry.id), entry.entry), entry.bytes
FROM about JOIN entry ON entry.entry = about.entry
-- The plus keeps SQLite from beginning with all filings of the form.
WHERE about.ref = ?1 AND +entry.form = ?2 AND NOT EXISTS (SELECT 1 FROM withdrawal WHERE withdrawal.target = entry.id)
ORDER BY entry.entry DESC LIMIT ?3;
