-- The filings of a form that stand and name one of some bodies or filings (?1, a list in JSON), the last first: of each the
-- last ?4. Where filers are given (?3, such a list), theirs alone.
SELECT coalesce((SELECT max(correction.entry) FROM correction WHERE correction.target = entry.id), entry.entry), entry.bytes
FROM entry
WHERE entry.entry IN (
  SELECT near.entry
  FROM (
    SELECT about.entry, row_number() OVER (PARTITION BY about.ref ORDER BY about.entry DESC) AS place
    FROM about JOIN entry ON entry.entry = about.entry
    -- The plus keeps SQLite from beginning with all filings of the form or of a filer.
    WHERE about.ref IN (SELECT value FROM json_each(?1)) AND +entry.form = ?2
      AND (?3 IS NULL OR +entry.filer IN (SELECT value FROM json_each(?3)))
      AND NOT EXISTS (SELECT 1 FROM withdrawal WHERE withdrawal.target = entry.id)) AS near
  WHERE near.place <= ?4)
ORDER BY entry.entry DESC;
