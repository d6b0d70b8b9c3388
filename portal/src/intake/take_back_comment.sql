-- Deletes the words of the comment at a place (?1) that waits. Where other words were filed, that stays told.
UPDATE comment SET state = iif(state = 'altered', state, 'taken-back'), sent = NULL
WHERE place = ?1 AND sent IS NOT NULL
RETURNING commitment;
