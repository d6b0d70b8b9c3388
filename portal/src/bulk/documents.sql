SELECT sha256, document.entry, id FROM document JOIN entry USING (entry) ORDER BY sha256, document.entry;
