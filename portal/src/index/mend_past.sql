DELETE FROM {table}_past WHERE until = (SELECT size FROM state)
AND EXISTS (SELECT 1 FROM {table} WHERE {table}.since = {table}_past.since AND {key_of_past});
