-- The statements of a filing as they were written; the columns of `insert_statement.sql`.
SELECT entry, part, filing, side, reporter, other, place, measure, basis, technology, from_day, to_day, unit, counted, rule,
  category, outcome, low, high, protected, absent, withheld, published, restated, own, span
FROM statement WHERE filing = ?1 ORDER BY part;
