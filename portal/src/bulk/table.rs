//! The tables of the bulk files, declared once: what rows they have, what each column means in both languages, what it
//! points to. Files, descriptors and the data page all follow from here.

/// A table.
#[derive(Debug)]
pub struct Table {
    /// Its name, and that of its files.
    pub name: &'static str,
    /// What its rows are, in Spanish.
    pub es: &'static str,
    /// What its rows are, in English.
    pub en: &'static str,
    /// Names of the columns that no two rows share, by which rows are sorted.
    pub key: &'static [&'static str],
    /// Column, table and column it points to.
    pub points: &'static [(&'static str, &'static str, &'static str)],
    /// The columns, in the order of `sql`.
    pub columns: &'static [Column],
    /// The rows, in the order of the key.
    pub(super) sql: &'static str,
}

/// A column.
#[derive(Debug)]
pub struct Column {
    /// Its name, the same in every format.
    pub name: &'static str,
    /// What its cells are.
    pub kind: Kind,
    /// Label in Spanish.
    pub es: &'static str,
    /// Label in English.
    pub en: &'static str,
}

/// What the cells of a column are. A cell that is empty was not given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text, ids and codes.
    Text,
    /// The code of a stage of the life line, kept as its number.
    Stage,
    /// A whole number.
    Whole,
    /// Yes or no.
    Flag,
    /// A day of the calendar.
    Day,
    /// A moment, in UTC, to the millisecond.
    Moment,
    /// A number with at most four decimals: a count, or money.
    Amount,
    /// JSON.
    Json,
    /// The JSON of a filing, taken from its entry.
    Filing,
}

use Kind::{Amount, Day, Filing, Flag, Json, Moment, Stage, Text, Whole};

const fn column(name: &'static str, kind: Kind, es: &'static str, en: &'static str) -> Column {
    Column { name, kind, es, en }
}

/// All tables.
pub const TABLES: &[Table] =
    &[FILINGS, REFERENCES, RECORDS, BODIES, FIGURES, RETURNS, GAPS, GAP_FIGURES, FINDINGS, DOCUMENTS];

const FILINGS: Table = Table {
    name: "filings",
    es: "Todas las presentaciones, una por asiento, también las correcciones y los retiros; los bytes firmados están en la bitácora.",
    en: "Every filing, one an entry, corrections and withdrawals too; the signed bytes are in the log.",
    key: &["entry"],
    points: &[],
    columns: &[
        column("entry", Whole, "Asiento en la bitácora", "Entry in the log"),
        column("received", Moment, "Recibida", "Received"),
        column("id", Text, "Presentación", "Filing"),
        column("form", Text, "Formulario", "Form"),
        column("filer", Text, "Quien presenta", "Filer"),
        column("occurred", Text, "Día del hecho", "Day of the event"),
        column("corrects", Text, "Presentación que corrige", "Filing that it corrects"),
        column("withdraws", Text, "Presentación que retira", "Filing that it withdraws"),
        column("corrected_by", Whole, "Asiento de su última corrección", "Entry of its latest correction"),
        column("withdrawn_by", Whole, "Asiento que la retira", "Entry that withdraws it"),
        column("leaf_hash", Text, "Huella de la hoja en el árbol (RFC 6962)", "Leaf hash in the tree (RFC 6962)"),
        column(
            "signed",
            Filing,
            "JSON de la presentación en una línea, sin firmas",
            "JSON of the filing on one line, without signatures",
        ),
    ],
    sql: include_str!("filings.sql"),
};

const REFERENCES: Table = Table {
    name: "references",
    es: "Qué presentación vigente se refiere a qué organismo o presentación.",
    en: "Which filing that stands refers to which body or filing.",
    key: &["filing", "to"],
    points: &[("filing", "filings", "id")],
    columns: &[
        column("filing", Text, "Presentación", "Filing"),
        column("to", Text, "Organismo o presentación a que se refiere", "Body or filing it refers to"),
    ],
    sql: include_str!("references.sql"),
};

