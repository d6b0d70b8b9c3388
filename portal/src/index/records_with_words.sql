id IN (SELECT record FROM words JOIN touches ON touches.entry = words.rowid WHERE words MATCH ?)
