-- The same of a sum by years: from the sums of the shorter spans, which are written before.
UPDATE sums SET (first, last) = (
  SELECT coalesce(min(s.first), sums.first), coalesce(max(s.last), sums.last) FROM sums AS s
  WHERE s.level = ?1 - 8 AND s.reporter = ?2 AND s.span BETWEEN ?3 - 60 AND ?3 AND s.unit = ?4 AND s.measure = ?5 AND s.side = ?6
    AND s.other = ?7 AND s.place = ?8 AND s.basis = ?9 AND s.technology = ?10 AND s.counted = ?11 AND s.category = ?12
    AND s.outcome = ?13)
WHERE level = ?1 AND reporter = ?2 AND span = ?3 AND unit = ?4 AND measure = ?5 AND side = ?6 AND other = ?7 AND place = ?8
  AND basis = ?9 AND technology = ?10 AND counted = ?11 AND category = ?12 AND outcome = ?13
  AND (first BETWEEN ?14 AND ?15 OR last BETWEEN ?14 AND ?15);
