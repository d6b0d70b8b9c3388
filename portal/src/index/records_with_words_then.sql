entry IN (SELECT record FROM finds WHERE said IN (SELECT rowid FROM search WHERE search MATCH ?))
