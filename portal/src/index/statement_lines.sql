-- Statements that stand, added up where they are alike in all but amount: what tables are made of.
SELECT min(filing), min(part), side, reporter, other, place, measure, basis, technology, from_day, to_day, unit, counted, rule,
  category, outcome, sum(low), CASE WHEN count(high) = count(*) THEN sum(high) END, max(protected), sum(absent), max(withheld),
  count(*), min(entry), max(entry)
FROM statement
WHERE NOT restated AND (?1 IS NULL OR unit = ?1) AND (?2 IS NULL OR reporter = ?2)
GROUP BY side, reporter, other, place, measure, basis, technology, from_day, to_day, unit, counted, rule, category, outcome;
