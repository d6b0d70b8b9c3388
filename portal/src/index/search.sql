-- One search of technologies in one pass: the words are looked for once. Each row is a kind, a value and a count: how many fit,
-- how many would with each value of a part, the other parts as asked (?1 a class, ?2 a holder, ?3 a stage; null asks for none),
-- and the entries of a page of those that fit (before ?4, at most ?5), newest first. What stands in braces is put there by `find.rs`: words and the rest.
WITH
near AS MATERIALIZED (SELECT entry, class, holder, reached FROM listed WHERE {condition}),
fit AS MATERIALIZED (
  SELECT entry, class, holder, reached, ?1 IS NULL OR class = ?1 AS by_class, ?2 IS NULL OR holder = ?2 AS by_holder,
    ?3 IS NULL OR reached = ?3 AS by_stage
  FROM near)
SELECT 'total', NULL, count(*) FROM fit WHERE by_class AND by_holder AND by_stage
UNION ALL SELECT 'class', class, count(*) FROM fit WHERE by_holder AND by_stage GROUP BY class
UNION ALL SELECT 'holder', holder, count(*) FROM fit WHERE by_class AND by_stage AND holder IS NOT NULL GROUP BY holder
UNION ALL SELECT 'stage', CAST(reached AS TEXT), count(*) FROM fit WHERE by_class AND by_holder GROUP BY reached
UNION ALL SELECT * FROM (
  SELECT 'entry', NULL, entry FROM fit WHERE by_class AND by_holder AND by_stage AND entry < ?4 ORDER BY entry DESC LIMIT ?5);
