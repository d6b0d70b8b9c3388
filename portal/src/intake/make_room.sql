-- The draft that was begun longest ago and never saved.
DELETE FROM draft WHERE code_sha256 = (SELECT code_sha256 FROM draft WHERE version = 1 ORDER BY changed LIMIT 1);
