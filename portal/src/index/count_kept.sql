INSERT INTO kept_count SELECT ?1, ?2, ?3, size FROM state WHERE TRUE
ON CONFLICT (book, rule) DO UPDATE SET cases = cases + excluded.cases;
