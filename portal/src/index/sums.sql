-- What was filed one by one, added up as a table of level ?1 needs it. The columns of `sums_anew.sql`.
SELECT reporter, span, unit, measure, side, other, place, basis, technology, counted, category, outcome,
  low_above, low_below, high_above, high_below, open, protected, absent, statements, first, last
FROM sums WHERE level = ?1;
