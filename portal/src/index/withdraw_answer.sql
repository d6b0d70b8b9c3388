-- A claim withdrawn answers nothing any more.
DELETE FROM answer WHERE entry = (SELECT entry FROM entry WHERE id = ?1);
