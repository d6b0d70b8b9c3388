SELECT gap.id, side.key + 1, used.value ->> 'filing', used.value ->> 'part', NULL
FROM gap, json_each(gap.sides) AS side, json_each(side.value, '$.used') AS used
UNION ALL
SELECT gap.id, side.key + 1, rest.value ->> 'filing', rest.value ->> 'part', rest.value ->> 'why'
FROM gap, json_each(gap.sides) AS side, json_each(side.value, '$.left_out') AS rest
ORDER BY 1, 2, 3, 4, 5;
