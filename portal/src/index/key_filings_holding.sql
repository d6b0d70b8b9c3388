SELECT entry, bytes FROM entry WHERE form = 'key' AND instr(bytes, ?1) ORDER BY entry DESC LIMIT 8;
