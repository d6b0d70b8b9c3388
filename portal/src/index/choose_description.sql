-- The description of a body that lists show, as the comment on the table `body` says.
INSERT INTO body
SELECT body, entry, name, kind, short, from_day, to_day, (SELECT size FROM state) FROM description
WHERE body = ?1 AND filer = (SELECT filer FROM description WHERE body = ?1 ORDER BY rank DESC, entry LIMIT 1)
ORDER BY entry DESC LIMIT 1
ON CONFLICT (id) DO UPDATE SET entry = excluded.entry, name = excluded.name, kind = excluded.kind, short = excluded.short,
  from_day = excluded.from_day, to_day = excluded.to_day;
