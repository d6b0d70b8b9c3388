INSERT INTO finding
  (case_id, book, rule, from_day, to_day, says, severity, kind, day, body, record, version, claimed, entry, why, since)
SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, size FROM state;
