//! Every text of the command, Spanish and English side by side. Whatever is said in one is said in the other. Sentences
//! of errors say what to do next where there is something to do.

use std::fmt::Display;

use portal::log::Problem;
use register::field::Presence;

use crate::failure::Said;

/// One line a message: name, values it holds, Spanish, English.
macro_rules! words {
    ($( $name:ident($($value:ident),*) $es:literal $en:literal; )*) => {
        $(
            #[allow(clippy::redundant_pub_crate, reason = "the table serves the whole crate")]
            pub(crate) fn $name($($value: &dyn Display),*) -> Said {
                Said { es: format!($es), en: format!($en) }
            }
        )*

        /// Every message with its values left as names, so that a test can read the table.
        #[cfg(test)]
        pub(super) const TABLE: &[(&str, &str, &str)] = &[ $( (stringify!($name), $es, $en), )* ];
    };
}

pub(crate) mod bulk;
pub(crate) mod comments;
pub(crate) mod eyes;
pub(crate) mod figures;
pub(crate) mod import;
pub(crate) mod law;
pub(crate) mod observatory;

words! {
    // Files, folders and the network.
    no_such_file(path) "no existe el archivo `{path}`" "there is no file `{path}`";
    file_exists(path) "`{path}` ya existe y no se sobrescribe; elija otro nombre" "`{path}` exists already and is not overwritten; choose another name";
    no_permission(path) "sin permiso para `{path}`" "no permission for `{path}`";
    file_failed(path, error) "`{path}`: {error}" "`{path}`: {error}";
    file_damaged(path, says) "`{path}` no contiene lo que debería: {says}" "`{path}` does not hold what it should: {says}";
    no_register(path) "`{path}` no contiene un registro; haga uno con `veedor init --data {path}`" "`{path}` holds no register; make one with `veedor init --data {path}`";
    register_exists(path) "`{path}` ya contiene un registro; elija otra carpeta" "`{path}` holds a register already; choose another folder";
    folder_busy(path) "otro proceso usa `{path}`; deténgalo primero, un registro tiene un solo escritor" "`{path}` is open in another process; stop that one first, a register has one writer";
    bad_rulebook(name, faults, es, en) "las reglas `{name}` tienen {faults} defecto(s); el primero: {es}; `veedor law check` los dice todos" "the rulebook `{name}` has {faults} fault(s); the first: {en}; `veedor law check` tells them all";
    bundle_not_kept(digest, error) "no se pudo guardar el paquete de reglas {digest}: {error}" "the bundle {digest} of a rulebook could not be kept: {error}";
    log_failed(says) "la bitácora no responde: {says}" "the log fails: {says}";
    published_damaged(says) "la bitácora publicada está dañada: {says}; use `veedor fsck --repair`" "the published log is damaged: {says}; run `veedor fsck --repair`";
    other_rules(entry, says) "el asiento {entry} se admitió con otras reglas que las de esta versión: {says}; use la versión que lo escribió" "entry {entry} was admitted by other rules than this version's: {says}; use the version that wrote it";
    log_unreadable(says) "no se puede leer la bitácora publicada: {says}" "the published log cannot be read: {says}";
    index_failed(says) "falla el índice: {says}" "the index fails: {says}";
    cannot_listen(address, why) "no se puede escuchar en `{address}`: {why}; elija otra dirección con `--listen`" "cannot listen on `{address}`: {why}; choose another address with `--listen`";
    cannot_start(why) "no se puede empezar: {why}" "cannot start: {why}";
    bad_level(level, why) "`{level}` no es un nivel de avisos: {why}; use error, warn, info o debug" "`{level}` is no level of messages: {why}; use error, warn, info or debug";
    bad_address(url) "`{url}` no es una dirección; se espera http://… o https://…" "`{url}` is no address; expected http://… or https://…";
    unreachable(url, why) "no se alcanza `{url}`: {why}" "cannot reach `{url}`: {why}";
    no_register_there(url) "en `{url}` no responde un registro Veedor" "no Veedor register answers at `{url}`";
    no_randomness(why) "el sistema no da números al azar: {why}" "the system gives no random numbers: {why}";
    key_of_register(url) "La clave se toma de `{url}`: vale tanto como ese servidor. Para no depender de él, dé `--vkey` o `--policy`." "The key is taken from `{url}`: it is worth as much as that server. Not to depend on it, give `--vkey` or `--policy`.";

    // The command line and settings.
    unknown_argument(argument) "no existe el argumento `{argument}`; vea `veedor --help`" "there is no argument `{argument}`; see `veedor --help`";
    unknown_argument_near(argument, near) "no existe el argumento `{argument}`; ¿quiso decir `{near}`?" "there is no argument `{argument}`; did you mean `{near}`?";
    unknown_command(command) "no existe el comando `{command}`; vea `veedor --help`" "there is no command `{command}`; see `veedor --help`";
    unknown_command_near(command, near) "no existe el comando `{command}`; ¿quiso decir `{near}`?" "there is no command `{command}`; did you mean `{near}`?";
    no_number(argument, value) "`{value}` no sirve para {argument}: se espera un número entero" "`{value}` is no value for {argument}: expected a whole number";
    no_address(argument, value) "`{value}` no sirve para {argument}: se espera dirección y puerto, como 127.0.0.1:8080" "`{value}` is no value for {argument}: expected address and port, as 127.0.0.1:8080";
    missing_command() "falta el comando; vea `veedor --help`" "the command is missing; see `veedor --help`";
    missing_argument(argument) "falta {argument}" "{argument} is missing";
    missing_value(argument) "falta el valor de {argument}" "{argument} needs a value";
    conflicting(one, other) "{one} y {other} no van juntos; deje uno" "{one} and {other} do not go together; leave one";
    bad_value(argument, value, wanted) "`{value}` no sirve para {argument}: {wanted}" "`{value}` is no value for {argument}: {wanted}";
    bad_usage(kind) "no se entiende la línea de comandos ({kind}); vea `veedor --help`" "the command line cannot be understood ({kind}); see `veedor --help`";
    not_toml(says) "no es TOML: {says}" "this is no TOML: {says}";
    unknown_setting(name, known) "no existe la opción `{name}`; las opciones son {known}" "there is no flag `{name}`; the flags are {known}";
    bad_setting(name) "`{name}` lleva un texto, un número, true o false, o una lista de ellos" "`{name}` takes a text, a number, true or false, or a list of them";
    data_or_url() "diga dónde está el registro, con `--data DIR` o `--url URL`" "say where the register is, with `--data DIR` or `--url URL`";
    whom_to_believe() "diga a quién cree: `--policy ARCHIVO`, `--vkey CLAVE` o, si confía en el servidor, `--url URL`" "say whom you believe: `--policy FILE`, `--vkey KEY` or, if you trust the server, `--url URL`";
    file_where() "diga a qué registro, con `--url URL`" "say to which register, with `--url URL`";
    needs_key() "un borrador se firma: dé la clave con `--key ARCHIVO`; se hace una con `veedor keygen`" "a draft is signed: give the key with `--key FILE`; `veedor keygen` makes one";
    no_entry_beside(path) "falta el asiento: no existe `{path}`; dé `--entry ARCHIVO`, o `--filing ARCHIVO` con `--received INSTANTE`" "the entry is missing: there is no `{path}`; give `--entry FILE`, or `--filing FILE` with `--received INSTANT`";
    no_instant(value) "`{value}` no es un instante; se espera AAAA-MM-DDThh:mm:ss.mmmZ" "`{value}` is no instant; expected YYYY-MM-DDThh:mm:ss.mmmZ";
    no_such_entry(entry, size) "no existe el asiento {entry}; la bitácora tiene {size}, desde el 0" "there is no entry {entry}; the log has {size}, from 0";
    no_entry_or_id(value) "`{value}` no es un número de asiento ni el id de una presentación" "`{value}` is neither an entry's number nor a filing's id";
    no_such_filing(id) "ninguna presentación tiene el id `{id}`" "no filing has the id `{id}`";
    no_such_form(form, known) "no existe el formulario `{form}`; los formularios son {known}" "there is no form `{form}`; the forms are {known}";
    no_body_id(value) "`{value}` no es el id de un organismo; se espera jurisdicción/organismo, como mx/inai" "`{value}` is no body's id; expected jurisdiction/body, as mx/inai";
    no_body_kind(value, known) "`{value}` no es un tipo de organismo; los tipos son {known}" "`{value}` is no kind of body; the kinds are {known}";
    bad_key(says) "la clave no sirve: {says}" "the key cannot be used: {says}";
    cannot_sign(says) "no se puede firmar: {says}" "cannot sign: {says}";
    repair_needs_folder() "sólo se repara una carpeta, no un registro en la red" "only a folder is repaired, not a register on the network";

    page_where() "diga de qué registro, con `--url URL`" "say of which register, with `--url URL`";
    no_day(value) "`{value}` no es un día; se espera AAAA-MM-DD" "`{value}` is no day; expected YYYY-MM-DD";
    no_page(page) "no hay página `{page}`; se espera un camino como records/mx/inai/technology/1" "there is no page `{page}`; expected a path as records/mx/inai/technology/1";
    page_failed(page, status) "la página `{page}` no responde: HTTP {status}" "the page `{page}` does not answer: HTTP {status}";
    no_such_version(entry, id, nearest) "el asiento {entry} no es una versión de `{id}`; la más cercana es el asiento {nearest}" "entry {entry} is no version of `{id}`; the nearest is entry {nearest}";

    // as-of, diff.
    known_then(day, size, root) "Al fin del {day} el registro tenía {size} asientos, raíz {root}" "At the end of {day} the register had {size} entries, root {root}";
    beginning_of(size) "es el principio de la bitácora firmada de hoy, con {size} asientos" "is the beginning of today's signed log of {size} entries";
    not_beginning_of(size) "no es el principio de la bitácora firmada de hoy, con {size} asientos: el registro dice de ese día otra cosa que su bitácora" "is not the beginning of today's signed log of {size} entries: the register says another thing of that day than its log";
    no_difference() "Nada cambió" "Nothing changed";

    // init, keygen, draft.
    made_register(data, origin) "Se hizo el registro {origin} en {data}" "Made the register {origin} in {data}";
    made_vkey(vkey) "Clave pública de la bitácora: {vkey}" "The log's public key: {vkey}";
    made_first_entries(registrar) "Asiento 0: la clave de {registrar}. Asiento 1: {registrar}." "Entry 0: the key of {registrar}. Entry 1: {registrar}.";
    back_up(log_key, registrar_key, data) "Guarde en secreto y con copia: {log_key} y {registrar_key}. Respalde {data}/log.db, {data}/public y {data}/site.json; el índice se rehace." "Keep secret, with a copy: {log_key} and {registrar_key}. Back up {data}/log.db, {data}/public and {data}/site.json; the index is made again.";
    serve_next(data) "Siga con: veedor serve --data {data}" "Next: veedor serve --data {data}";
    not_accepted(es, en) "el registro no aceptó lo que este comando presenta:\n{es}" "the register did not accept what this command files:\n{en}";
    made_key(path) "Clave privada en {path}, legible sólo por usted. Clave pública:" "Private key in {path}, readable by you only. Public key:";
    ask_for_grant() "Pida al registro que la otorgue (formulario `key`) para su organismo y su función." "Ask the registrar to grant it (form `key`) for your body and role.";
    made_draft(path) "Borrador en {path}" "Draft in {path}";
    see_fields(form) "Los campos en palabras, también los opcionales: veedor draft {form} --fields" "The fields in words, optional ones too: veedor draft {form} --fields";
    required() "obligatorio" "required";
    expected() "esperado" "expected";
    optional() "opcional" "optional";

    // check, file.
    checked(files, refused, reasons) "{files} archivo(s), {refused} se rechazaría(n), {reasons} motivo(s)" "{files} file(s), {refused} would be refused, {reasons} reason(s)";
    checked_against(size) "Contra el registro con {size} asientos." "Against the register of {size} entries.";
    only_shape() "Sólo se revisó la forma. Para revisar claves, referencias e ids, dé `--data DIR` o `--url URL`." "Only the shape was checked. To check keys, references and ids, give `--data DIR` or `--url URL`.";
    would_stand(path, entry) "{path}: se admitiría, como asiento {entry}" "{path}: would be admitted, as entry {entry}";
    would_stand_if_signed(path) "{path}: se admitiría si la firma una clave con la función debida; para revisar la firma dé `--key`" "{path}: would be admitted if signed by a key with the role; to check the signature give `--key`";
    stands_already(path, entry) "{path}: ya consta, como asiento {entry}" "{path}: stands already, as entry {entry}";
    shape_is_right(path) "{path}: la forma es correcta" "{path}: the shape is right";
    filed_of(count) "{count} borradores, uno por línea" "{count} drafts, one a line";
    refused_here(count) "No se envió: {count} motivo(s)" "Not sent: {count} reason(s)";
    not_sent(url, why, note) "no se presentó en `{url}`: {why}; lo firmado quedó en `{note}`. Vuelva a enviarlo con `veedor file {note} --url {url}`: los mismos bytes nunca se asientan dos veces" "not filed at `{url}`: {why}; what was signed is in `{note}`. Send it again with `veedor file {note} --url {url}`: the same bytes never stand twice";
    bad_receipt(url, why) "`{url}` respondió, pero no con un recibo que se pueda verificar: {why}; vuelva a enviarlo, los mismos bytes traen el primer recibo" "`{url}` answered, but not with a receipt that can be verified: {why}; send it again, the same bytes bring the first receipt";
    receipt_of_another() "No se da por aceptada: el recibo no verifica que esta presentación conste." "Not taken as accepted: the receipt does not show that this filing stands.";
    accepted(entry, receipt) "Aceptada, asiento {entry}, recibo guardado en {receipt}" "Accepted, entry {entry}, receipt saved in {receipt}";
    accepted_before(entry, receipt) "Ya constaba, asiento {entry}, recibo guardado en {receipt}" "Stood already, entry {entry}, receipt saved in {receipt}";
    not_witnessed(entry, url) "Aún sin los testigos que pide la política; la presentación consta. Traiga el recibo con cofirmas más tarde: veedor receipt {entry} --url {url}" "Not yet with the witnesses that the policy asks for; the filing stands. Fetch the receipt with cosignatures later: veedor receipt {entry} --url {url}";
    verify_later(receipt, vkey) "Verifíquelo sin red: veedor verify {receipt} --vkey {vkey}" "Verify it off line: veedor verify {receipt} --vkey {vkey}";

    // verify, receipt.
    step_format() "Formato" "Format";
    step_signature() "Firma de la bitácora" "Log signature";
    step_origin() "Origen" "Origin";
    step_witnesses() "Testigos" "Witnesses";
    step_inclusion() "Inclusión" "Inclusion";
    not_reached() "no se intentó, porque falló un paso anterior" "not tried, because a step before failed";
    passed_format(index, size) "bien; es el recibo del asiento {index} en una bitácora de {size}" "passed; it is the receipt of entry {index} in a log of {size}";
    passed_signature(key) "bien; firmó {key}" "passed; signed by {key}";
    passed_origin(origin) "bien; la bitácora es {origin}" "passed; the log is {origin}";
    passed_no_witness() "bien; la política no pide testigos" "passed; the policy asks for no witness";
    passed_witnesses(names, quorum) "bien; cofirmaron {names}, que es el quórum `{quorum}`" "passed; cosigned by {names}, which is the quorum `{quorum}`";
    passed_inclusion(root) "bien; el asiento está bajo la raíz {root}" "passed; the entry is under the root {root}";
    failed_receipt(says) "falla; no es un recibo: {says}" "failed; this is no receipt: {says}";
    failed_checkpoint(says) "falla; no se puede leer el punto de control: {says}" "failed; the checkpoint cannot be read: {says}";
    failed_no_log() "falla; la política no nombra ninguna bitácora" "failed; the policy names no log";
    failed_signature(says) "falla; no firmó una bitácora en la que usted confíe: {says}" "failed; no log that you believe signed it: {says}";
    failed_origin(origin, key) "falla; el punto de control es de `{origin}` y lo firmó `{key}`" "failed; the checkpoint is of `{origin}` and `{key}` signed it";
    failed_cosignature(says) "falla; una cofirma no es buena: {says}" "failed; a cosignature is not good: {says}";
    failed_quorum(count, quorum) "falla; cofirmaron {count}, que no es el quórum `{quorum}`" "failed; {count} cosigned, which is not the quorum `{quorum}`";
    failed_inclusion(says) "falla; el asiento no está en esa bitácora: {says}; ¿es el asiento de este recibo?" "failed; the entry is not in that log: {says}; is it the entry of this receipt?";
    verified_filing(index, id, filer, received) "Verificado: el asiento {index} es {id}, presentado por {filer}, recibido {received}" "Verified: entry {index} is {id}, filed by {filer}, received {received}";
    verified_entry(index) "Verificado: el asiento {index} consta" "Verified: entry {index} stands";
    not_verified() "No verificado. Guarde el recibo y el asiento como están: pueden probar que algo se cambió." "Not verified. Keep receipt and entry as they are: they may prove that something was changed.";
    kept_receipt(receipt, entry) "Guardados: {receipt} y {entry}" "Saved: {receipt} and {entry}";

    // serve, rebuild, man.
    listening(address) "Veedor escucha en http://{address}" "Veedor listens on http://{address}";
    stopping() "Se detiene: lo aceptado se asienta y se publica." "Stopping: what was accepted is committed and published.";
    following() "asientos leídos" "entries followed";
    looking() "buscando" "looking";
    rebuilt(size, seconds) "Índice rehecho con {size} asientos en {seconds} s" "Index made again from {size} entries in {seconds} s";
    wrote_pages(count, dir) "{count} páginas de manual en {dir}" "{count} manual pages in {dir}";
    bad_entry(entry, says) "el asiento {entry} no puede constar: {says}; revíselo con `veedor fsck`" "entry {entry} cannot stand: {says}; look at it with `veedor fsck`";

    // fsck.
    verifying() "asientos verificados" "entries verified";
    all_verified(entries) "Todo verificado: {entries} asientos, ningún hallazgo" "All verified: {entries} entries, no finding";
    found(entries, count) "{entries} asientos leídos, {count} hallazgo(s)" "{entries} entries read, {count} finding(s)";
    notice(es, en) "aviso: {es}" "notice: {en}";
    in_file(path, what, entries, advice) "`{path}`: {what}{entries}; {advice}" "`{path}` {what}{entries}; {advice}";
    one_entry(entry) " (asiento {entry})" " (entry {entry})";
    some_entries(first, last) " (asientos {first} a {last})" " (entries {first} to {last})";
    made_again(path) "reparado: {path}" "repaired: {path}";
    nothing_to_repair() "No había nada que reparar." "There was nothing to repair.";
    document_missing(hash) "no está el documento `{hash}`; quien lo tenga puede enviarlo" "the document `{hash}` is not there; whoever has it can send it";
    finding_unreadable(entry, says) "asiento {entry}: no es un asiento: {says}; quien lo admitió debe explicarlo" "entry {entry}: is no entry: {says}; whoever admitted it has to explain it";
    finding_refused(entry, es, en) "asiento {entry}: no debió admitirse; quien lo admitió debe explicarlo\n{es}" "entry {entry}: should not have been admitted; whoever admitted it has to explain it\n{en}";
    finding_twice(entry, before) "asiento {entry}: consta ya como asiento {before}; quien lo admitió debe explicarlo" "entry {entry}: stands already as entry {before}; whoever admitted it has to explain it";
    finding_back_in_time(entry, received, before) "asiento {entry}: recibido {received}, antes que el anterior ({before}); el tiempo no retrocede en la bitácora" "entry {entry}: received {received}, before the one before it ({before}); time does not step back in a log";
    finding_document(entry, hash) "asiento {entry}: el documento `{hash}` tiene otros bytes; restáurelo de una copia o pídalo a quien presentó" "entry {entry}: the document `{hash}` has other bytes; restore it from a copy or ask the filer for it";
    finding_document_unreadable(entry, hash, why) "asiento {entry}: no se puede leer el documento `{hash}`: {why}" "entry {entry}: the document `{hash}` cannot be read: {why}";
    finding_lost(entry, says) "asiento {entry}: no se puede leer ({says}); lo que sigue no pudo juzgarse. Repare primero con `veedor fsck --repair`" "entry {entry}: cannot be read ({says}); what follows could not be judged. Repair first with `veedor fsck --repair`";
    repair_first() "Repare primero los archivos y vuelva a verificar: lo que se dice de los asientos puede venir de ese daño." "Repair the files first and verify again: what is said of entries may come from that damage.";
    more_findings(count) "y {count} hallazgo(s) más que no se muestran" "and {count} more finding(s) that are not shown";

    // demo.
    demo_folder(data) "Registro de demostración en {data}" "Demonstration register in {data}";
    demo_port_taken(taken, address) "El puerto {taken} está ocupado; se usa {address}" "Port {taken} is taken; {address} is used";
    filing() "presentaciones" "filings";
    demo_did(filings, entries, receipts) "{filings} presentaciones firmadas, {entries} asientos, {receipts} recibos verificados" "{filings} filings signed, {entries} entries, {receipts} receipts verified";
    demo_log(root, bytes, seconds) "Raíz {root}; {bytes} KiB publicados; {seconds} s" "Root {root}; {bytes} KiB published; {seconds} s";
    demo_nobody_files() "Es una demostración con fuentes públicas: ninguna autoridad podía presentar nada en ella." "This is a demonstration from public sources: no authority could file anything in it.";
    demo_unfiled(count, total) "Lo que resalta. De {count} de {total} tecnologías, quien las tiene no presentó nada:" "What stands out. Of {count} of {total} technologies, the holder filed nothing:";
    demo_technology(name, holder) "  {name} — {holder}" "  {name} — {holder}";
    demo_technology_also(name, holder, forms) "  {name} — {holder}; tampoco: {forms}" "  {name} — {holder}; nor: {forms}";
    demo_never(forms) "Nunca se presentó, de ninguna de ellas: {forms}" "Never filed, of any of them: {forms}";
    demo_differ(count) "{count} pregunta(s) con respuestas que difieren:" "{count} question(s) with answers that differ:";
    demo_rules(broken, claimed, unknown) "Por las reglas adoptadas: {broken} hallazgos ({claimed} descansan en afirmaciones de otros); de {unknown} no se puede saber, porque falta un dato:" "By the rules adopted: {broken} findings ({claimed} rest on claims of others); {unknown} cannot be known, because a fact is missing:";
    demo_rule(code, title, count) "  {code} {title}: {count}" "  {code} {title}: {count}";
    demo_question(question) "  {question}" "  {question}";
    demo_answer(value, publisher, entry) "    {value} — {publisher} (asiento {entry})" "    {value} — {publisher} (entry {entry})";
    and_more(count) "  … y {count} más" "  … and {count} more";
    demo_receipt(receipt) "Un recibo para usted: {receipt}. Compruébelo sin red:" "A receipt for you: {receipt}. Check it off line:";
    demo_stop() "Ctrl-C para terminar." "Ctrl-C to end.";
    unknown_holder() "no se sabe quién la tiene" "holder not known";
    demo_refused(name, es, en) "`{name}` no se aceptó:\n{es}" "`{name}` was not accepted:\n{en}";
    demo_bad_filing(name, says) "`{name}` no es una presentación: {says}" "`{name}` is no filing: {says}";
    demo_receipt_failed(entry) "el recibo del asiento {entry} no verifica" "the receipt of entry {entry} does not verify";
    no_free_port(address) "no hay puerto libre después de `{address}`; elija otro con `--listen`" "there is no free port after `{address}`; choose another with `--listen`";
    wrote_bodies(count, path, bytes) "{count} presentaciones en {path} ({bytes} KiB)" "{count} filings in {path} ({bytes} KiB)";
    wrote_prelude(count) "Las primeras {count} se presentan una por una: --prelude {count}" "The first {count} are filed one by one: --prelude {count}";
    wrote_bodies_key(registrar, path) "Valen para un registro hecho con: veedor init --registrar {registrar} --registrar-key {path}" "They are for a register made with: veedor init --registrar {registrar} --registrar-key {path}";
    bodies_need_synthetic() "`--bodies` escribe datos sintéticos; diga cuántos con `--synthetic N`" "`--bodies` writes synthetic data; say how many with `--synthetic N`";
    too_few(count, least) "`--synthetic {count}` es poco; el mínimo es {least}" "`--synthetic {count}` is too few; the least is {least}";
}

