INSERT INTO kept SELECT ?1, ?2, size FROM state WHERE TRUE ON CONFLICT (case_id) DO UPDATE SET rules = excluded.rules;
