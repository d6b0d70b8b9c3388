-- The comments that wait, the first day first.
SELECT commitment, consultation, day, state, entry, sent, NULL FROM comment
WHERE sent IS NOT NULL
ORDER BY day, commitment;
