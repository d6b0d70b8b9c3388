-- Words of the full text from one to before another.
SELECT term FROM temp.vocabulary WHERE term >= ?1 AND term < ?2 ORDER BY term;
