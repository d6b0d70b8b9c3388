-- Bodies in the order of their ids, after ?1.
SELECT id, kind, from_day, to_day FROM body WHERE id > ?1 ORDER BY id LIMIT ?2;
