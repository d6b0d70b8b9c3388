-- The comments received in a consultation (?1), the first day first.
SELECT commitment, consultation, day, state, entry, sent FROM comment
WHERE consultation = ?1
ORDER BY day, commitment;
