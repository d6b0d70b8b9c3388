//! Why a mapping, a file or a row cannot be imported: one variant a reason, each with its code, its sentence and the next
//! step in both languages. What a cell holds is repeated short, and masked where it may be of a person.

use register::{lang::Lang, personal};

use crate::said::Said;

/// What can be wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each sentence below says what its variant and fields are")]
pub enum Reason {
    // Of the mapping.
    NotMapping { line: usize, says: String },
    UnknownColumn { column: String, nearest: Option<String> },
    UnusedColumn { column: String },
    NoSuchTable { table: String },
    NoSuchForm { form: String },
    NotShared { column: String },
    BadPattern { pattern: String },
    BadSetting { setting: &'static str, value: String },
    NoFiler,
    // Of the file.
    OtherEncoding { declared: String, found: &'static str },
    NotInEncoding { encoding: &'static str },
    Delimiter { declared: char, found: char },
    MissingColumn { column: String, nearest: Option<String> },
    NewColumn { column: String, nearest: Option<String> },
    RepeatedColumn { column: String },
    NoHeader { row: u64 },
    NotWorkbook { says: String },
    Unpacks { most: u64 },
    Announces,
    Columns { most: u32 },
    Repeats,
    LongCell { most: usize },
    NotJson { line: usize, says: String },
    Unreadable { says: String },
    TooMuch { bytes: usize },
    TooLong { row: u64 },
    // Of a row.
    Cells { found: usize, expected: usize },
    CutOff,
    NotCount { value: String },
    NotDay { value: String, formats: String },
    NotYesNo { value: String },
    NotInTable { value: String, table: String },
    Blank,
    NoId { value: String },
    SameId { id: String },
    OfHeldFiling { row: u64 },
}

impl Reason {
    /// What the reader of workbooks says, cut short: it repeats what the file says.
    pub(crate) fn not_workbook(says: &dyn std::fmt::Display) -> Reason {
        Reason::NotWorkbook { says: says.to_string().chars().take(200).collect() }
    }

    /// Its code, the same in both languages.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Reason::NotMapping { .. } => "not-a-mapping",
            Reason::UnknownColumn { .. } => "unknown-column",
            Reason::UnusedColumn { .. } => "unused-column",
            Reason::NoSuchTable { .. } => "no-such-table",
            Reason::NoSuchForm { .. } => "unknown-form",
            Reason::NotShared { .. } => "not-shared",
            Reason::BadPattern { .. } => "bad-pattern",
            Reason::BadSetting { .. } => "bad-setting",
            Reason::NoFiler => "no-filer",
            Reason::OtherEncoding { .. } => "other-encoding",
            Reason::NotInEncoding { .. } => "not-in-encoding",
            Reason::Delimiter { .. } => "other-delimiter",
            Reason::MissingColumn { .. } => "missing-column",
            Reason::NewColumn { .. } => "new-column",
            Reason::RepeatedColumn { .. } => "repeated-column",
            Reason::NoHeader { .. } => "no-header",
            Reason::NotWorkbook { .. } => "not-a-workbook",
            Reason::Unpacks { .. } => "unpacks",
            Reason::Announces => "announces",
            Reason::Columns { .. } => "columns",
            Reason::Repeats => "repeats",
            Reason::LongCell { .. } => "long-cell",
            Reason::NotJson { .. } => "not-json",
            Reason::Unreadable { .. } => "unreadable",
            Reason::TooMuch { .. } => "too-much",
            Reason::TooLong { .. } => "too-long",
            Reason::Cells { .. } => "cells",
            Reason::CutOff => "cut-off",
            Reason::NotCount { .. } => "not-a-count",
            Reason::NotDay { .. } => "not-a-day",
            Reason::NotYesNo { .. } => "not-yes-or-no",
            Reason::NotInTable { .. } => "not-in-table",
            Reason::Blank => "blank",
            Reason::NoId { .. } => "no-id",
            Reason::SameId { .. } => "same-id",
            Reason::OfHeldFiling { .. } => "of-held-filing",
        }
    }

    /// What is wrong, in one sentence without a full stop.
    #[must_use]
    #[expect(clippy::too_many_lines, reason = "a table, one line a reason and language")]
    pub fn says(&self) -> Said {
        let (es, en) = match self {
            Reason::NotMapping { line, says } => (
                format!("línea {line}: esto no es un mapa: {}", in_spanish(says)),
                format!("line {line}: this is no mapping: {says}"),
            ),
            Reason::UnknownColumn { column, .. } => (
                format!("el mapa nombra la columna `{column}`, que no está en su encabezado"),
                format!("the mapping names the column `{column}`, which is not in its header"),
            ),
            Reason::UnusedColumn { column } => (
                format!("el mapa no usa la columna `{column}` ni dice que la omite"),
                format!("the mapping neither uses the column `{column}` nor says that it leaves it out"),
            ),
            Reason::NoSuchTable { table } => {
                (format!("el mapa no tiene la tabla `{table}`"), format!("the mapping has no table `{table}`"))
            }
            Reason::NoSuchForm { form } => {
                (format!("no existe el formulario `{form}`"), format!("there is no form `{form}`"))
            }
            Reason::NotShared { column } => (
                format!("`{column}` no es igual en todas las filas de una presentación"),
                format!("`{column}` is not the same in all rows of one filing"),
            ),
            Reason::BadPattern { pattern } => {
                (format!("`{pattern}` no cierra una llave"), format!("`{pattern}` leaves a brace open"))
            }
            Reason::BadSetting { setting, value } => {
                (format!("`{value}` no sirve para `{setting}`"), format!("`{value}` is no value for `{setting}`"))
            }
            Reason::NoFiler => ("nadie presenta".into(), "nobody files".into()),
            Reason::OtherEncoding { declared, found } => (
                format!("el mapa dice {declared} y el archivo empieza como {found}"),
                format!("the mapping says {declared} and the file begins as {found}"),
            ),
            Reason::NotInEncoding { encoding } => {
                (format!("aquí hay bytes que no son {encoding}"), format!("here are bytes that are not {encoding}"))
            }
            Reason::Delimiter { declared, found } => (
                format!("el mapa separa las celdas con `{declared}` y el archivo con `{found}`"),
                format!("the mapping sets cells apart with `{declared}` and the file with `{found}`"),
            ),
            Reason::MissingColumn { column, .. } => {
                (format!("falta la columna `{column}`"), format!("the column `{column}` is missing"))
            }
            Reason::NewColumn { column, .. } => {
                (format!("el mapa no conoce la columna `{column}`"), format!("the mapping knows no column `{column}`"))
            }
            Reason::RepeatedColumn { column } => {
                (format!("la columna `{column}` está dos veces"), format!("the column `{column}` is there twice"))
            }
            Reason::NoHeader { row } => {
                (format!("no hay encabezado en la fila {row}"), format!("there is no header in row {row}"))
            }
            Reason::NotWorkbook { says } => (
                format!("no se puede leer como libro XLSX: {says}"),
                format!("it cannot be read as a workbook: {says}"),
            ),
            Reason::Unpacks { most } => (
                format!("el libro desempaquetado, o el texto de sus celdas, pasa de {} MiB", most >> 20),
                format!("the workbook unpacked, or the text of its cells, is more than {} MiB", most >> 20),
            ),
            Reason::Announces => (
                "el libro anuncia más textos de los que tiene, o no está en UTF-8".to_owned(),
                "the workbook announces more texts than it has, or is not in UTF-8".to_owned(),
            ),
            Reason::Columns { most } => (
                format!("la hoja tiene celdas más allá de la columna {most}"),
                format!("the sheet has cells beyond column {most}"),
            ),
            Reason::Repeats => (
                "el libro tiene formatos o rutas de hojas demasiado largos, o los nombra demasiadas veces".to_owned(),
                "the workbook has formats or paths of sheets that are too long, or names them too often".to_owned(),
            ),
            Reason::LongCell { most } => (
                format!("una celda pasa de {most} caracteres, que es lo que cabe en una de XLSX"),
                format!("a cell has more than {most} characters, which is what one of XLSX holds"),
            ),
            Reason::NotJson { line, says } => {
                (format!("línea {line}: no es JSON: {says}"), format!("line {line}: this is no JSON: {says}"))
            }
            Reason::Unreadable { says } => (format!("no se puede leer: {says}"), format!("cannot be read: {says}")),
            Reason::TooMuch { bytes } => (
                format!("las filas que se agrupan pasan de {} MiB", bytes >> 20),
                format!("the rows to be grouped are more than {} MiB", bytes >> 20),
            ),
            Reason::TooLong { row } => (
                format!("la tabla es más larga de lo que aquí se recibe: lo que sigue a la fila {row} no se leyó"),
                format!("the table is longer than what is taken here: nothing after row {row} was read"),
            ),
            Reason::Cells { found, expected } => {
                (format!("{found} celdas, se esperan {expected}"), format!("{found} cells, {expected} are expected"))
            }
            Reason::CutOff => {
                ("aquí termina el archivo, dentro de unas comillas".into(), "the file ends here, within quotes".into())
            }
            Reason::NotCount { value } => {
                (format!("`{}` no es una cantidad", shown(value)), format!("`{}` is no count", shown(value)))
            }
            Reason::NotDay { value, formats } => (
                format!("`{}` no es una fecha según {formats}", shown(value)),
                format!("`{}` is no day by {formats}", shown(value)),
            ),
            Reason::NotYesNo { value } => {
                (format!("`{}` no es sí ni no", shown(value)), format!("`{}` is neither yes nor no", shown(value)))
            }
            Reason::NotInTable { value, table } => (
                format!("`{}` no está en la tabla `{table}`", shown(value)),
                format!("`{}` is not in the table `{table}`", shown(value)),
            ),
            Reason::Blank => ("la celda está vacía".into(), "the cell is blank".into()),
            Reason::NoId { value } => (
                format!("`{}` no puede ser parte de un id", shown(value)),
                format!("`{}` cannot be part of an id", shown(value)),
            ),
            Reason::SameId { id } => {
                (format!("otra fila ya dio el id `{id}`"), format!("another row gave the id `{id}` already"))
            }
            Reason::OfHeldFiling { row } => (
                format!("va en la misma presentación que la fila {row}, que se retuvo"),
                format!("belongs to the same filing as row {row}, which is held back"),
            ),
        };
        Said { es, en }
    }

    /// What to do next, in one sentence without a full stop.
    #[must_use]
    pub fn next(&self) -> Said {
        match self {
            Reason::UnknownColumn { nearest: Some(near), .. }
            | Reason::MissingColumn { nearest: Some(near), .. }
            | Reason::NewColumn { nearest: Some(near), .. } => {
                Said::new(format!("la más parecida es `{near}`"), format!("the nearest is `{near}`"))
            }
            other => {
                let (es, en) = other.remedy();
                Said::new(es, en)
            }
        }
    }

    fn remedy(&self) -> (&'static str, &'static str) {
        match self {
            Reason::NotMapping { .. } | Reason::BadSetting { .. } | Reason::NoSuchTable { .. } => (
                "corrija el mapa; docs/import.es.md dice qué lleva",
                "correct the mapping; docs/import.md says what it takes",
            ),
            Reason::UnknownColumn { .. } => ("agréguela a `header`", "add it to `header`"),
            Reason::UnusedColumn { .. } => {
                ("úsela en un campo o agréguela a `skip`", "use it in a field or add it to `skip`")
            }
            Reason::NoSuchForm { .. } => ("`veedor draft` muestra los formularios", "`veedor draft` lists the forms"),
            Reason::NotShared { .. } => {
                ("agréguela a `group` o llévela a las cifras", "add it to `group` or move it to the figures")
            }
            Reason::BadPattern { .. } => ("cierre cada `{columna}`", "close every `{column}`"),
            Reason::NoFiler => ("dé el organismo con `--filer ID`", "give the body with `--filer ID`"),
            Reason::OtherEncoding { .. } | Reason::NotInEncoding { .. } => (
                "declare `encoding` en el mapa (utf-8, windows-1252, utf-16le) o guarde el archivo en UTF-8",
                "declare `encoding` in the mapping (utf-8, windows-1252, utf-16le) or save the file as UTF-8",
            ),
            Reason::Delimiter { .. } => ("corrija `delimiter` en el mapa", "correct `delimiter` in the mapping"),
            Reason::MissingColumn { .. } | Reason::NewColumn { .. } => (
                "la fuente cambió: revise el mapa antes de importar",
                "the source has changed: look at the mapping before you import",
            ),
            Reason::RepeatedColumn { .. } => ("deje una", "leave one"),
            Reason::NoHeader { .. } => ("corrija `header_row` en el mapa", "correct `header_row` in the mapping"),
            Reason::NotWorkbook { .. } | Reason::NotJson { .. } => {
                ("corrija el archivo o `format`", "correct the file or `format`")
            }
            Reason::Unpacks { .. }
            | Reason::Announces
            | Reason::Columns { .. }
            | Reason::Repeats
            | Reason::LongCell { .. } => (
                "guarde sólo la hoja de la tabla, como CSV en UTF-8",
                "save the sheet of the table alone, as CSV in UTF-8",
            ),
            Reason::Unreadable { .. } => ("intente de nuevo", "try again"),
            Reason::TooMuch { .. } => {
                ("divida el archivo por las columnas de `group`", "split the file by the columns of `group`")
            }
            Reason::TooLong { .. } => (
                "divídala, o use `veedor import`, que recibe tablas de cualquier tamaño",
                "split it, or use `veedor import`, which takes tables of any size",
            ),
            Reason::Cells { .. } => {
                ("corrija comillas y separadores de la fila", "correct the quotes and marks of the row")
            }
            Reason::CutOff => ("traiga el archivo completo", "get the whole file"),
            Reason::NotCount { .. } => {
                ("corrija la celda o declare `thousands`", "correct the cell or declare `thousands`")
            }
            Reason::NotDay { .. } => {
                ("corrija la celda o agregue su formato a `days`", "correct the cell or add its format to `days`")
            }
            Reason::NotYesNo { .. } => ("agregue la palabra a `yes` o `no`", "add the word to `yes` or `no`"),
            Reason::NotInTable { .. } => ("agréguelo a la tabla del mapa", "add it to the mapping's table"),
            Reason::Blank => ("complétela", "fill it in"),
            Reason::NoId { .. } => {
                ("un id lleva hasta 40 letras, cifras y guiones", "an id takes up to 40 letters, digits and hyphens")
            }
            Reason::SameId { .. } => {
                ("quite la repetida o dé a `id` otra columna", "take the repeated one out or give `id` another column")
            }
            Reason::OfHeldFiling { .. } => ("corrija aquella y vuelva a importar", "correct that one and import again"),
        }
    }
}

/// A value as a finding repeats it: short, without control characters, masked where it may be of a person.
fn shown(value: &str) -> String {
    match personal::find(value, &[]) {
        Some(trace) => trace.masked,
        None => {
            let plain = |c: char| if c.is_control() { ' ' } else { c };
            value.chars().take(60).map(plain).collect()
        }
    }
}

/// What the TOML reader says of a wrong field, in Spanish: its sentences are few.
fn in_spanish(says: &str) -> String {
    let words = [
        ("unknown field", "no existe el campo"),
        ("unknown variant", "no existe el valor"),
        ("missing field", "falta el campo"),
        ("duplicate field", "está dos veces el campo"),
        ("duplicate key", "está dos veces la clave"),
        ("invalid type:", "otro tipo de valor:"),
        ("expected one of", "se espera uno de"),
        ("expected", "se espera"),
        (" or ", " o "),
        ("a string", "un texto"),
        ("a sequence", "una lista"),
        ("there are no fields", "no lleva campos"),
        ("sequence", "lista"),
        ("integer", "número"),
        ("boolean", "sí o no"),
        ("string", "texto"),
        ("map", "tabla"),
        ("struct", "tabla"),
    ];
    let known = words[..6].iter().any(|(en, _)| says.starts_with(en));
    if !known {
        return format!("TOML: {says}");
    }
    words.iter().fold(says.to_owned(), |says, (en, es)| says.replace(en, es))
}

/// The words of a reason in one language: sentence and next step.
#[must_use]
pub fn told(reason: &Reason, lang: Lang) -> String {
    format!("{}; {} [{}]", reason.says().in_(lang), reason.next().in_(lang), reason.code())
}
