-- The words of a filing find the technologies it touches.
INSERT OR IGNORE INTO finds
SELECT words.said, record.entry, state.size FROM words, touches, record, state
WHERE words.entry = ?1 AND touches.entry = ?1 AND record.id = touches.record;
