SELECT DISTINCT holder, coalesce(named.name, holder) AS name
FROM listed LEFT JOIN (SELECT id, name FROM body WHERE id IN (SELECT holder FROM listed)) AS named ON named.id = holder
WHERE holder IS NOT NULL ORDER BY 2 COLLATE NOCASE LIMIT 1000;
