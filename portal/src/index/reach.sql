-- What lists show of the technologies an entry touches: last stage reached, filings of the holder, claims, last change.
UPDATE record SET
  reached = max(reached, ?2), claims = claims + ?3, filed = filed + (NOT ?3 AND holder IS ?4), changed = ?1
WHERE id IN (SELECT record FROM touches WHERE entry = ?1) AND entry <> ?1;
