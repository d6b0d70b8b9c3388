id IN (SELECT record FROM search JOIN words ON words.said = search.rowid JOIN touches ON touches.entry = words.entry WHERE search MATCH ?)
