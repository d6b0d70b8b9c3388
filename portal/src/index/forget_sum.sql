-- A sum that nothing is left of.
DELETE FROM sums
WHERE level = ?1 AND reporter = ?2 AND span = ?3 AND unit = ?4 AND measure = ?5 AND side = ?6 AND other = ?7 AND place = ?8
  AND basis = ?9 AND technology = ?10 AND counted = ?11 AND category = ?12 AND outcome = ?13 AND statements = 0;
