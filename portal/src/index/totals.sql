-- How much is found on a day within ?scope: broken by severity and by what it rests on, not known, without a rule, and
-- deadlines that run.
SELECT
  count(*) FILTER (WHERE says = 'broken' AND stands AND severity = 'breach'),
  count(*) FILTER (WHERE says = 'broken' AND stands AND severity = 'flag'),
  count(*) FILTER (WHERE says = 'broken' AND stands AND claimed),
  count(*) FILTER (WHERE says = 'unknown' AND stands),
  count(*) FILTER (WHERE says = 'no-rule' AND stands),
  count(*) FILTER (WHERE says = 'broken' AND from_day > ?today)
FROM (
  SELECT says, severity, claimed, from_day, from_day <= ?today AND (to_day IS NULL OR to_day > ?today) AS stands
  FROM finding WHERE ?scope);
