-- Keeps a checkpoint as the one cosigned last, if the row is still the one that was looked at.
INSERT INTO cosigned (origin, size, root, time, note) VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT (origin) DO UPDATE SET size = ?2, root = ?3, time = ?4, note = ?5
WHERE size = ?6 AND root = ?7;
