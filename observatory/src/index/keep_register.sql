INSERT INTO register (id, mark, body) VALUES ($1, $2, $3)
ON CONFLICT (id) DO UPDATE SET mark = excluded.mark, body = excluded.body
