SELECT record FROM search CROSS JOIN finds ON finds.said = search.rowid WHERE search MATCH ?1;
