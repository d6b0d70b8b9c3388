//! The sentences of [`Reason`] in Spanish and English: what is wrong, and what to do next. Lower case, no full stop,
//! the filer's own value in backticks.

use tlog::note::{KeyError, NoteError};

use crate::{field::shortened, json::Fault, lang::Words, personal::Kind, problem::Reason};

pub(crate) fn says_en(reason: &Reason) -> String {
    match reason {
        Reason::TooLarge { bytes, limit } => {
            format!("the filing has {bytes} bytes, more than the {limit} an entry holds")
        }
        Reason::NotUtf8 { offset } => format!("byte {offset} is not UTF-8"),
        Reason::NotSignedNote { error } => format!("this is not a signed note: {error}"),
        Reason::NotJson { column, fault } => format!("the text is not JSON: column {column}: {}", fault_en(*fault)),
        Reason::Repeated => "this is given twice".into(),
        Reason::UnknownField { .. } => "no such field in this form".into(),
        Reason::Missing { .. } => "this field is missing".into(),
        Reason::ExplainedButGiven => "the field is given and yet listed as withheld or unknown".into(),
        Reason::ExplainsNothing => "this form has no field to explain at this path".into(),
        Reason::WrongKind { expected, found } => {
            format!("{} is needed, {} was found", kind_en(expected), kind_en(found))
        }
        Reason::NotInCodelist { value, codelist, .. } => format!("`{value}` is not in the codelist {codelist}"),
        Reason::Malformed { value, wants } => format!("`{value}` is not {}", wants.en),
        Reason::TooLong { characters, limit } => format!("{characters} characters, {limit} are allowed"),
        Reason::TooMany { items, limit } => format!("{items} items, {limit} are allowed"),
        Reason::EndsBeforeItBegins { from, to } => format!("`{to}` is before `{from}`"),
        Reason::Personal { trace } => format!("likely personal data: {} (`{}`)", trace.kind.words().en, trace.masked),
        Reason::UnknownForm { value, .. } => format!("there is no form `{value}`"),
        Reason::IdOfAnotherForm { form } => format!("the id is of the form `{form}`"),
        Reason::IdOfAnotherFiler { body } => format!("the id belongs to `{body}`, who is not the filer"),
        Reason::IdTaken { entry } => format!("this id was used in entry {entry} for another text"),
        Reason::UnknownReference { id } => format!("the register holds no `{id}`"),
        Reason::OtherJurisdiction { id } => format!("`{id}` is of a jurisdiction of which this register holds no body"),
        Reason::Future { occurred, received } => format!("`{occurred}` is after the day it was received, {received}"),
        Reason::UnknownKey { names } => {
            format!("no signature by a key the register knows (signed by {})", quoted(names))
        }
        Reason::ForeignSignature { names } => {
            format!("signed also by {}, unknown to the register", quoted(names))
        }
        Reason::LastRegistrar { name } => {
            format!("`{name}` is the last key of the registrar that stands without an end")
        }
        Reason::BadSignature { name } => format!("the signature of `{name}` does not fit the text"),
        Reason::KeyNotYetValid { name, from } => format!("the key `{name}` is valid only from {from}"),
        Reason::KeyExpired { name, to } => format!("the key `{name}` was valid until {to}"),
        Reason::KeyRevoked { name, entry } => format!("the key `{name}` was revoked in entry {entry}"),
        Reason::KeyOfAnotherBody { name, holder } => {
            format!("the key `{name}` belongs to `{holder}`, not to the filer")
        }
        Reason::RoleDoesNotFile { name, role, form } => {
            format!("the key `{name}` has the role `{}`, which does not file `{form}`", role.code())
        }
        Reason::NotTheFirst => "the log is empty and this is not the registrar's own key".into(),
        Reason::KeyAlreadyGranted { entry } => format!("this key was granted in entry {entry}"),
        Reason::KeyNotGranted { name } => format!("no grant of the key `{name}` stands"),
        Reason::KeyHeldByAnother { name, holder } => format!("the key `{name}` was granted to `{holder}`"),
        Reason::UnusableKey { error: Some(error) } => format!("the verifier key cannot be used: {error}"),
        Reason::UnusableKey { error: None } => {
            "the verifier key cannot be used: it is of the kind witnesses use".into()
        }
        Reason::NeededHere { because } => format!("this field is needed because {because}"),
        Reason::NotTakenHere { because } => format!("this field has no place here because {because}"),
        Reason::NoSource => "what others said or published needs its source".into(),
        Reason::NotYours { id } => format!("`{id}` was filed by another body"),
        Reason::AnotherBody { body } => format!("the filing corrected describes `{body}`"),
        Reason::AlreadyWithdrawn { id } => format!("`{id}` was withdrawn"),
        Reason::StandsAsFiled { form, .. } => format!("a filing of the form `{form}` stands as it was filed"),
        Reason::TakenBack => "whoever sent this comment deleted it".into(),
        Reason::OpeningDoesNotMatch => "value and salt do not match the commitment that was filed".into(),
        Reason::NothingWithheld { id } => format!("`{id}` withheld no such field with a commitment"),
    }
}

