-- What lists show of the technologies that a new entry touches, with that entry counted in; the same as `recount.sql`
-- would find.
UPDATE record SET
  reached = max(reached, coalesce(?2, 0)), changed = ?1,
  claims = claims + (?2 IS NOT NULL AND ?3), filed = filed + (?2 IS NOT NULL AND NOT ?3 AND holder IS ?4)
WHERE id IN (SELECT record FROM touches WHERE entry = ?1);
