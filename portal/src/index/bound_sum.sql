-- The first and last entry of a sum, after the first or last was taken out. Each is the first that the index of statements gives.
UPDATE sums SET
  first = coalesce((
    SELECT s.entry FROM statement AS s
    WHERE s.reporter = ?2 AND s.span = ?3 AND s.unit = ?4 AND s.measure IS nullif(?5, '') AND coalesce(s.side, '') = ?6
      AND (NOT ?1 & 1 OR coalesce(s.other, '') = ?7) AND s.place = ?8 AND (NOT ?1 & 2 OR coalesce(s.basis, '') = ?9)
      AND (NOT ?1 & 4 OR coalesce(s.technology, '') = ?10) AND s.counted = ?11 AND coalesce(s.category, '') = ?12
      AND coalesce(s.outcome, '') = ?13 AND NOT s.restated
    ORDER BY s.entry LIMIT 1), first),
  last = coalesce((
    SELECT s.entry FROM statement AS s
    WHERE s.reporter = ?2 AND s.span = ?3 AND s.unit = ?4 AND s.measure IS nullif(?5, '') AND coalesce(s.side, '') = ?6
      AND (NOT ?1 & 1 OR coalesce(s.other, '') = ?7) AND s.place = ?8 AND (NOT ?1 & 2 OR coalesce(s.basis, '') = ?9)
      AND (NOT ?1 & 4 OR coalesce(s.technology, '') = ?10) AND s.counted = ?11 AND coalesce(s.category, '') = ?12
      AND coalesce(s.outcome, '') = ?13 AND NOT s.restated
    ORDER BY s.entry DESC LIMIT 1), last)
WHERE level = ?1 AND reporter = ?2 AND span = ?3 AND unit = ?4 AND measure = ?5 AND side = ?6 AND other = ?7 AND place = ?8
  AND basis = ?9 AND technology = ?10 AND counted = ?11 AND category = ?12 AND outcome = ?13
  AND (first BETWEEN ?14 AND ?15 OR last BETWEEN ?14 AND ?15);
