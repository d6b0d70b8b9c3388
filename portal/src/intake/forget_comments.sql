-- Comments of which it was told long enough what became of them: those received before a day (?1) that do not wait.
DELETE FROM comment WHERE sent IS NULL AND day < ?1;
