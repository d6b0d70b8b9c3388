-- The past of the table `{table}`: each row as it stood at the end of at least one day, from size `since` of the log up to
-- but not including size `until`. What changes again on the same day leaves nothing: nobody asks for a moment within a day.
--
-- `node` is the number in the span that can be halved most often. All spans that hold a size N have as their node one of
-- the few numbers between N and the root of the tree of halves (`path.sql`), however many spans there are.
CREATE TABLE {table}_past ({columns}, since INTEGER NOT NULL, until INTEGER NOT NULL, node INTEGER NOT NULL);
CREATE INDEX {table}_past_by_key ON {table}_past ({key}, node);
CREATE INDEX {table}_past_by_node ON {table}_past (node);
CREATE INDEX {table}_past_by_until ON {table}_past (until);

CREATE TRIGGER {table}_gone AFTER DELETE ON {table}
WHEN old.since <= (SELECT known FROM state) BEGIN
  INSERT INTO {table}_past
  SELECT {old}, old.since, size,
    (SELECT (size - 1) & -step FROM power WHERE ((size - 1) & -step) >= old.since ORDER BY step DESC LIMIT 1)
  FROM state;
END;

CREATE TRIGGER {table}_changed AFTER UPDATE OF {columns} ON {table}
WHEN old.since < (SELECT size FROM state) AND ({old}) IS NOT ({new}) BEGIN
  INSERT INTO {table}_past
  SELECT {old}, old.since, size,
    (SELECT (size - 1) & -step FROM power WHERE ((size - 1) & -step) >= old.since ORDER BY step DESC LIMIT 1)
  FROM state WHERE old.since <= known;
  UPDATE {table} SET since = (SELECT size FROM state) WHERE ({key}) = ({new_key});
END;
