-- Questions that are answered differently, by their first answer, from entry ?1 on: each with the entries that answer it.
SELECT question, group_concat(entry), min(entry) FROM (SELECT question, entry, value FROM answer ORDER BY entry)
GROUP BY question HAVING count(DISTINCT value) > 1 AND min(entry) >= ?1
ORDER BY min(entry) LIMIT ?2;
