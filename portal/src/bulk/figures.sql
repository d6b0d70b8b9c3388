-- Money is kept in ten-thousandths.
SELECT filing, part, entry, side, reporter, own, other, place, measure, basis, technology, from_day, to_day, unit, counted, rule,
  category, outcome, iif(unit GLOB '[A-Z][A-Z][A-Z]', printf('%d.%04d', low / 10000, low % 10000), printf('%d', low)),
  CASE WHEN high IS NULL THEN NULL
    ELSE iif(unit GLOB '[A-Z][A-Z][A-Z]', printf('%d.%04d', high / 10000, high % 10000), printf('%d', high)) END,
  protected, absent, withheld, published, restated
FROM statement ORDER BY filing, part;
