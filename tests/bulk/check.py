"""Holds a set of bulk files against its own descriptors and against itself, with software that is not ours."""

import json
import pathlib
import re
import subprocess
import sys

import duckdb
from csvw import CSVW
from frictionless import Package, system

folder = pathlib.Path(sys.argv[1])
docs = pathlib.Path(sys.argv[2])
write = sys.argv[3:] == ["write"]
problems = []


TYPES = {
    "string": "VARCHAR", "integer": "BIGINT", "boolean": "BOOLEAN", "date": "DATE", "datetime": "TIMESTAMPTZ",
    "number": "DECIMAL(38,4)",
}


def same_rows(db, name, columns, holds_json):
    """The same rows in all formats, typed as the descriptor says. JSON is compared as JSON, however it is spaced."""
    types = {column["name"]: TYPES[column["type"]] for column in columns}
    typed = {column: f'CAST("{column}" AS {kind})' for column, kind in types.items()}
    typed |= {column: f'json("{column}")' for column in holds_json}
    select = ", ".join(f'{value} AS "{column}"' for column, value in typed.items())
    # In CSV what a spreadsheet would run has an apostrophe in front.
    plain = ", ".join(f'regexp_replace("{column}", $$^\'$$, $$$$) AS "{column}"' for column in types)
    declared = ", ".join(f"\"{column}\": '{kind}'" for column, kind in types.items())
    lines = f"read_json('{folder}/{name}.jsonl', format = 'newline_delimited', columns = {{ {declared} }})"
    cells = f"read_csv('{folder}/{name}.csv', all_varchar = true, header = true, delim = ',', quote = '\"', escape = '\"')"
    rows = {
        "parquet": f"SELECT {select} FROM read_parquet('{folder}/{name}.parquet')",
        "csv": f"SELECT {select} FROM (SELECT {plain} FROM {cells})",
        "jsonl": f"SELECT {select} FROM {lines}",
    }
    for one, two in [("parquet", "csv"), ("csv", "parquet"), ("parquet", "jsonl"), ("jsonl", "parquet")]:
        left = db.sql(f"({rows[one]}) EXCEPT ALL ({rows[two]})").fetchall()
        if left:
            problems.append(f"{name}: {len(left)} rows of {one} are not in {two}, the first: {left[0]}")
    return db.sql(f"SELECT count(*) FROM ({rows['parquet']})").fetchall()[0][0]


def examples(db, path):
    """Runs each block of SQL in a document; the block of text after it is what it prints."""
    text = path.read_text()

    def run(block):
        sql, told = block.group(1), block.group(2)
        rows = db.sql(sql)
        lines = [" ".join(rows.columns)] + [" ".join("" if cell is None else str(cell) for cell in row) for row in rows.fetchall()]
        printed = "\n".join(lines) + "\n"
        if printed != told and not write:
            problems.append(f"{path.name}: this prints something else than it says:\n{sql}\n{printed}")
        return f"```sql\n{sql}```\n\n```text\n{printed}```\n"

    written = re.sub(r"```sql\n(.*?)```\n\n```text\n(.*?)```\n", run, text, flags=re.S)
    count = len(re.findall(r"```sql\n", text))
    if count == 0:
        problems.append(f"{path.name}: no examples")
    if write:
        path.write_text(written)
    return count


package = json.loads((folder / "datapackage.json").read_text())
tables = [resource for resource in package["resources"] if resource["format"] == "csv"]
system.trusted = True
for resource in Package(str(folder / "datapackage.json")).resources:
    # Frictionless reads the other formats only with more packages; DuckDB does below.
    if resource.format == "csv":
        problems += [f"frictionless: {resource.path}: {error}" for error in resource.validate().flatten(["type", "message"])]
metadata = json.loads((folder / "csv-metadata.json").read_text())
json_columns = {
    table["url"]: [column["name"] for column in table["tableSchema"]["columns"] if column["datatype"] == "json"]
    for table in metadata["tables"]
}
db = duckdb.connect()
db.sql(f"SET file_search_path = '{folder}'; SET TimeZone = 'UTC'")
for table in tables:
    holds_json = json_columns[table["path"]]
    count = same_rows(db, table["title"], table["schema"]["fields"], holds_json)
    if count != table["rows"]:
        problems.append(f"{table['title']}: {count} rows, and the descriptor says {table['rows']}")
labels = CSVW(str(folder / "csv-metadata.json"), validate=True)
if not labels.is_valid:
    problems.append(f"csvw: {[str(warning.message) for warning in labels.warnings]}")
sums = subprocess.run(["sha256sum", "--quiet", "--check", "SHA256SUMS"], cwd=folder, capture_output=True, text=True)
if sums.returncode != 0:
    problems.append(f"sha256sum: {sums.stdout}{sums.stderr}")
counts = [examples(db, docs / name) for name in ["data.md", "data.es.md"]]
if counts[0] != counts[1]:
    problems.append(f"data.md has {counts[0]} examples and data.es.md {counts[1]}")
ran = sum(counts)

for problem in problems:
    print(problem)
if problems:
    sys.exit(1)
print(f"{len(tables)} tables hold the same rows in three formats; the descriptors are valid; {ran} examples print what they say")
