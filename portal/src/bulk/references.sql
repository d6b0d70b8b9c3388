SELECT id, ref FROM about JOIN entry USING (entry) ORDER BY id, ref;
