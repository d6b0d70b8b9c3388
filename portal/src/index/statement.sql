SELECT filing, part, side, reporter, other, place, measure, basis, technology, from_day, to_day, unit, counted, rule, category,
  outcome, low, high, protected, absent, withheld, 1, entry, entry
FROM statement WHERE filing = ?1 AND part = ?2;
