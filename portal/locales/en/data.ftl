# Data: bulk files.
nav-data = Data
data-intro = The whole register in files: every filing, and every table that the pages are made of. CSV for spreadsheets, JSON Lines for programs, Parquet for analysis.
data-entries = { $n ->
    [one] Made of 1 entry
   *[other] Made of { $n } entries
}
data-last = the last received on
data-all = All files together:
data-describes = Types, keys, labels in both languages and hashes of all files:
data-none = No files are made yet. They are made when the register has its first entries, and once a day when it has grown.
data-rows = { $n ->
    [one] 1 row.
   *[other] { $n } rows.
}
data-bytes = { $n ->
    [one] 1 byte
   *[other] { $n } bytes
}
data-columns = Columns
data-use = How to use them
data-use-says = DuckDB, R, Python and most tools for data read them as they are. For example, with DuckDB:
data-cells = A cell that is empty was not given; it is no zero. In CSV, a cell that a spreadsheet would run as a formula has an apostrophe in front.
data-contracts = Contracts with their payments, as releases of the Open Contracting Data Standard:
data-log = Nobody has to believe these files: they follow from the signed log, which anyone can copy and check.
