id IN (
  SELECT touches.record FROM search CROSS JOIN words ON words.said = search.rowid CROSS JOIN touches ON touches.entry = words.entry
  WHERE search MATCH ?)
