INSERT INTO record (id, entry, name, class, holder, maker, withdrawn) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
ON CONFLICT (id) DO UPDATE SET
  name = excluded.name, class = excluded.class, holder = excluded.holder, maker = excluded.maker,
  withdrawn = excluded.withdrawn;
