-- Filings of each form: the last count, and what came after it.
SELECT form, sum(filings) FROM (
  SELECT form, filings FROM form_count WHERE entry = (SELECT max(entry) FROM form_count)
  UNION ALL
  SELECT form, count(*) FROM entry WHERE entry > coalesce((SELECT max(entry) FROM form_count), -1) GROUP BY +form)
GROUP BY form;
