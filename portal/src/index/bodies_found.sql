-- Bodies by name, with how many there are in all: of a kind (?2), that somebody calls by some words (?1), or that go by ?3 as
-- their id or short name.
SELECT id, name, kind, count(*) OVER () FROM body
WHERE (?2 IS NULL OR kind = ?2)
  AND (?1 IS NULL OR id = ?3 OR short = ?3 COLLATE NOCASE
    OR id IN (
      SELECT description.body FROM description
      WHERE description.entry IN (
        SELECT words.entry FROM words WHERE words.said IN (SELECT rowid FROM search WHERE search MATCH ?1))))
ORDER BY name COLLATE NOCASE, id LIMIT ?4 OFFSET ?5;
