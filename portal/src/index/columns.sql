SELECT name, pk FROM pragma_table_info(?1, 'main') WHERE name <> 'since' ORDER BY cid;