pub(crate) fn next_en(reason: &Reason) -> String {
    match reason {
        Reason::TooLarge { .. } => "file long papers as documents, named by their SHA-256".into(),
        Reason::NotUtf8 { .. } => "save the file as UTF-8 and sign it again".into(),
        Reason::NotSignedNote { error } => note_next(error).en.into(),
        Reason::NotJson { .. } => "correct the text there and sign it again".into(),
        Reason::Repeated => "keep one of them".into(),
        Reason::UnknownField { nearest: Some(name) } => format!("did you mean `{name}`"),
        Reason::UnknownField { nearest: None } => "take it out; `veedor draft` lists the fields of each form".into(),
        Reason::Missing { may_be_explained: true } => {
            "give it, or say in `withheld` or `unknown` why it is absent".into()
        }
        Reason::Missing { may_be_explained: false } => "give it".into(),
        Reason::ExplainedButGiven => "keep the value or the explanation, not both".into(),
        Reason::ExplainsNothing => "name a field of this form, as `supplier` or `parties[0].country`".into(),
        Reason::WrongKind { found: "null", .. } => {
            "leave the field out; where it is expected, say in `withheld` or `unknown` why".into()
        }
        Reason::WrongKind { expected: "string", found: "number" | "boolean" } => "write it in quotes".into(),
        Reason::WrongKind { expected: "number" | "boolean", found: "string" } => "write it without quotes".into(),
        Reason::WrongKind { expected, .. } => format!("write {} in JSON", kind_en(expected)),
        Reason::NotInCodelist { nearest: Some(code), .. } => format!("did you mean `{code}`"),
        Reason::NotInCodelist { codelist, .. } => format!("take a code from spec/codelists/{codelist}.csv"),
        Reason::Malformed { .. } => "correct the value".into(),
        Reason::TooLong { .. } => "shorten it; long papers are filed as documents".into(),
        Reason::TooMany { .. } => "split it over several filings".into(),
        Reason::EndsBeforeItBegins { .. } => "exchange or correct the dates".into(),
        Reason::Personal { trace } if trace.kind == Kind::Digits => {
            "the text is held back and nothing was logged: if it numbers a document, say so in `cleared` (`document-number`)".into()
        }
        Reason::Personal { trace } if trace.kind == Kind::Name => {
            "nothing was logged: name bodies and posts, not persons; if it names no person, say so in `cleared`".into()
        }
        Reason::Personal { .. } => "nothing was logged: take it out; such numbers and addresses are never filed".into(),
        Reason::UnknownForm { nearest: Some(form), .. } => format!("did you mean `{form}`"),
        Reason::UnknownForm { nearest: None, .. } => "`veedor draft` lists the forms".into(),
        Reason::IdOfAnotherForm { .. } => "use an id whose third part is the form".into(),
        Reason::IdOfAnotherFiler { .. } => "number your filings under your own id".into(),
        Reason::IdTaken { .. } => "ids are never reused: take the next number, or file a `correction`".into(),
        Reason::UnknownReference { .. } => "file that first, or correct the id".into(),
        Reason::OtherJurisdiction { .. } => {
            "cite the other register in `sources`, or file a `body` of that jurisdiction first".into()
        }
        Reason::Future { .. } => "file it when it has happened".into(),
        Reason::UnknownKey { .. } => "sign with a granted key, or ask the registrar for a `key` filing".into(),
        Reason::ForeignSignature { .. } => "leave only signatures by granted keys".into(),
        Reason::LastRegistrar { .. } => "grant the registrar another key first, or nobody could grant any more".into(),
        Reason::BadSignature { .. } => "sign the text again; it may not change after signing".into(),
        Reason::KeyNotYetValid { .. } | Reason::KeyExpired { .. } | Reason::KeyRevoked { .. } => {
            "sign with a key that is valid today".into()
        }
        Reason::KeyOfAnotherBody { .. } => "sign with a key of the filer".into(),
        Reason::RoleDoesNotFile { .. } => {
            "have a key with the right role sign; spec/filing.md lists who files what".into()
        }
        Reason::NotTheFirst => "begin the register with `veedor init`".into(),
        Reason::KeyAlreadyGranted { .. } => "revoke it first, or grant another key".into(),
        Reason::KeyNotGranted { .. } => "correct the key; only what is granted can be revoked".into(),
        Reason::KeyHeldByAnother { .. } => "give that body as `holder`".into(),
        Reason::UnusableKey { .. } => "make a key with `veedor keygen`".into(),
        Reason::NeededHere { .. } => "give it".into(),
        Reason::NotTakenHere { .. } => "take it out".into(),
        Reason::NoSource => "add at least one item to `sources`".into(),
        Reason::NotYours { .. } => "file a `claim` about it instead".into(),
        Reason::AnotherBody { .. } => "describe the same body; another one is another filing".into(),
        Reason::AlreadyWithdrawn { .. } => "file anew under a new id".into(),
        Reason::StandsAsFiled { instead, .. } => instead.en.into(),
        Reason::TakenBack => "file nothing of it, and delete the draft".into(),
        Reason::OpeningDoesNotMatch => "give the value and the salt exactly as they were committed to".into(),
        Reason::NothingWithheld { .. } => "name the field as it stands in `withheld` of that filing".into(),
    }
}

