-- The contracts that stand and were first filed at an entry or later, the first first, each with the entry of its latest version.
SELECT coalesce((SELECT max(correction.entry) FROM correction WHERE correction.target = entry.id), entry.entry), entry.bytes
FROM entry
WHERE entry.form = 'contract' AND entry.entry >= ?1 AND NOT EXISTS (SELECT 1 FROM withdrawal WHERE withdrawal.target = entry.id)
ORDER BY entry.entry LIMIT ?2;
