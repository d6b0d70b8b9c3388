SELECT entry.entry, received, id, form, filer, occurred,
  (SELECT target FROM correction WHERE correction.entry = entry.entry LIMIT 1),
  (SELECT target FROM withdrawal WHERE withdrawal.entry = entry.entry LIMIT 1),
  (SELECT max(correction.entry) FROM correction WHERE target = id),
  (SELECT withdrawal.entry FROM withdrawal WHERE target = id),
  lower(hex(substr(bytes, 1, 32))), bytes
FROM entry ORDER BY entry.entry;
