-- Every figure that a reporter published, restated ones too, in the order of the log; what `statement.sql` gives, and whether
-- it is restated, when it was published and when received, in milliseconds.
SELECT filing, part, side, reporter, other, place, measure, basis, technology, from_day, to_day, unit, counted, rule, category,
  outcome, low >> 20, low & 1048575, high >> 20, high & 1048575, protected, absent, withheld, 1, statement.entry,
  statement.entry, own, restated, published, entry.received
FROM statement JOIN entry ON entry.entry = statement.entry
WHERE reporter = ?1 AND counted = 'figure' AND (?2 IS NULL OR measure = ?2) AND (?3 IS NULL OR unit = ?3)
ORDER BY statement.entry, part;
