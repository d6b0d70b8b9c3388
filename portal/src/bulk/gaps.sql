-- Money is kept in ten-thousandths; within `sides` too.
SELECT id, rule, period, what, stand,
  iif(what GLOB '[A-Z][A-Z][A-Z]', printf('%d.%04d', low / 10000, low % 10000), printf('%d', low)),
  CASE WHEN high IS NULL THEN NULL
    ELSE iif(what GLOB '[A-Z][A-Z][A-Z]', printf('%d.%04d', high / 10000, high % 10000), printf('%d', high)) END,
  known, body, record, sides, explained
FROM gap ORDER BY id;
