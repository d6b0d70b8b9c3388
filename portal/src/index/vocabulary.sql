-- Words of the full text from one to before another, between two lengths.
SELECT term FROM temp.vocabulary WHERE term >= ?1 AND term < ?2 AND length(term) BETWEEN ?3 AND ?4;
