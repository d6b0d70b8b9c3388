INSERT INTO reported
  (entry, filing, reporter, own, from_day, to_day, received, published, nil, withheld, with_amount, without, restates, since)
SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, size FROM state;
