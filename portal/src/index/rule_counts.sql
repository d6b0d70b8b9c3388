-- What each rule finds on day ?1. A case that keeps a rule now and breaks it on a later day has a deadline that runs.
SELECT book, rule, sum(broken), sum(claimed), sum(unknown), sum(kept), sum(running), sum(no_rule), sum(faults) FROM (
  SELECT book, rule,
    says = 'broken' AND stands AS broken, says = 'broken' AND stands AND claimed AS claimed,
    says = 'unknown' AND stands AS unknown, 0 AS kept, says = 'broken' AND from_day > ?1 AS running,
    says = 'no-rule' AND stands AS no_rule, says = 'fault' AND stands AS faults
  FROM (SELECT book, rule, says, claimed, from_day, from_day <= ?1 AND (to_day IS NULL OR to_day > ?1) AS stands FROM finding)
  UNION ALL SELECT book, rule, 0, 0, 0, cases, 0, 0, 0 FROM kept_count)
GROUP BY book, rule ORDER BY book, rule;
