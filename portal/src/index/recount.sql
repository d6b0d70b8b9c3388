-- What lists show of a technology, from everything that touches it. What was withdrawn has no stage.
UPDATE record SET (reached, filed, claims, changed) = (
  SELECT
    coalesce(max(stage.stage), 0),
    count(*) FILTER (WHERE stage.stage IS NOT NULL AND entry.form <> 'claim' AND entry.filer IS record.holder),
    count(*) FILTER (WHERE stage.stage IS NOT NULL AND entry.form = 'claim'),
    coalesce(max(entry.entry), record.entry)
  FROM touches JOIN entry ON entry.entry = touches.entry LEFT JOIN stage ON stage.entry = touches.entry
  WHERE touches.record = record.id)
WHERE id = ?1;
