SELECT count(*) FROM (SELECT 1 FROM answer GROUP BY question HAVING count(DISTINCT value) > 1);