#[expect(clippy::too_many_lines, reason = "a table, one line a reason")]
pub(crate) fn says_es(reason: &Reason) -> String {
    match reason {
        Reason::TooLarge { bytes, limit } => {
            format!("la presentación tiene {bytes} bytes, más de los {limit} que caben en un asiento")
        }
        Reason::NotUtf8 { offset } => format!("el byte {offset} no es UTF-8"),
        Reason::NotSignedNote { error } => format!("no es una nota firmada: {}", note_es(error)),
        Reason::NotJson { column, fault } => format!("el texto no es JSON: columna {column}: {}", fault_es(*fault)),
        Reason::Repeated => "esto aparece dos veces".into(),
        Reason::UnknownField { .. } => "este formulario no tiene ese campo".into(),
        Reason::Missing { .. } => "falta este campo".into(),
        Reason::ExplainedButGiven => "el campo tiene valor y a la vez figura como reservado o desconocido".into(),
        Reason::ExplainsNothing => "este formulario no tiene en esa ruta un campo que explicar".into(),
        Reason::WrongKind { expected, found } => {
            format!("se necesita {}, se encontró {}", kind_es(expected), kind_es(found))
        }
        Reason::NotInCodelist { value, codelist, .. } => format!("`{value}` no está en el catálogo {codelist}"),
        Reason::Malformed { value, wants } => format!("`{value}` no es {}", wants.es),
        Reason::TooLong { characters, limit } => format!("{characters} caracteres, se permiten {limit}"),
        Reason::TooMany { items, limit } => format!("{items} elementos, se permiten {limit}"),
        Reason::EndsBeforeItBegins { from, to } => format!("`{to}` es anterior a `{from}`"),
        Reason::Personal { trace } => format!("probable dato personal: {} (`{}`)", trace.kind.words().es, trace.masked),
        Reason::UnknownForm { value, .. } => format!("no existe el formulario `{value}`"),
        Reason::IdOfAnotherForm { form } => format!("el id es del formulario `{form}`"),
        Reason::IdOfAnotherFiler { body } => format!("el id pertenece a `{body}`, que no es quien presenta"),
        Reason::IdTaken { entry } => format!("este id ya se usó en el asiento {entry} con otro texto"),
        Reason::UnknownReference { id } => format!("el registro no contiene `{id}`"),
        Reason::OtherJurisdiction { id } => {
            format!("`{id}` es de una jurisdicción de la que este registro no tiene ningún organismo")
        }
        Reason::Future { occurred, received } => {
            format!("`{occurred}` es posterior al día en que se recibió, {received}")
        }
        Reason::UnknownKey { names } => {
            format!("ninguna firma es de una clave que el registro conozca (firmado por {})", quoted(names))
        }
        Reason::ForeignSignature { names } => {
            format!("firmado además por {}, que el registro no conoce", quoted(names))
        }
        Reason::LastRegistrar { name } => {
            format!("`{name}` es la última clave de quien lleva el registro que está en vigor sin término")
        }
        Reason::BadSignature { name } => format!("la firma de `{name}` no corresponde al texto"),
        Reason::KeyNotYetValid { name, from } => format!("la clave `{name}` vale desde el {from}"),
        Reason::KeyExpired { name, to } => format!("la clave `{name}` valió hasta el {to}"),
        Reason::KeyRevoked { name, entry } => format!("la clave `{name}` se revocó en el asiento {entry}"),
        Reason::KeyOfAnotherBody { name, holder } => {
            format!("la clave `{name}` es de `{holder}`, no de quien presenta")
        }
        Reason::RoleDoesNotFile { name, role, form } => {
            format!("la clave `{name}` tiene la función `{}`, que no presenta `{form}`", role.code())
        }
        Reason::NotTheFirst => "la bitácora está vacía y esta no es la clave propia de quien lleva el registro".into(),
        Reason::KeyAlreadyGranted { entry } => format!("esta clave se otorgó en el asiento {entry}"),
        Reason::KeyNotGranted { name } => format!("la clave `{name}` no está otorgada"),
        Reason::KeyHeldByAnother { name, holder } => format!("la clave `{name}` se otorgó a `{holder}`"),
        Reason::UnusableKey { error: Some(error) } => format!("la clave de verificación no sirve: {}", key_es(error)),
        Reason::UnusableKey { error: None } => {
            "la clave de verificación no sirve: es del tipo que usan los testigos".into()
        }
        Reason::NeededHere { because } => format!("este campo hace falta porque {because}"),
        Reason::NotTakenHere { because } => format!("este campo no va aquí porque {because}"),
        Reason::NoSource => "lo que otros dijeron o publicaron necesita su fuente".into(),
        Reason::NotYours { id } => format!("`{id}` lo presentó otro organismo"),
        Reason::AnotherBody { body } => format!("lo que se corrige describe a `{body}`"),
        Reason::AlreadyWithdrawn { id } => format!("`{id}` fue retirado"),
        Reason::StandsAsFiled { form, .. } => {
            format!("lo presentado con el formulario `{form}` queda como se presentó")
        }
        Reason::TakenBack => "quien envió este comentario lo borró".into(),
        Reason::OpeningDoesNotMatch => "el valor y la sal no corresponden al compromiso presentado".into(),
        Reason::NothingWithheld { id } => format!("`{id}` no reservó ese campo con un compromiso"),
    }
}

