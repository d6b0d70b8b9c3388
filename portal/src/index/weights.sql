-- Of which ?column, a body or a technology, most is broken on day ?1: at most ?2 of them.
SELECT ?column, count(*) FILTER (WHERE severity = 'breach'), count(*) FILTER (WHERE severity = 'flag')
FROM finding
WHERE ?column IS NOT NULL AND says = 'broken' AND from_day <= ?1 AND (to_day IS NULL OR to_day > ?1)
GROUP BY ?column ORDER BY 2 DESC, 3 DESC, 1 LIMIT ?2;
