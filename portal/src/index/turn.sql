-- Entry number ?1 - 1 is being written, received on day ?2.
UPDATE state SET size = ?1, known = iif(day < ?2, ?1 - 1, known), day = max(day, ?2);