#[expect(clippy::too_many_lines, reason = "a table, one line a reason")]
pub(crate) fn next_es(reason: &Reason) -> String {
    match reason {
        Reason::TooLarge { .. } => "presente los escritos largos como documentos, por su SHA-256".into(),
        Reason::NotUtf8 { .. } => "guarde el archivo en UTF-8 y fírmelo de nuevo".into(),
        Reason::NotSignedNote { error } => note_next(error).es.into(),
        Reason::NotJson { .. } => "corrija el texto ahí y fírmelo de nuevo".into(),
        Reason::Repeated => "deje solo uno".into(),
        Reason::UnknownField { nearest: Some(name) } => format!("¿quiso decir `{name}`?"),
        Reason::UnknownField { nearest: None } => {
            "quítelo; `veedor draft` muestra los campos de cada formulario".into()
        }
        Reason::Missing { may_be_explained: true } => {
            "complételo, o diga en `withheld` o `unknown` por qué falta".into()
        }
        Reason::Missing { may_be_explained: false } => "complételo".into(),
        Reason::ExplainedButGiven => "deje el valor o la explicación, no ambos".into(),
        Reason::ExplainsNothing => "nombre un campo de este formulario, como `supplier` o `parties[0].country`".into(),
        Reason::WrongKind { found: "null", .. } => {
            "quite el campo; si se espera, diga en `withheld` o `unknown` por qué falta".into()
        }
        Reason::WrongKind { expected: "string", found: "number" | "boolean" } => "escríbalo entre comillas".into(),
        Reason::WrongKind { expected: "number" | "boolean", found: "string" } => "escríbalo sin comillas".into(),
        Reason::WrongKind { expected, .. } => format!("escriba en JSON {}", kind_es(expected)),
        Reason::NotInCodelist { nearest: Some(code), .. } => format!("¿quiso decir `{code}`?"),
        Reason::NotInCodelist { codelist, .. } => format!("tome un código de spec/codelists/{codelist}.csv"),
        Reason::Malformed { .. } => "corrija el valor".into(),
        Reason::TooLong { .. } => "acórtelo; los escritos largos se presentan como documentos".into(),
        Reason::TooMany { .. } => "repártalo en varias presentaciones".into(),
        Reason::EndsBeforeItBegins { .. } => "intercambie o corrija las fechas".into(),
        Reason::Personal { trace } if trace.kind == Kind::Digits => {
            "el texto se detuvo y nada se asentó: si numera un documento, dígalo en `cleared` (`document-number`)"
                .into()
        }
        Reason::Personal { trace } if trace.kind == Kind::Name => {
            "nada se asentó: nombre organismos y cargos, no personas; si no nombra a nadie, dígalo en `cleared`".into()
        }
        Reason::Personal { .. } => "nada se asentó: quítelo; esos números y direcciones nunca se presentan".into(),
        Reason::UnknownForm { nearest: Some(form), .. } => format!("¿quiso decir `{form}`?"),
        Reason::UnknownForm { nearest: None, .. } => "`veedor draft` muestra los formularios".into(),
        Reason::IdOfAnotherForm { .. } => "use un id cuya tercera parte sea el formulario".into(),
        Reason::IdOfAnotherFiler { .. } => "numere lo que presenta bajo su propio id".into(),
        Reason::IdTaken { .. } => {
            "los ids no se reutilizan: tome el siguiente número o presente una `correction`".into()
        }
        Reason::UnknownReference { .. } => "presente aquello primero o corrija el id".into(),
        Reason::OtherJurisdiction { .. } => {
            "cite el otro registro en `sources`, o presente antes un `body` de esa jurisdicción".into()
        }
        Reason::Future { .. } => "preséntelo cuando haya ocurrido".into(),
        Reason::UnknownKey { .. } => {
            "firme con una clave otorgada, o pida a quien lleva el registro que la otorgue (`key`)".into()
        }
        Reason::ForeignSignature { .. } => "deje solo firmas de claves otorgadas".into(),
        Reason::LastRegistrar { .. } => {
            "otorgue antes otra clave a quien lleva el registro; si no, nadie podría otorgar más".into()
        }
        Reason::BadSignature { .. } => "firme el texto de nuevo; no puede cambiar después de firmado".into(),
        Reason::KeyNotYetValid { .. } | Reason::KeyExpired { .. } | Reason::KeyRevoked { .. } => {
            "firme con una clave que valga hoy".into()
        }
        Reason::KeyOfAnotherBody { .. } => "firme con una clave de quien presenta".into(),
        Reason::RoleDoesNotFile { .. } => {
            "que firme una clave con la función debida; spec/filing.md dice quién presenta qué".into()
        }
        Reason::NotTheFirst => "inicie el registro con `veedor init`".into(),
        Reason::KeyAlreadyGranted { .. } => "revóquela antes, u otorgue otra clave".into(),
        Reason::KeyNotGranted { .. } => "corrija la clave; solo se revoca lo otorgado".into(),
        Reason::KeyHeldByAnother { .. } => "dé ese organismo como `holder`".into(),
        Reason::UnusableKey { .. } => "haga una clave con `veedor keygen`".into(),
        Reason::NeededHere { .. } => "complételo".into(),
        Reason::NotTakenHere { .. } => "quítelo".into(),
        Reason::NoSource => "agregue al menos un elemento a `sources`".into(),
        Reason::NotYours { .. } => "presente en su lugar una `claim` al respecto".into(),
        Reason::AnotherBody { .. } => "describa al mismo organismo; otro se presenta aparte".into(),
        Reason::AlreadyWithdrawn { .. } => "preséntelo de nuevo con otro id".into(),
        Reason::StandsAsFiled { instead, .. } => instead.es.into(),
        Reason::TakenBack => "no presente nada de él y borre el borrador".into(),
        Reason::OpeningDoesNotMatch => "dé el valor y la sal tal como se comprometieron".into(),
        Reason::NothingWithheld { .. } => "nombre el campo como figura en `withheld` de aquella presentación".into(),
    }
}

