-- The same from the statements: what `sums` must hold, and what is asked for of a day, or for levels that are not kept.
SELECT reporter, iif(?1 & 8 AND span, span / 100 * 100 + 60, span), unit, coalesce(measure, ''), coalesce(side, ''),
  iif(?1 & 1, coalesce(other, ''), ''), place, iif(?1 & 2, coalesce(basis, ''), ''), iif(?1 & 4, coalesce(technology, ''), ''),
  counted, coalesce(category, ''), coalesce(outcome, ''), sum(low >> 20), sum(low & 1048575), coalesce(sum(high >> 20), 0),
  coalesce(sum(high & 1048575), 0), count(*) - count(high), sum(protected), sum(absent), count(*), min(entry), max(entry)
FROM statement WHERE counted <> 'figure' AND NOT restated
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12;
