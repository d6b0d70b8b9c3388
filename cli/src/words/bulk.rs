//! The texts of `veedor bulk`.

use std::fmt::Display;

use crate::failure::Said;

words! {
    making() "haciendo archivos" "making files";
    table(name, rows) "{name}: {rows} filas" "{name}: {rows} rows";
    made(size, bytes, folder) "De {size} asientos: {bytes} bytes en `{folder}`, en CSV, JSON Lines y Parquet" "Of {size} entries: {bytes} bytes in `{folder}`, as CSV, JSON Lines and Parquet";
    occupied(folder) "`{folder}` contiene otra cosa y no se toca; elija una carpeta nueva con `--out`" "`{folder}` holds something else and is not touched; choose a new folder with `--out`";
    failed(error) "no se pudieron hacer los archivos: {error}" "the files could not be made: {error}";
}
