//! The texts of `veedor figures`, `reconcile` and `missing`.

use std::fmt::Display;

use crate::failure::Said;

words! {
    rows(rows, size) "{rows} filas, calculadas de {size} asientos" "{rows} rows, computed from {size} entries";
    no_table(what) "`{what}` no es una tabla de cifras: se espera el JSON de una página como `use`, con `query`, `size` y `rows`" "`{what}` is no table of figures: the JSON of a page as `use` is expected, with `query`, `size` and `rows`";
    where_is(what) "`{what}` no es un archivo; si es una página, diga de qué registro con `--url`" "`{what}` is no file; if it is a page, say of which register with `--url`";
    shorter(size, asked) "la bitácora tiene {size} asientos y la tabla se hizo con {asked}: no es la misma, o está atrasada" "the log has {size} entries and the table was made of {asked}: it is another one, or behind";
    not_told(row) "la bitácora da esta fila y la tabla no la tiene: {row}" "the log gives this row and the table does not have it: {row}";
    not_given(row) "la tabla tiene esta fila y la bitácora no la da: {row}" "the table has this row and the log does not give it: {row}";
    the_same(rows, size) "{rows} filas, calculadas de nuevo de {size} asientos: las mismas" "{rows} rows, computed again from {size} entries: the same";
    differ(rows, size) "{rows} filas difieren de lo que dan {size} asientos" "{rows} rows differ from what {size} entries give";
    series(count, reporter, size) "{count} cifras de {reporter} en el tiempo, de {size} asientos" "{count} figures of {reporter} through time, of {size} entries";
    restated() "sustituido después" "restated later";
    filed_by(filer) "lo presentó {filer}" "filed by {filer}";
    owed(all, missing, day) "{all} periodos debidos al {day}; {missing} no constan" "{all} periods owed as of {day}; {missing} are not on record";
    gaps(all, apart, only) "{all} comparaciones: {apart} no coinciden, en {only} habla una sola parte" "{all} comparisons: {apart} are apart, in {only} one side only speaks";
    the_rest() "Con `--all` se ven también las demás." "`--all` shows the others too.";
    unlinked(name, filings, like) "Nombre sin enlazar: «{name}» ({filings} presentaciones); parecidos: {like}" "Name not linked: “{name}” ({filings} filings); alike: {like}";
    row_damaged(folder) "lo que se apartó en la carpeta temporal `{folder}` no volvió como se entregó; mire el disco y repítalo" "what was put aside in the temporary folder `{folder}` did not come back as it was handed out; look at the disk and do it again";
    not_sorted(folder, error) "en la carpeta temporal `{folder}` no se puede ordenar lo que dicen las partes: {error}; para otra carpeta, dé `TMPDIR`" "what the sides say cannot be sorted in the temporary folder `{folder}`: {error}; for another folder, give `TMPDIR`";
    no_draft(place) "{place}: aquí no hay un borrador que se pueda leer" "{place}: there is no draft here that can be read";
}
