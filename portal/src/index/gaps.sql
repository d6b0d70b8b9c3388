-- Gaps, those that are apart first and the largest of them first.
SELECT id, stand, low, high, known, later, sides, explained
FROM gap
WHERE (?1 IS NULL OR stand = ?1) AND (?2 IS NULL OR rule = ?2) AND (?3 IS NULL OR period = ?3) AND (?4 IS NULL OR body = ?4)
  AND (?5 IS NULL OR (explained <> '[]' AND later IS NULL) = ?5)
ORDER BY stand = 'apart' DESC, low DESC, stand, id LIMIT ?7 OFFSET ?6;
