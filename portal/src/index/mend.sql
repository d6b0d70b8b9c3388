-- A row that was taken away and put back as it was has not changed: it goes on from where it began.
UPDATE {table} SET since = past.since FROM {table}_past AS past
WHERE past.until = (SELECT size FROM state) AND {table}.since = past.until AND {same};
