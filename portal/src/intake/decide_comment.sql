-- What a filing says became of a comment: of the one with a commitment (?1), received in that consultation (?2) on that day
-- (?6), a state (?3) and its entry (?4). Its words are kept where it waits still (?5). What was shown or said not to be shown
-- stays decided; of a comment that was deleted, nothing but the first filing is told.
UPDATE comment SET state = ?3, entry = ?4, sent = iif(?5, sent, NULL)
WHERE commitment = ?1 AND consultation = ?2 AND (?6 IS NULL OR day = ?6)
  AND (sent IS NOT NULL OR state = 'taken-back' AND entry IS NULL);
