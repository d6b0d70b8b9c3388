INSERT INTO record (id, entry, name, class, holder, maker, withdrawn, since)
SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, size FROM state WHERE TRUE
ON CONFLICT (id) DO UPDATE SET
  name = excluded.name, class = excluded.class, holder = excluded.holder, maker = excluded.maker,
  withdrawn = excluded.withdrawn;