fn fault_en(fault: Fault) -> String {
    match fault {
        Fault::Ends => "the text ends too early".into(),
        Fault::Unexpected('\u{feff}') => "a byte order mark (U+FEFF) cannot stand here".into(),
        Fault::Unexpected(c) => format!("`{}` cannot stand here", shortened(c.encode_utf8(&mut [0; 4]))),
        Fault::String => "a string with a raw control character or a broken escape".into(),
        Fault::Number => "not a number".into(),
        Fault::Depth => "nested too deep".into(),
        Fault::Members => "too many members in one object".into(),
        Fault::Trailing => "more text after the end".into(),
    }
}

fn fault_es(fault: Fault) -> String {
    match fault {
        Fault::Ends => "el texto termina antes de tiempo".into(),
        Fault::Unexpected('\u{feff}') => "una marca de orden de bytes (U+FEFF) no puede ir aquí".into(),
        Fault::Unexpected(c) => format!("`{}` no puede ir aquí", shortened(c.encode_utf8(&mut [0; 4]))),
        Fault::String => "una cadena con un carácter de control o un escape roto".into(),
        Fault::Number => "no es un número".into(),
        Fault::Depth => "demasiados niveles anidados".into(),
        Fault::Members => "demasiados miembros en un objeto".into(),
        Fault::Trailing => "hay texto después del final".into(),
    }
}

