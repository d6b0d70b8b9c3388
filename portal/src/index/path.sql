-- The numbers between size ?1 and the root of the tree of halves: the nodes of all spans that hold it.
INSERT INTO temp.path SELECT DISTINCT (?1 & -(step * 2)) + step FROM main.power;
