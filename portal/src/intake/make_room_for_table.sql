-- The table that was brought longest ago.
DELETE FROM brought WHERE code_sha256 = (SELECT code_sha256 FROM brought ORDER BY day, code_sha256 LIMIT 1);
