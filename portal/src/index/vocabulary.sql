-- Words of the full text between two lengths, those that begin with a Latin letter: numbers have no spelling.
SELECT term FROM temp.vocabulary WHERE term >= 'a' AND term < '{' AND length(term) BETWEEN ?1 AND ?2;
