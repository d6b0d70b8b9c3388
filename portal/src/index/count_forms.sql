-- Counts the filings of each form up to entry ?1, from the count at ?2 on.
INSERT INTO form_count SELECT ?1, form, sum(filings) FROM (
  SELECT form, filings FROM form_count WHERE entry = ?2
  UNION ALL
  SELECT form, count(*) FROM entry WHERE entry > ?2 AND entry <= ?1 GROUP BY +form)
GROUP BY form;
