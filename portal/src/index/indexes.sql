-- The indexes of a table beside that of its key, each with its columns; those over expressions are left out.
SELECT i.name, group_concat(c.name, ', ') FROM pragma_index_list(?1, 'main') AS i JOIN pragma_index_info(i.name, 'main') AS c
WHERE i.origin <> 'pk' GROUP BY i.name HAVING min(c.name IS NOT NULL) ORDER BY i.name;
