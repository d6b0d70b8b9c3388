INSERT INTO stage SELECT ?1, ?2, size FROM state WHERE TRUE ON CONFLICT (entry) DO UPDATE SET stage = excluded.stage;