const RECORDS: Table = Table {
    name: "records",
    es: "Tecnologías de vigilancia que constan en el registro.",
    en: "Surveillance technologies on record.",
    key: &["id"],
    points: &[("id", "filings", "id")],
    columns: &[
        column("id", Text, "Tecnología", "Technology"),
        column("entry", Whole, "Asiento", "Entry"),
        column("name", Text, "Nombre", "Name"),
        column("class", Text, "Clase", "Class"),
        column("holder", Text, "Organismo que la tiene", "Body that holds it"),
        column("maker", Text, "Fabricante", "Maker"),
        column("reached", Stage, "Última etapa conocida", "Last stage known"),
        column("filed", Whole, "Presentaciones del tenedor", "Filings of its holder"),
        column("claims", Whole, "Afirmaciones vigentes", "Claims that stand"),
        column("changed", Whole, "Último asiento que la toca", "Last entry that touches it"),
        column("withdrawn", Flag, "Retirada", "Withdrawn"),
    ],
    sql: include_str!("records.sql"),
};

const BODIES: Table = Table {
    name: "bodies",
    es: "Organismos descritos: dependencias, tribunales, empresas, organizaciones.",
    en: "Bodies described: agencies, courts, companies, organisations.",
    key: &["id"],
    points: &[],
    columns: &[
        column("id", Text, "Organismo", "Body"),
        column("name", Text, "Nombre", "Name"),
        column("short", Text, "Nombre corto", "Short name"),
        column("kind", Text, "Clase", "Kind"),
        column("entry", Whole, "Asiento de la descripción", "Entry of the description"),
    ],
    sql: include_str!("bodies.sql"),
};

const FIGURES: Table = Table {
    name: "figures",
    es: "Lo que alguien dijo en cifras: cifras de informes, y órdenes, resultados, incidentes y pagos contados uno por uno.",
    en: "What somebody said in figures: figures of returns, and orders, outcomes, incidents and payments counted one each.",
    key: &["filing", "part"],
    points: &[("filing", "filings", "id")],
    columns: &[
        column("filing", Text, "Presentación", "Filing"),
        column("part", Whole, "Lugar en la presentación", "Place in the filing"),
        column("entry", Whole, "Asiento", "Entry"),
        column("side", Text, "Lado por el que habla", "Side it speaks for"),
        column("reporter", Text, "Quien informa", "Reporter"),
        column("own", Flag, "Lo presentó quien informa", "Filed by the reporter itself"),
        column("other", Text, "De quién se informa", "About whom"),
        column("place", Text, "Lugar", "Place"),
        column("measure", Text, "Medida", "Measure"),
        column("basis", Text, "Base legal", "Legal basis"),
        column("technology", Text, "Clase de tecnología", "Class of technology"),
        column("from", Day, "Desde", "From"),
        column("until", Day, "Hasta", "Until"),
        column("unit", Text, "Unidad", "Unit"),
        column("counted", Text, "Cifra, o formulario contado", "Figure, or the form that is counted"),
        column("counting_rule", Text, "Regla de conteo", "Counting rule"),
        column("category", Text, "Categoría", "Category"),
        column("outcome", Text, "Resultado", "Outcome"),
        column("low", Amount, "Cota inferior", "Lower bound"),
        column("high", Amount, "Cota superior; vacía si está abierta", "Upper bound; empty where it is open"),
        column("protected", Flag, "Se muestra como intervalo", "Shown as a range"),
        column("absent", Whole, "Valores que faltan", "Values that are missing"),
        column("withheld", Flag, "Reservada", "Withheld"),
        column("published", Day, "Publicada", "Published"),
        column("restated", Flag, "Sustituida por un informe posterior", "Restated by a later return"),
    ],
    sql: include_str!("figures.sql"),
};

const RETURNS: Table = Table {
    name: "returns",
    es: "Informes de cifras: de quién, de qué días, recibidos cuándo.",
    en: "Returns: whose figures, of which days, received when.",
    key: &["filing"],
    points: &[("filing", "filings", "id")],
    columns: &[
        column("filing", Text, "Presentación", "Filing"),
        column("entry", Whole, "Asiento", "Entry"),
        column("reporter", Text, "Quien informa", "Reporter"),
        column("own", Flag, "Lo presentó quien informa", "Filed by the reporter itself"),
        column("from", Day, "Desde", "From"),
        column("until", Day, "Hasta", "Until"),
        column("received", Day, "Recibido", "Received"),
        column("published", Day, "Publicado", "Published"),
        column("nil", Flag, "Sin hechos, firmado", "Signed nil"),
        column("withheld", Flag, "Reservado", "Withheld"),
        column(
            "measures",
            Text,
            "Medidas con cantidad, separadas por espacios",
            "Measures with an amount, with spaces between",
        ),
        column("without", Text, "Medidas a las que falta una cantidad", "Measures of which an amount is left out"),
        column("restates", Text, "Informe al que sustituye", "The return it restates"),
    ],
    sql: include_str!("returns.sql"),
};

