SELECT id, name, short, kind, entry FROM body ORDER BY id;
