-- The first and last entry of a sum, after the first or last was taken out: each is the first that the index of statements
-- gives, so that the others are not read.
WITH told AS NOT MATERIALIZED (
  SELECT entry FROM statement
  WHERE reporter = ?2 AND span = ?3 AND unit = ?4 AND measure IS nullif(?5, '') AND coalesce(side, '') = ?6
    AND (NOT ?1 & 1 OR coalesce(other, '') = ?7) AND place = ?8 AND (NOT ?1 & 2 OR coalesce(basis, '') = ?9)
    AND (NOT ?1 & 4 OR coalesce(technology, '') = ?10) AND counted = ?11 AND coalesce(category, '') = ?12
    AND coalesce(outcome, '') = ?13 AND NOT restated)
UPDATE sums SET
  first = coalesce((SELECT entry FROM told ORDER BY entry LIMIT 1), first),
  last = coalesce((SELECT entry FROM told ORDER BY entry DESC LIMIT 1), last)
WHERE level = ?1 AND reporter = ?2 AND span = ?3 AND unit = ?4 AND measure = ?5 AND side = ?6 AND other = ?7 AND place = ?8
  AND basis = ?9 AND technology = ?10 AND counted = ?11 AND category = ?12 AND outcome = ?13
  AND (first BETWEEN ?14 AND ?15 OR last BETWEEN ?14 AND ?15);
