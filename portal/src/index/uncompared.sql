-- Figures of the same as a gap that reach into its period and that no period holds, in the order of the log.
SELECT entry, part, filing, side, from_day, to_day FROM uncompared
WHERE what = ?1 AND from_day <= ?3 AND (to_day IS NULL OR to_day >= ?2) ORDER BY entry, part;
