-- Claims that stand.
SELECT (SELECT count(*) FROM entry WHERE form = 'claim')
  - (SELECT count(*) FROM withdrawal JOIN entry ON entry.id = withdrawal.target WHERE entry.form = 'claim');
