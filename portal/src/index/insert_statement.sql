INSERT INTO statement
  (entry, part, filing, side, reporter, other, place, measure, basis, technology, from_day, to_day, unit, counted, rule,
   category, outcome, low, high, protected, absent, withheld, published, restated, own, span, since)
SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, size
FROM state;
