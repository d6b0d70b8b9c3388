SELECT id, entry, name, class, holder, maker, reached, filed, claims, changed FROM listed
ORDER BY filed + claims DESC, entry LIMIT ?1;
