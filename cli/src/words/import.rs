//! The texts of `veedor import`, of checks of tables, and of `veedor redact`.

use std::fmt::Display;

use crate::failure::Said;

words! {
    no_such_mapping(what, names) "`{what}` no es un mapa que venga con el programa ({names}); a un archivo propio se le llama por su ruta y termina en .toml" "`{what}` is no mapping that comes with the program ({names}); a file of your own is named by its path and ends in .toml";
    mapping(name, form, es, en) "{name} → {form}: {es}" "{name} → {form}: {en}";
    unverified(es, en) "    sin verificar: {es}" "    not verified: {en}";
    reading() "leyendo" "reading";
    goes_on(rows) "Se sigue después de {rows} filas, donde se cortó." "Going on after {rows} rows, where it was cut off.";
    ended_early(rows) "El archivo no se puede leer después de {rows} filas; lo anterior quedó en los borradores y nada se presentó." "The file cannot be read after {rows} rows; what came before is in the drafts, and nothing was filed.";
    imported(rows, filings, held) "{rows} filas, {filings} borradores, {held} filas retenidas" "{rows} rows, {filings} drafts, {held} rows held back";
    errors(count, code) "  error {code}: {count}" "  error {code}: {count}";
    warnings(count, code) "  aviso {code}: {count}" "  warning {code}: {count}";
    sums(column, read, out) "  suma de {column}: {read} leídos, {out} en borradores" "  sum of {column}: {read} read, {out} in drafts";
    spellings(column, count) "  {column}: {count} grafías distintas" "  {column}: {count} different spellings";
    mapping_used(name, digest) "  mapa {name}, SHA-256 {digest}…" "  mapping {name}, SHA-256 {digest}…";
    drafts_in(drafts, report) "Borradores en {drafts}, informe en {report}" "Drafts in {drafts}, report in {report}";
    held_in(path) "Lo retenido está en {path}, cada fila con su motivo" "What is held back is in {path}, each row with its reason";
    filed(new, already, refused, receipts) "Presentado: {new} nuevas, {already} ya constaban, {refused} rechazadas; recibos en {receipts}" "Filed: {new} new, {already} stood already, {refused} refused; receipts in {receipts}";
    nothing_new(already, receipts) "Ya presentado: {already}; nada nuevo; recibos en {receipts}" "Already filed: {already}; nothing new; receipts in {receipts}";
    refused_in(path) "Todo lo rechazado está en {path}" "All that was refused is in {path}";
    receipt_of_another(id) "el recibo de `{id}` no verifica que conste; vuelva a ejecutar lo mismo" "the receipt of `{id}` does not show that it stands; run the same again";
    cut_off(url, why) "`{url}` no responde: {why}; lo presentado tiene su recibo: ejecute lo mismo de nuevo y sigue donde se cortó" "`{url}` does not answer: {why}; what was filed has its receipt: run the same again and it goes on where it was cut off";

    // check of a table.
    checked(records, errors, warnings) "{records} registros, {errors} errores, {warnings} avisos" "{records} records, {errors} errors, {warnings} warnings";
    more(count, code) "… y {count} más de {code}; con `--all` se ven todos" "… and {count} more of {code}; `--all` shows them";
    needs_mapping(path) "`{path}` es una tabla: diga con qué mapa se revisa, con `--map MAPA`; `veedor import --list` los muestra" "`{path}` is a table: say by which mapping it is checked, with `--map MAP`; `veedor import --list` lists them";

    // redact.
    only_checks() "hoy sólo se busca: dé `--check`" "for now it only looks: give `--check`";
    looked(files, found) "{files} archivo(s), {found} probable(s) dato(s) personal(es)" "{files} file(s), {found} likely personal data";
    no_proof() "No hallar nada no prueba que no haya." "Finding nothing is no proof that there is none.";
    seen(place, es, en, masked) "{place} {es}: {masked}" "{place} {en}: {masked}";
}