const GAPS: Table = Table {
    name: "gaps",
    es: "Qué dicen dos lados de lo mismo, y cuánto se apartan.",
    en: "What two sides say of the same thing, and how far apart they are.",
    key: &["id"],
    points: &[],
    columns: &[
        column("id", Text, "Diferencia", "Gap"),
        column("rule", Text, "Regla de cotejo", "Matching rule"),
        column("period", Text, "Periodo", "Period"),
        column("what", Text, "De qué", "Of what"),
        column("stand", Text, "Cómo está: apart, agree u only", "How it stands: apart, agree or only"),
        column("low", Amount, "Diferencia, cota inferior", "How far apart, lower bound"),
        column("high", Amount, "Diferencia, cota superior", "How far apart, upper bound"),
        column(
            "known",
            Day,
            "Día desde el que corre el plazo para explicarla",
            "Day from which the sides have time to explain it",
        ),
        column("body", Text, "Organismo que responde", "Body that answers for it"),
        column("record", Text, "Contrato u otra presentación", "Contract or other filing"),
        column("sides", Json, "Ambos lados; dinero en diezmilésimas", "Both sides; money in ten-thousandths"),
        column("explained", Json, "Explicaciones", "Explanations"),
    ],
    sql: include_str!("gaps.sql"),
};

const GAP_FIGURES: Table = Table {
    name: "gap-figures",
    es: "Las cifras de cada lado de una diferencia: las que se suman y las que se dejan fuera, y por qué.",
    en: "The figures on each side of a gap: those that are added, those that are left out, and why.",
    key: &["gap", "side", "filing", "part"],
    points: &[("gap", "gaps", "id"), ("filing", "filings", "id")],
    columns: &[
        column("gap", Text, "Diferencia", "Gap"),
        column("side", Whole, "Lado: 1 o 2", "Side: 1 or 2"),
        column("filing", Text, "Presentación", "Filing"),
        column("part", Whole, "Lugar en la presentación", "Place in the filing"),
        column(
            "left_out",
            Text,
            "Por qué se deja fuera; vacío si se suma",
            "Why it is left out; empty where it is added",
        ),
    ],
    sql: include_str!("gap_figures.sql"),
};

const FINDINGS: Table = Table {
    name: "findings",
    es: "Qué dicen las reglas vigentes de cada caso, a lo largo del tiempo.",
    en: "What the rules in force say of each case, over time.",
    key: &["case", "rulebook", "rule", "from"],
    points: &[],
    columns: &[
        column("case", Text, "Caso", "Case"),
        column("rulebook", Text, "Compendio de reglas", "Rulebook"),
        column("rule", Text, "Regla", "Rule"),
        column("from", Day, "Desde; en el futuro, un plazo que corre", "From; in the future, a deadline that runs"),
        column("until", Day, "Hasta, sin incluirlo", "Until, not including it"),
        column("says", Text, "Dictamen", "Verdict"),
        column("severity", Text, "Gravedad", "Severity"),
        column("kind", Text, "Clase de caso", "Kind of case"),
        column("day", Day, "Día del hecho", "Day of the event"),
        column("body", Text, "Organismo", "Body"),
        column("record", Text, "Tecnología", "Technology"),
        column("version", Whole, "Versión de la regla", "Version of the rule"),
        column("claimed", Flag, "Se apoya en afirmaciones de otros", "Rests on claims of others"),
        column("entry", Whole, "Último asiento en que se apoya", "Last entry it rests on"),
        column("why", Json, "Hechos que deciden", "Facts that decide"),
    ],
    sql: include_str!("findings.sql"),
};

const DOCUMENTS: Table = Table {
    name: "documents",
    es: "Documentos que nombran las presentaciones, por su huella SHA-256.",
    en: "Documents that filings name, by their SHA-256.",
    key: &["sha256", "entry"],
    points: &[("filing", "filings", "id"), ("entry", "filings", "entry")],
    columns: &[
        column("sha256", Text, "SHA-256", "SHA-256"),
        column("entry", Whole, "Asiento", "Entry"),
        column("filing", Text, "Presentación", "Filing"),
    ],
    sql: include_str!("documents.sql"),
};
