-- Every batch from the one that holds entry ?1 on.
SELECT first, count, root, entries
FROM batch
WHERE first >= (SELECT coalesce(max(first), 0) FROM batch WHERE first <= ?1)
ORDER BY first
