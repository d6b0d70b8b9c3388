//! The texts of `veedor witness`, `mirror` and `monitor`.

use std::fmt::Display;

use crate::failure::Said;

words! {
    made_witness(data) "Se hizo el testigo en {data}. Su clave pública, para la política de los registros y de los lectores:" "Made the witness in {data}. Its public key, for the policy of registers and readers:";
    witness_next(data) "Guarde en secreto {data}/witness.key. No restaure nunca un {data}/witness.db viejo: el testigo olvidaría lo que firmó. Escriba en {data}/logs una línea `log CLAVE` por bitácora y `quorum none`; siga con: veedor witness serve --data {data}" "Keep {data}/witness.key secret. Never restore an old {data}/witness.db: the witness would forget what it signed. Write one line `log KEY` for each log and `quorum none` in {data}/logs; next: veedor witness serve --data {data}";
    witnessing(address, logs) "Testigo en http://{address}/, de {logs} bitácora(s)" "Witness at http://{address}/, of {logs} log(s)";
    no_logs(path) "`{path}` no nombra ninguna bitácora; escriba una línea `log CLAVE` por cada una" "`{path}` names no log; write one line `log KEY` for each";
    witness_state_lost(path) "falta `{path}`: restáurelo tal como estaba, o haga un testigo nuevo con otra clave, porque no se sabe qué firmó este" "`{path}` is missing: restore it as it was, or make a new witness with another key, because what this one signed is not known";
}
