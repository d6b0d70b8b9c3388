SELECT filing, reporter, own, from_day, to_day, received, published, nil, withheld, measures
FROM reported WHERE ?1 IS NULL OR reporter = ?1 ORDER BY entry;
