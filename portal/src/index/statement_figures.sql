-- Figures of returns that stand: which of them are added, depends on the others that are asked for.
SELECT filing, part, side, reporter, other, place, measure, basis, technology, from_day, to_day, unit, counted, rule, category,
  outcome, low >> 20, low & 1048575, high >> 20, high & 1048575, protected, absent, withheld, 1, entry, entry, own
FROM statement WHERE counted = 'figure' AND NOT restated ORDER BY entry, part;
