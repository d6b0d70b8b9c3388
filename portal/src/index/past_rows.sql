-- The rows of the table `{table}` as known at a size: those that stand since then, and those that stood then.
CREATE TEMP VIEW {table} AS
SELECT {columns}, since FROM main.{table} WHERE since <= (SELECT size FROM temp.known)
UNION ALL
SELECT {columns}, since FROM main.{table}_past
WHERE node IN (SELECT node FROM temp.path) AND since <= (SELECT size FROM temp.known) AND until > (SELECT size FROM temp.known);
