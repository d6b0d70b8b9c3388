-- Of what a reporter published figures, however often: read from the index `statement_of_series` alone.
SELECT DISTINCT measure, unit, outcome, other, place, technology, basis, category
FROM statement
WHERE reporter = ?1 AND counted = 'figure' AND (?2 IS NULL OR measure = ?2) AND (?3 IS NULL OR unit = ?3);
