-- What a filing says became of a comment: of the one with a commitment (?1), received in that consultation (?2), a state (?3)
-- and its entry (?4). Its words are kept where it waits still (?5). What was shown or said not to be shown stays decided.
UPDATE comment SET state = ?3, entry = ?4, sent = iif(?5, sent, NULL)
WHERE commitment = ?1 AND consultation = ?2 AND state IN ('waiting', 'altered', 'taken-back')
  AND NOT (?5 AND state = 'taken-back');
