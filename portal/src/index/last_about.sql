-- The last entry that names a filing, or that corrects or withdraws one that does; and when it was received.
SELECT entry, received FROM entry
WHERE entry = (
  SELECT max(told.entry)
  FROM (
    SELECT about.entry FROM about WHERE about.ref = ?1
    UNION ALL
    SELECT correction.entry
    FROM about JOIN entry AS naming ON naming.entry = about.entry JOIN correction ON correction.target = naming.id
    WHERE about.ref = ?1
    UNION ALL
    SELECT withdrawal.entry
    FROM about JOIN entry AS naming ON naming.entry = about.entry JOIN withdrawal ON withdrawal.target = naming.id
    WHERE about.ref = ?1) AS told);
