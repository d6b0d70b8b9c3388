//! The texts of `veedor comments`.

use std::fmt::Display;

use crate::failure::Said;

words! {
    no_consultation(id) "`{id}` no es el id de una consulta, como mx/consejo/consultation/1" "`{id}` is no id of a consultation, as mx/consejo/consultation/1";
    none_such(commitment) "ningún comentario que espera tiene un compromiso que comience con `{commitment}`; vea `veedor comments list`" "no comment that waits has a commitment that begins with `{commitment}`; see `veedor comments list`";
    several_such(commitment) "varios comentarios tienen un compromiso que comienza con `{commitment}`; escriba más de él" "several comments have a commitment that begins with `{commitment}`; write more of it";
    no_reason(code, codes) "`{code}` no es un motivo; use {codes}" "`{code}` is no reason; use {codes}";
    say_which() "diga cuáles no se muestran, por su compromiso; `veedor comments list` los dice" "say which are not shown, by their commitment; `veedor comments list` tells them";
    no_code() "eso no es un código: veinte letras y cifras, como 7K2M-0Q9F-4XAB-1C3D-E5GH" "that is no code: twenty letters and digits, as 7K2M-0Q9F-4XAB-1C3D-E5GH";

    no_proof() "lo que prueba que se borró son 64 cifras hexadecimales, como las da el JSON de la consulta en `taken_back`" "what proves the deletion is 64 hexadecimal digits, as the JSON of the consultation gives them in `taken_back`";
    no_file(path) "no hay `{path}`: este registro no ha recibido comentarios nunca, o el archivo se perdió; si se perdió, repóngalo de la copia de seguridad" "there is no `{path}`: this register never took comments, or the file was lost; if it was lost, put it back from the backup";

    waiting(count, late) "{count} comentario(s) en espera, {late} con retraso" "{count} comment(s) waiting, {late} late";
    on_time(commitment, day, by) "{commitment}\n  recibido el {day}, se muestra a más tardar el {by}" "{commitment}\n  received on {day}, to be shown by {by}";
    late(commitment, day, by) "{commitment}\n  recibido el {day}, CON RETRASO: debía mostrarse a más tardar el {by}" "{commitment}\n  received on {day}, LATE: was to be shown by {by}";
    beside(consultation, es, en, language, paragraph, called) "  {consultation}, {es}, {language}, párrafo «{paragraph}», nombre «{called}»" "  {consultation}, {en}, {language}, paragraph “{paragraph}”, name “{called}”";
    reads_like(es, en, masked) "  ! parece {es}: {masked}" "  ! reads like {en}: {masked}";

    drafted(count, path) "{count} borrador(es) en {path}; fírmelos y preséntelos con `veedor file {path} --key CLAVE --url DIRECCIÓN`" "{count} draft(s) in {path}; sign and file them with `veedor file {path} --key KEY --url ADDRESS`";
    look_again(id) "`{id}` no se admitiría así: `veedor check` dice por qué; aclárelo en `cleared`, o no lo muestre" "`{id}` would not be admitted as it is: `veedor check` says why; clear it in `cleared`, or do not show it";

    not_signed(vkey) "la promesa no está firmada con la clave {vkey}" "the promise is not signed with the key {vkey}";
    signed(consultation, by) "el registro prometió: {consultation}, a más tardar el {by}" "the register promised: {consultation}, by {by}";
    shown(entry, day) "se mostró: asiento {entry}, del {day}" "it was shown: entry {entry}, of {day}";
    same_words() "se presentó exactamente lo que se envió" "exactly what was sent was filed";
    other_words(entry) "el asiento {entry} lleva el compromiso y no dice lo que se envió, o no el día" "entry {entry} has the commitment and does not say what was sent, or not on which day";
    not_shown(entry, day) "no se muestra; el motivo está en el asiento {entry}, del {day}" "it is not shown; the reason is in entry {entry}, of {day}";
    withdrawn(entry, by) "se decidió en el asiento {entry}, y el asiento {by} lo retiró o lo cambió" "it was decided in entry {entry}, and entry {by} withdrew or changed that";
    came_late(by) "llegó tarde: se había prometido a más tardar para el {by}" "it came late: it was promised by {by}";
    dropped(by, size) "el plazo terminó el {by} y ninguno de los {size} asientos lo muestra, ni dice por qué no, ni consta que quien lo envió lo borrara: la promesa lo prueba" "the term ended on {by}, and none of the {size} entries shows it or says why not, nor did its sender delete it: the promise proves it";
    deleted() "quien lo envió lo borró: lo prueba lo que solo se obtiene de su código" "its sender deleted it: what only its code gives proves it";
    cannot_tell(by, size) "esta copia no puede decirlo: el plazo terminó el {by} y ninguno de sus {size} asientos es posterior; lea el registro mismo o una copia más reciente" "this copy cannot tell: the term ended on {by}, and none of its {size} entries is later; read the register itself or a newer copy";
    waits(by, size) "aún espera: ninguno de los {size} asientos lo nombra, y hay plazo hasta el {by}" "it waits still: none of the {size} entries names it, and there is time until {by}";
}
