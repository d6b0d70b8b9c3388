//! The texts of `veedor witness`, `mirror` and `monitor`.

use std::fmt::Display;

use crate::failure::Said;

words! {
    made_witness(data) "Se hizo el testigo en {data}. Su clave pública, para la política de los registros y de los lectores:" "Made the witness in {data}. Its public key, for the policy of registers and readers:";
    round_cut_off(why) "la ronda no terminó: {why}; lo hallado hasta entonces vale, lo demás se verá en la siguiente" "the round did not end: {why}; what was found until then stands, the rest will be seen in the next";
    witness_next(data) "Guarde en secreto {data}/witness.key. No restaure nunca un {data}/witness.db viejo: el testigo olvidaría lo que firmó. Escriba en {data}/logs una línea `log CLAVE` por bitácora y `quorum none`; siga con: veedor witness serve --data {data}" "Keep {data}/witness.key secret. Never restore an old {data}/witness.db: the witness would forget what it signed. Write one line `log KEY` for each log and `quorum none` in {data}/logs; next: veedor witness serve --data {data}";
    witnessing(address, logs) "Testigo de {logs} bitácora(s) en http://{address}/" "Witness of {logs} log(s) at http://{address}/";
    no_logs(path) "`{path}` no nombra ninguna bitácora; escriba una línea `log CLAVE` por cada una" "`{path}` names no log; write one line `log KEY` for each";
    witness_state_lost(path) "falta `{path}`: no se sabe qué firmó este testigo; haga uno nuevo, en otra carpeta y con otra clave" "`{path}` is missing: what this witness signed is not known; make a new one, in another folder, with another key";
    mirror_same(data) "La copia en {data} es la del registro tal como está" "The copy in {data} is that of the register as it stands";
    mirror_grown(from, to, data) "La copia en {data} pasó de {from} a {to} asientos, todos verificados" "The copy in {data} went from {from} to {to} entries, all verified";
    mirror_older(theirs, ours) "El registro muestra un estado de {theirs} asientos; la copia tiene {ours} y se conserva. Pida que explique por qué retrocedió." "The register shows a head of {theirs} entries; the copy has {ours} and is kept. Ask it to explain why it went back.";
    mirror_split(ours, theirs, kept) "El registro firmó dos historias: la de {ours} asientos que se copió y otra de {theirs}. La copia se conserva; ambos estados y la prueba están en {kept}: publíquelos." "The register signed two histories: that of {ours} entries which was copied and another of {theirs}. The copy is kept; both heads and the proof are in {kept}: publish them.";
    mirror_documents(count) "{count} documentos copiados" "{count} documents copied";
    document_wrong(hash) "el documento `{hash}` se sirve con otros bytes; no se guardó" "the document `{hash}` is served with other bytes; it was not kept";
    not_signed(error) "El registro sirve lo que su bitácora no firmó: {error}. Lo que ya estaba copiado se conserva." "The register serves what its log did not sign: {error}. What was copied before is kept.";
    no_mirror(error) "no se puede copiar: {error}" "cannot be copied: {error}";
    monitored(size, pages, peers) "{size} asientos verificados y {pages} páginas iguales a lo que da la bitácora; {peers} copias de otros coinciden" "{size} entries verified and {pages} pages the same as what the log gives; {peers} copies of others agree";
    monitor_found(count, size, pages) "{count} alerta(s); {size} asientos verificados, {pages} páginas comparadas. El informe está junto a la copia." "{count} alert(s); {size} entries verified, {pages} pages compared. The report lies beside the copy.";
    peer_silent(peer) "no se pudo comparar con {peer}" "could not be compared with {peer}";
    no_pages(says) "no se pueden comparar las páginas: {says}" "the pages cannot be compared: {says}";
    not_told(where_to, error) "no se pudo avisar por `{where_to}`: {error}" "could not tell `{where_to}`: {error}";
    mail_subject(count, origin) "Veedor: {count} alerta(s) sobre {origin}" "Veedor: {count} alert(s) on {origin}";
}
