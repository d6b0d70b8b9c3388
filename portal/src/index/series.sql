-- Every figure that a reporter published of one series, restated ones too, in the order of the log; what `statement.sql` gives,
-- and whether it is restated, when it was published and when received, in milliseconds.
SELECT filing, part, side, reporter, other, place, measure, basis, technology, from_day, to_day, unit, counted, rule, category,
  outcome, low >> 20, low & 1048575, high >> 20, high & 1048575, protected, absent, withheld, 1, statement.entry,
  statement.entry, own, restated, published, entry.received
FROM statement JOIN entry ON entry.entry = statement.entry
WHERE reporter = ?1 AND counted = 'figure' AND measure IS ?2 AND unit = ?3 AND outcome IS ?4 AND other IS ?5 AND place = ?6
  AND technology IS ?7 AND basis IS ?8 AND category IS ?9
ORDER BY statement.entry, part;
