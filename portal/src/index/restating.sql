-- Reporters of whose figures some are restated, with how many.
SELECT reporter, count(*) FROM statement WHERE counted = 'figure' AND restated GROUP BY reporter ORDER BY reporter LIMIT 500;