/// A number as the reader writes it.
pub(crate) fn number(number: u64, screen: &crate::terminal::Screen) -> String {
    register::shown::Shown::Quantity(number, number).text(screen.lang)
}

/// Whether a field must be there, in words.
pub(crate) fn presence(presence: Presence) -> Said {
    match presence {
        Presence::Required => required(),
        Presence::Expected => expected(),
        Presence::Optional => optional(),
    }
}

/// A problem of a file: where it is, what is wrong, which entries, what to do.
pub(crate) fn problem(problem: &Problem) -> Said {
    let entries = match &problem.entries {
        range if range.is_empty() => Said { es: String::new(), en: String::new() },
        range if range.end - range.start == 1 => one_entry(&range.start),
        range => some_entries(&range.start, &(range.end - 1)),
    };
    let (what, advice) = (of_log(&problem.what), of_log(problem.advice));
    let es = in_file(&problem.path, &what, &entries.es, &advice).es;
    Said { es, en: in_file(&problem.path, &problem.what, &entries.en, &problem.advice).en }
}

/// What the log says, in Spanish. What this table does not know stays as the log says it.
fn of_log(text: &str) -> String {
    OF_LOG.iter().find_map(|(en, es)| Some(filled(es, &values_in(en, text)?))).unwrap_or_else(|| text.to_owned())
}

