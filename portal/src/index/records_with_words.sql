id IN (SELECT record FROM touches WHERE entry IN (SELECT entry FROM words WHERE said IN (SELECT rowid FROM search WHERE search MATCH ?)))
