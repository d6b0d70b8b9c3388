SELECT id, rule, period, what, stand, low, high, known, body, record, sides, explained FROM gap ORDER BY id;
