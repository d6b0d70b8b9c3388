-- The rows of a case, column by column as they are inserted.
SELECT case_id, book, rule, from_day, to_day, says, severity, kind, day, body, record, version, claimed, entry, why
FROM finding WHERE case_id = ?1;
