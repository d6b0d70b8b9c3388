-- Whether there is a regulation, or a filing that says something in figures or links names for them.
SELECT EXISTS (SELECT 1 FROM entry WHERE form IN
  ('regulation', 'return', 'order', 'outcome', 'incident', 'payment', 'alias', 'explanation'));
