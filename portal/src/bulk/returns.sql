SELECT filing, entry, reporter, own, from_day, to_day, received, published, nil, withheld, measures FROM reported ORDER BY filing;
