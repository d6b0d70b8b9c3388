-- The description of a body that lists show.
INSERT INTO body (id, entry, name, kind, short, filer, rank)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, iif(?6 = (SELECT filer FROM entry WHERE entry = 0), 3, iif(?6 = ?1, 2, 1)))
ON CONFLICT (id) DO UPDATE SET entry = excluded.entry, name = excluded.name, kind = excluded.kind, short = excluded.short,
  filer = excluded.filer, rank = excluded.rank
WHERE excluded.rank > body.rank OR excluded.filer = body.filer;
