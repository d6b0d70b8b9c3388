//! The texts of `veedor law`.

#![cfg_attr(not(feature = "prove"), allow(dead_code, reason = "without a prover nothing is said of comparisons"))]

use std::fmt::Display;

use crate::failure::Said;

words! {
    // Folders and names.
    no_rulebook_in(dir) "no hay reglas en `{dir}`: se busca una carpeta con `rulebook.toml`, o una carpeta de ellas" "there is no rulebook in `{dir}`: looked for a folder with `rulebook.toml`, or a folder of such";
    not_text(path) "`{path}` no es texto UTF-8; guárdelo así, o quítelo de la carpeta" "`{path}` is not UTF-8 text; save it so, or take it out of the folder";
    no_such_rulebook(what, names) "`{what}` no es una carpeta ni unas reglas que vengan con el programa ({names})" "`{what}` is neither a folder nor a rulebook that came with the program ({names})";
    no_such_kind(kind, known) "no existe la clase de caso `{kind}`; las clases son {known}" "there is no kind of case `{kind}`; the kinds are {known}";

    // law check.
    checking() "reglas revisadas" "rules checked";
    checked(books, rules, faults) "{books} conjunto(s) de reglas, {rules} regla(s), {faults} defecto(s)" "{books} rulebook(s), {rules} rule(s), {faults} fault(s)";
    overview(name, rules, versions, verified, unverified, design) "{name}: {rules} regla(s), {versions} versión(es): {verified} verificadas, {unverified} sin verificar, {design} de diseño" "{name}: {rules} rule(s), {versions} version(s): {verified} verified, {unverified} unverified, {design} design";
    not_read(place) "{place}: no se cuenta hasta que no tenga defectos en sus páginas" "{place}: not counted until its pages have no faults";
    gap(place, code, from, to) "  aviso: {place}: [[version]]: {code} no tiene regla en vigor del {from} al {to}; si entonces regía alguna, corrija `from` o `to`" "  note: {place}: [[version]]: {code} has no rule in force from {from} to {to}; if there was one then, correct `from` or `to`";
    ended(place, code, from) "  aviso: {place}: [[version]]: {code} no tiene regla en vigor desde el {from}; si la ley cambió, agregue la versión que sigue" "  note: {place}: [[version]]: {code} has no rule in force from {from} on; if the law changed, add the version that follows";

    // law new.
    no_card(folder) "no existe `{folder}/rulebook.toml`: hágalo primero, como dice law/README.es.md, o diga otra carpeta con `--dir`" "there is no `{folder}/rulebook.toml`: write it first, as law/README.md says, or give another folder with `--dir`";
    bad_page_name(code, name) "una página se llama CLAVE-nombre: `{code}` debe ser como `MX-99`, y `{name}` palabras en minúsculas, sin acentos, unidas por guiones" "a page is called CODE-name: `{code}` should be like `MX-99`, and `{name}` words in small letters without accents, joined by hyphens";
    code_taken(code, file) "la clave `{code}` ya es de `{file}`; elija otra" "the code `{code}` belongs to `{file}` already; choose another";
    made_page(path) "Página nueva en {path}" "New page in {path}";
    check_next(folder) "Complétela de arriba abajo; lo que falta lo dice: veedor law check {folder}" "Fill it in from top to bottom; what is missing is told by: veedor law check {folder}";

    // law explain.
    no_case_id(case) "`{case}` no es un caso: es el id de una presentación, ese id con `#` y el campo reservado, o el id de un organismo" "`{case}` is no case: it is a filing's id, such an id with `#` and the field withheld, or a body's id";
    no_such_case(case, few) "no consta el caso `{case}`, ni uno parecido; hay, por ejemplo, `{few}`" "there is no case `{case}`, nor one like it; there are, for example, `{few}`";
    no_case_of(case, kind) "no consta el caso `{case}`, y aquí no hay ninguno de la clase `{kind}`" "there is no case `{case}`, and none of kind `{kind}` here";
    no_such_case_near(case, near) "no consta el caso `{case}`; ¿quiso decir `{near}`?" "there is no case `{case}`; did you mean `{near}`?";
    no_such_rule(code) "no hay ninguna regla `{code}` en lo que el registro adoptó: para juzgar por una carpeta agregue `--rulebook law/REGLAS`" "there is no rule `{code}` in what the register adopted: to judge by a folder add `--rulebook law/BOOK`";
    no_rule_in(folder, code, near) "`{folder}` no tiene la regla `{code}`; parecidas: `{near}`" "`{folder}` has no rule `{code}`; near ones: `{near}`";
    rule_of_kind(code, judges, kind) "la regla `{code}` juzga casos de la clase `{judges}`, y este es de `{kind}`: no le toca" "the rule `{code}` judges cases of kind `{judges}`, and this is one of `{kind}`: it does not concern it";
    rule_not_then(code) "la regla `{code}` está en lo adoptado, pero nada de eso regía el día del caso" "the rule `{code}` stands in what was adopted, but none of that was in force on the day of the case";
    one_book(folder, books) "`{folder}` contiene varios compendios: dé la carpeta de uno solo: {books}" "`{folder}` holds several rulebooks: give the folder of one of them: {books}";
    same_version(book, version) "Con el programa viene `{book} {version}` con otro texto: cambie `version` en rulebook.toml, para que nadie confunda los dos" "`{book} {version}` comes with the program with another text: change `version` in rulebook.toml, so that nobody takes one for the other";
    case(id, es, en, event, asked) "{id} ({es}), del {event}, visto el {asked}" "{id} ({en}), of {event}, asked on {asked}";
    answers(body) "Responde: {body}" "Answers: {body}";
    nobody_known() "No se sabe quién responde." "It is not known who answers.";
    of_record(record) "Tecnología: {record}" "Technology: {record}";
    facts_of_case() "Hechos del caso:" "Facts of the case:";
    facts_of_body() "Hechos de quien responde:" "Facts of the body that answers:";
    absent(names) "  No hay: {names}" "  There is none: {names}";
    no_law() "El registro no adoptó reglas; para juzgar con unas, dé `--rulebook CARPETA`." "The register adopted no rulebook; to judge by one, give `--rulebook DIR`.";
    no_law_then(day) "Ninguna de las reglas adoptadas juzga lo del {day}." "None of the rulebooks adopted judges events of {day}.";
    judges_not(name, version, entry) "aviso: no están a la mano las reglas {name} {version} (asiento {entry}); con ellas no se juzga" "note: the rulebook {name} {version} (entry {entry}) is not at hand; nothing is judged by it";
    since(day) "desde el {day}" "since {day}";
    then(day, es, en) "desde el {day}: {es}" "from {day} on: {en}";
    deadline(day) "plazo: hasta el {day}" "deadline: until {day}";
    deadline_unknown() "plazo: no se sabe, falta la fecha desde la que corre" "deadline: not known, the moment it runs from is missing";
    moved_by(es, en) "plazo movido por: {es}" "deadline moved by: {en}";
    because() "  por:" "  because:";
    lacking() "  falta saber:" "  what is missing:";
    of_body() "quien responde" "who answers";
    term() "plazo" "deadline";
    entry(index) "asiento {index}" "entry {index}";
    entries(list) "asientos {list}" "entries {list}";
    says_the_law(es, en) "  fundamento: {es}" "  law: {en}";
    versions(spans) "  versiones: {spans}" "  versions: {spans}";
    settled_by(says) "  lo aclararía: {says}" "  would settle it: {says}";
    other_rules(es, en, codes) "Otras reglas ({es}): {codes}" "Other rules ({en}): {codes}";
    verified() "verificado" "verified";
    unverified() "sin verificar" "unverified";
    design() "diseño propio, sin ley detrás" "our own design, no law behind it";

    // law try.
    judging() "casos juzgados" "cases judged";
    is_in_force(day) "en vigor el {day}" "in force on {day}";
    was_adopted_last() "la última adoptada; hoy no rige" "adopted last; not in force today";
    never_adopted() "viene con el programa; el registro no ha adoptado ninguna" "came with the program; the register adopted none";
    nothing_in_force() "nada con ese nombre se adoptó ni viene con el programa: toda regla es nueva" "nothing of that name was adopted or came with the program: every rule is new";
    tried(new, old, es, en, cases, day) "Proyecto {new} frente a {old} ({es}): {cases} caso(s), vistos el {day}" "Draft {new} beside {old} ({en}): {cases} case(s), asked on {day}";
    removed(code, es, en, file) "¡ATENCIÓN! El proyecto SUPRIME la regla {code} {es}: no tiene su página `{file}`; si no es eso lo que se quiere, devuélvala a la carpeta" "ATTENTION: the draft REMOVES rule {code} {en}: it lacks its page `{file}`; if that is not meant, put it back into the folder";
    rule_added() " (nueva)" " (new)";
    rule_removed() " (SUPRIMIDA)" " (REMOVED)";
    concerns(before, after) "  casos que toca: {before} → {after}" "  cases it concerns: {before} → {after}";
    count(es, en, before, after) "  {es}: {before} → {after}" "  {en}: {before} → {after}";
    moves(from_es, from_en, to_es, to_en, count) "    de «{from_es}» a «{to_es}»: {count}" "    from \"{from_en}\" to \"{to_en}\": {count}";
    more_cases(count) "      … y {count} más" "      … and {count} more";
    no_effect(count) "{count} regla(s) sin efecto en estos casos" "{count} rule(s) without effect on these cases";
    unseen(kind, codes) "Aquí no hay casos de la clase `{kind}`: de {codes} no se puede ver efecto; pruébelo en un registro que los tenga" "There are no cases of kind `{kind}` here: of {codes} no effect can be seen; try it on a register that has some";
    wrote_page(path) "Página para leer: {path}" "Page to read: {path}";
    page_title() "Efecto del proyecto en lo ya presentado" "Effect of the draft on what is filed";

    // law compare.
    comparing() "reglas comparadas" "rules compared";
    compared(old, new, day) "{old} → {new}, las versiones en vigor el {day}, para todo caso posible" "{old} → {new}, the versions in force on {day}, for every possible case";
    note(es, en) "aviso: {es}" "note: {en}";
    other_versions() "Versiones de otros días, sin comparar, que difieren:" "Versions of other days, not compared, that differ:";
    outside() "Fuera del análisis:" "Outside the analysis:";
    one_in_force() "`in-force` puede ser uno de los dos; el otro dice de qué reglas" "`in-force` can be one of the two; the other says of which rulebook";
    not_in_force(name, day) "el registro no tiene reglas `{name}` en vigor el {day}, o no están a la mano; véalo con `veedor law list --data DIR`" "the register has no rulebook `{name}` in force on {day}, or it is not at hand; see `veedor law list --data DIR`";
    no_solver(program, why) "no se puede iniciar el solucionador `{program}` ({why}); instálelo con `apt install cvc5`, o dé el programa con `--solver` o `VEEDOR_CVC5`" "the solver `{program}` cannot be started ({why}); install it with `apt install cvc5`, or give the program with `--solver` or `VEEDOR_CVC5`";
    not_compared(error) "no se pudo comparar: {error}" "not compared: {error}";

    // law unpack.
    unpacked(count, dir) "{count} archivo(s) en {dir}" "{count} file(s) in {dir}";
    has_digest(digest) "Huella: {digest}. Debe ser la que dice el proyecto o la norma." "Digest: {digest}. It must be the one that the draft or the regulation says.";
    check_unpacked(dir) "Revíselas: veedor law check {dir}" "Check it: veedor law check {dir}";
    folder_full(dir) "la carpeta `{dir}` no está vacía y no se escribe en ella; dé una nueva" "the folder `{dir}` is not empty and nothing is written into it; give a new one";
    bundle_large(path, bytes) "`{path}` no es el documento de un compendio de reglas: pasa de {bytes} bytes" "`{path}` is no bundle of a rulebook: it has more than {bytes} bytes";
    bundle_many(path, files) "`{path}` no es el documento de un compendio de reglas: pasa de {files} archivos" "`{path}` is no bundle of a rulebook: it has more than {files} files";
    bundle_head(path) "`{path}` no es el documento de un compendio de reglas: debe empezar con la línea `veedor-rulebook@v1`; pida el archivo que nombra la huella del proyecto, `URL/blobs/sha256/HUELLA`" "`{path}` is no bundle of a rulebook: it must begin with the line `veedor-rulebook@v1`; ask for the file that the draft's digest names, `URL/blobs/sha256/DIGEST`";
    bundle_line(path, at) "`{path}` está dañado: en el byte {at} debería haber una línea `file NOMBRE BYTES`, con los nombres en orden y una vez cada uno; vuelva a descargarlo" "`{path}` is damaged: at byte {at} there should be a line `file NAME BYTES`, names in order and each once; download it again";
    bundle_name(path, name) "`{path}` nombra un archivo `{name}`, que podría salir de la carpeta: no se escribió nada; no confíe en quien se lo dio" "`{path}` names a file `{name}`, which might leave the folder: nothing was written; do not trust whoever gave it to you";
    bundle_text(path, name) "`{path}` está dañado: su archivo `{name}` no es texto UTF-8; vuelva a descargarlo" "`{path}` is damaged: its file `{name}` is not UTF-8 text; download it again";

    // law adopt, law list.
    bad_number(number) "`{number}` no sirve como última parte de un id: letras minúsculas, cifras y guiones, como `2026-1`" "`{number}` cannot be the last part of an id: small letters, digits and hyphens, as `2026-1`";
    ends_first() "`--to` es antes de `--from`; corrija una de las dos" "`--to` is before `--from`; correct one of the two";
    made_regulation(path) "Borrador en {path}" "Draft in {path}";
    file_next(path) "1. Fírmelo y preséntelo: veedor file {path} --key registrar.key --url URL" "1. Sign and file it: veedor file {path} --key registrar.key --url URL";
    send_bundle(path, digest) "2. Envíe las páginas, en cuanto conste: curl -T {path} URL/blobs/sha256/{digest}" "2. Send the pages, once it stands: curl -T {path} URL/blobs/sha256/{digest}";
    came_with() "Vienen con el programa:" "Came with the program:";
    book_line(name, version, title, rules) "  {name} {version}: {title}, {rules} regla(s)" "  {name} {version}: {title}, {rules} rule(s)";
    nothing_adopted(size) "El registro, de {size} asientos, no adoptó ninguna." "The register, of {size} entries, adopted none.";
    adopted(count) "El registro, {count} acto(s):" "The register, {count} act(s):";
    adoption(entry, es, en, name, version, days) "  asiento {entry}: {es} {name} {version}, {days}" "  entry {entry}: {en} {name} {version}, {days}";
    not_at_hand() "    no está a la mano: pida el documento con esa huella a quien lo adoptó" "    not at hand: ask whoever adopted it for the document with that digest";
}

/// What a build without the prover says.
#[cfg(not(feature = "prove"))]
pub(crate) fn cannot_prove() -> Said {
    Said {
        es: "esta compilación no puede comparar: se hizo sin `prove`; compile con `--features prove`".into(),
        en: "this build cannot compare: it was made without `prove`; build it with `--features prove`".into(),
    }
}
