SELECT body, count(*) FILTER (WHERE severity = 'breach'), count(*) FILTER (WHERE severity = 'flag') FROM finding
WHERE body IS NOT NULL AND says = 'broken' AND from_day <= ?1 AND (to_day IS NULL OR to_day > ?1)
GROUP BY body ORDER BY 2 DESC, 3 DESC, 1 LIMIT ?2;
