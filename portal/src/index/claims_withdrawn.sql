SELECT count(*) FROM withdrawal JOIN entry ON entry.id = withdrawal.target WHERE entry.form = 'claim';
