-- Statements that stand: figures of returns one by one, what was filed one by one added up where it is alike in all but
-- amount. Sums in two parts, above and below 2^20, so that no sum is too large for the database.
SELECT min(filing), min(part), side, reporter, other, place, measure, basis, technology, from_day, to_day, unit, counted, rule,
  category, outcome, sum(low >> 20), sum(low & 1048575),
  CASE WHEN count(high) = count(*) THEN sum(high >> 20) END, sum(high & 1048575),
  max(protected), sum(absent), max(withheld), count(*), min(entry), max(entry), max(own)
FROM statement
WHERE NOT restated AND (?1 IS NULL OR unit = ?1) AND (?2 IS NULL OR reporter = ?2)
GROUP BY side, reporter, other, place, measure, basis, technology, from_day, to_day, unit, counted, rule, category, outcome,
  CASE counted WHEN 'figure' THEN entry END, CASE counted WHEN 'figure' THEN part END;
