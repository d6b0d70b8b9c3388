-- Adds what changed to one sum.
INSERT INTO sums
  (level, reporter, span, unit, measure, side, other, place, basis, technology, counted, category, outcome,
   low_above, low_below, high_above, high_below, open, protected, absent, statements, first, last)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23)
ON CONFLICT DO UPDATE SET
  low_above = low_above + excluded.low_above, low_below = low_below + excluded.low_below,
  high_above = high_above + excluded.high_above, high_below = high_below + excluded.high_below,
  open = open + excluded.open, protected = protected + excluded.protected, absent = absent + excluded.absent,
  statements = statements + excluded.statements, first = min(first, excluded.first), last = max(last, excluded.last);
