-- The returns of a body, as duties ask for them.
SELECT filing, reporter, own, from_day, to_day, received, published, nil, withheld, with_amount, without, restates
FROM reported WHERE reporter = ?1 ORDER BY entry;
