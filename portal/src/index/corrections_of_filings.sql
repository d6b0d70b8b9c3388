-- The corrections of some filings (?1, a list in JSON), in the order of the log.
SELECT entry.entry, entry.bytes FROM correction JOIN entry ON entry.entry = correction.entry
WHERE correction.target IN (SELECT value FROM json_each(?1)) ORDER BY entry.entry;