/// The values that stand in `text` at each `{}` of a pattern.
fn values_in<'a>(pattern: &str, text: &'a str) -> Option<Vec<&'a str>> {
    let (first, rest) = pattern.split_once("{}").unwrap_or((pattern, ""));
    let text = text.strip_prefix(first)?;
    if first == pattern {
        return text.is_empty().then(Vec::new);
    }
    let next = rest.split("{}").next().unwrap_or_default();
    let end = if next.is_empty() { text.len() } else { text.find(next)? };
    let mut values = vec![&text[..end]];
    values.extend(values_in(rest, &text[end..])?);
    Some(values)
}

fn filled(pattern: &str, values: &[&str]) -> String {
    values.iter().fold(pattern.to_owned(), |text, value| text.replacen("{}", value, 1))
}

const OF_LOG: &[(&str, &str)] = &[
    ("a check with repair makes it again", "`veedor fsck --repair` lo rehace"),
    ("restore it from a mirror or a backup, or repair with one at hand", "restáurelo de un espejo o de un respaldo"),
    ("start the log again, which publishes it anew", "inicie de nuevo el registro, que lo publica otra vez"),
    ("remove it", "quítelo"),
    ("normal while the log is being published", "normal mientras la bitácora se publica"),
    ("remove it; newer checkpoints do not need it", "quítelo; los puntos de control nuevos no lo necesitan"),
    ("is missing", "falta"),
    ("is not a file of a log", "no es un archivo de una bitácora"),
    ("is beyond the checkpoint", "está más allá del punto de control"),
    ("is not the beginning of the one that took its place", "no es el comienzo del que tomó su lugar"),
    ("is not under the signed root", "no está bajo la raíz firmada"),
    ("cannot be held against the root", "no se puede comparar con la raíz"),
    ("has {} of {} entries that are not what was signed", "tiene {} de {} asientos que no son lo que se firmó"),
    ("has {} wrong hashes", "tiene {} huellas equivocadas"),
    ("has {} bytes, not {} hashes", "tiene {} bytes, no {} huellas"),
    ("has {} entries, not {}", "tiene {} asientos, no {}"),
    (
        "has a root that the files for its {} entries do not give",
        "tiene una raíz que los archivos de sus {} asientos no dan",
    ),
    ("is not one this log signed: {}", "no lo firmó esta bitácora: {}"),
    ("is torn: {}", "está roto: {}"),
    ("cannot be read: {}", "no se puede leer: {}"),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> Vec<&str> {
        let mut values: Vec<&str> = text.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect();
        values.sort_unstable();
        values.dedup();
        values
    }

    #[test]
    fn what_the_log_says_is_said_in_spanish_with_its_values() {
        let said = of_log("has 1 of 256 entries that are not what was signed");
        assert_eq!(said, "tiene 1 de 256 asientos que no son lo que se firmó");
        assert_eq!(of_log("is torn: at byte 7"), "está roto: at byte 7");
        assert_eq!(of_log("is missing"), "falta");
        assert_eq!(of_log("something new"), "something new");
    }

    /// The values without the language that some are of: `es` and `en`, or `from_es` and `from_en`, hold the same thing.
    fn of_any(values: &[&str], lang: &str) -> Vec<String> {
        let of_any = |value: &&str| match value.strip_suffix(lang) {
            Some(rest) if rest.is_empty() || rest.ends_with('_') => rest.to_owned(),
            _ => (*value).to_owned(),
        };
        let mut values: Vec<String> = values.iter().map(of_any).collect();
        values.sort_unstable();
        values
    }

    #[test]
    fn both_languages_hold_the_same_values() {
        // Texts that differ by nature: one value a language.
        let of_each = [
            "mapping",
            "unverified",
            "seen",
            "not_accepted",
            "notice",
            "finding_refused",
            "demo_refused",
            "beside",
            "reads_like",
        ];
        for (name, es, en) in TABLE
            .iter()
            .chain(law::TABLE)
            .chain(import::TABLE)
            .chain(comments::TABLE)
            .chain(figures::TABLE)
            .chain(eyes::TABLE)
            .chain(observatory::TABLE)
            .chain(bulk::TABLE)
        {
            assert!(!es.is_empty() && !en.is_empty(), "{name}");
            let (es_values, en_values) = (of_any(&values(es), "es"), of_any(&values(en), "en"));
            assert!(of_each.contains(name) || es_values == en_values, "{name}: {es} / {en}");
        }
    }
}
