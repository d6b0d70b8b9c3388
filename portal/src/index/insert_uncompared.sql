INSERT INTO uncompared (what, entry, part, filing, side, from_day, to_day, since)
SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, size FROM state;
