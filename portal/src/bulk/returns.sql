SELECT filing, entry, reporter, own, from_day, to_day, received, published, nil, withheld, with_amount, without, restates
FROM reported ORDER BY filing;
