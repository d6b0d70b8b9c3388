SELECT DISTINCT record.holder, coalesce(body.name, record.holder) AS name FROM listed AS record LEFT JOIN body ON body.id = record.holder
WHERE record.holder IS NOT NULL ORDER BY name COLLATE NOCASE LIMIT 1000;
