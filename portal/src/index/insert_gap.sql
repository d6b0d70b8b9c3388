INSERT INTO gap (id, rule, period, what, stand, low, high, known, later, body, record, sides, explained, since)
SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, size FROM state;
