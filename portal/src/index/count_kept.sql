INSERT INTO kept_count VALUES (?1, ?2, ?3) ON CONFLICT (book, rule) DO UPDATE SET cases = cases + excluded.cases;
