-- The comments received in a consultation (?1), the first day first; of the deleted those received on a day (?2) or later,
-- and those that were filed all the same.
SELECT commitment, consultation, day, state, entry, sent, taken_back
FROM comment LEFT JOIN deletion USING (commitment)
WHERE consultation = ?1 AND (state <> 'taken-back' OR entry IS NOT NULL OR day >= ?2)
ORDER BY day, commitment;
