SELECT question, group_concat(entry) FROM (SELECT question, entry FROM answer ORDER BY entry)
WHERE question IN (SELECT question FROM answer GROUP BY question HAVING count(DISTINCT value) > 1)
GROUP BY question ORDER BY min(entry) LIMIT ?1;
