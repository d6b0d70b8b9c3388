SELECT holder, coalesce((SELECT name FROM body WHERE body.id = holder), holder) AS name
FROM (SELECT DISTINCT holder FROM listed WHERE holder IS NOT NULL) ORDER BY 2 COLLATE NOCASE LIMIT 1000;
