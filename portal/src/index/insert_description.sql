-- Entry 0 is the register keeper's.
INSERT INTO description (body, filer, entry, rank, name, kind, short, from_day, to_day, since)
SELECT ?1, ?2, ?3, iif(?2 = (SELECT filer FROM entry WHERE entry = 0), 3, iif(?2 = ?1, 2, 1)), ?4, ?5, ?6, ?7, ?8, size FROM state;
