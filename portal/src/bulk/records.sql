SELECT id, entry, name, class, holder, maker, reached, filed, claims, changed, withdrawn FROM record ORDER BY id;
