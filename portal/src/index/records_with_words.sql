id IN (SELECT record FROM search JOIN touches ON touches.entry = search.rowid WHERE search MATCH ?)
