-- Few are withdrawn and many are filed: from the withdrawals, whatever the planner thinks.
SELECT count(*) FROM withdrawal CROSS JOIN entry ON entry.id = withdrawal.target WHERE +entry.form = 'claim';