fn kind_en(kind: &str) -> String {
    match kind {
        "null" => "null".into(),
        "boolean" => "true or false".into(),
        "array" | "object" => format!("an {kind}"),
        other => format!("a {other}"),
    }
}

fn kind_es(kind: &str) -> &str {
    match kind {
        "null" => "nulo (null)",
        "boolean" => "un valor lógico (true o false)",
        "number" => "un número",
        "string" => "una cadena de texto",
        "array" => "una lista ([…])",
        "object" => "un objeto ({…})",
        other => other,
    }
}

fn quoted(names: &[String]) -> String {
    names.iter().map(|name| format!("`{}`", shortened(name))).collect::<Vec<_>>().join(", ")
}

/// What to do about bytes that are no note.
fn note_next(error: &NoteError) -> Words {
    match error {
        NoteError::ControlCharacter { byte: b'\r', .. } => Words::new(
            "guarde el borrador solo con saltos de línea LF (no CRLF) y fírmelo de nuevo",
            "save the draft with line feeds alone (LF, not CRLF) and sign it again",
        ),
        NoteError::ControlCharacter { .. } => Words::new(
            "sangre el borrador con espacios, quite otros caracteres de control y fírmelo de nuevo",
            "indent the draft with spaces, take other control characters out, and sign it again",
        ),
        _ => Words::new("firme el borrador con `veedor file`", "sign the draft with `veedor file`"),
    }
}

/// What the note's parser says, in Spanish; its English is its own.
fn note_es(error: &NoteError) -> String {
    match error {
        NoteError::Utf8 { line } => format!("línea {line}: no es UTF-8"),
        NoteError::ControlCharacter { line, byte } => {
            format!("línea {line}: el carácter de control 0x{byte:02x} no cabe en una nota")
        }
        NoteError::TextEnd => "el texto debe terminar con un salto de línea".into(),
        NoteError::NoEmptyLine => "falta la línea vacía entre el texto y sus firmas".into(),
        NoteError::CutOff => "no termina con un salto de línea; ¿está cortada?".into(),
        NoteError::NoSignature => "no hay ninguna firma después de la línea vacía".into(),
        NoteError::TooMany(count) => format!("tiene {count} firmas; se aceptan 64"),
        NoteError::Line { line } => {
            format!("línea {line}: una firma es una raya, el nombre de la clave y base64, cada uno tras un espacio")
        }
        NoteError::Ambiguous { name, key_id } => {
            format!("dos claves distintas se llaman `{name}` con el número `{key_id}`")
        }
        NoteError::BadSignature { line, name, .. } => format!("línea {line}: la firma de `{name}` no es válida"),
        NoteError::NotSigned => "no la firma ninguna clave conocida".into(),
    }
}

/// What the parser of verifier keys says, in Spanish.
fn key_es(error: &KeyError) -> String {
    match error {
        KeyError::Shape => "una clave de verificación es `nombre+número+base64`".into(),
        KeyError::Name(name) => {
            format!("`{name}` no es nombre de clave: sin espacios, sin `+`, sin caracteres de control y no vacío")
        }
        KeyError::KeyId(id) => format!("`{id}` no es número de clave: ocho cifras hexadecimales en minúscula"),
        KeyError::WrongKeyId { expected, found } => {
            format!(
                "su número es `{found}`, pero a este nombre y clave corresponde `{expected}`; ¿se cambió el nombre?"
            )
        }
        KeyError::Encoding => "la clave no es el base64 de un byte de tipo y 32 bytes".into(),
        KeyError::Algorithm(byte) => format!("el tipo de clave `0x{byte:02x}` no se admite, solo 0x01 (Ed25519)"),
        KeyError::Unsound => {
            "no es una clave pública Ed25519 sana: fuera de la curva, no canónica o de orden pequeño".into()
        }
    }
}
