SELECT case_id, book, rule, from_day, to_day, says, severity, kind, day, body, record, version, claimed, entry, why
FROM finding ORDER BY case_id, book, rule, from_day;
