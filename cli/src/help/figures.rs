//! Help of `veedor figures`, `reconcile` and `missing`.

use super::Row;

/// As the table of all commands.
pub(super) const HELP: &[Row] = &[
    (
        "figures",
        "",
        "Calcula cifras desde la bitácora, o comprueba una tabla publicada",
        "Compute figures from the log, or check a table that was published",
    ),
    ("figures", "data", "Carpeta del registro [veedor-data]", "Folder of the register [veedor-data]"),
    ("figures", "url", "Dirección del registro", "Address of the register"),
    (
        "figures",
        "vkey",
        "Clave pública de la bitácora, en vez de la que da el servidor",
        "Public key of the log, instead of the one the server gives",
    ),
    (
        "figures",
        "by",
        "Filas por: reporter, other, place, measure, basis, technology, year, half, quarter, month; puede repetirse",
        "Rows by: reporter, other, place, measure, basis, technology, year, half, quarter, month; may be repeated",
    ),
    ("figures", "unit", "Solo esta unidad", "Only this unit"),
    (
        "figures",
        "counted",
        "Solo cifras de informes, o solo contadas de presentaciones",
        "Only figures of returns, or only counted from filings",
    ),
    (
        "figures verify",
        "",
        "Calcula de nuevo una tabla publicada y dice en qué difiere",
        "Compute a published table again and say where it differs",
    ),
    (
        "figures verify",
        "table",
        "El JSON de la página `use`: un archivo, o la página",
        "The JSON of the page `use`: a file, or the page",
    ),
    ("figures verify", "data", "Carpeta del registro [veedor-data]", "Folder of the register [veedor-data]"),
    ("figures verify", "url", "Dirección del registro", "Address of the register"),
    (
        "figures verify",
        "vkey",
        "Clave pública de la bitácora, en vez de la que da el servidor",
        "Public key of the log, instead of the one the server gives",
    ),
    (
        "figures series",
        "",
        "Muestra cada valor que alguien publicó de cada periodo, cuándo, y cómo cambió",
        "Show every value that somebody published of each period, when, and how it changed",
    ),
    (
        "figures series",
        "reporter",
        "Quien informa: su id, o el nombre que le da su fuente",
        "Who reports: its id, or the name its source gives it",
    ),
    ("figures series", "data", "Carpeta del registro [veedor-data]", "Folder of the register [veedor-data]"),
    ("figures series", "url", "Dirección del registro", "Address of the register"),
    (
        "figures series",
        "vkey",
        "Clave pública de la bitácora, en vez de la que da el servidor",
        "Public key of the log, instead of the one the server gives",
    ),
    ("figures series", "measure", "Solo esta medida", "Only this measure"),
    (
        "reconcile",
        "",
        "Compara lo que dicen dos partes: tribunal, autoridad, operador, proveedor, tesorería",
        "Compare what two sides say: court, agency, operator, vendor, treasury",
    ),
    (
        "reconcile",
        "drafts",
        "Borradores (JSON Lines) que se suman, o solos si no se dice qué registro",
        "Drafts (JSON Lines) taken in beside, or alone where no register is named",
    ),
    ("reconcile", "data", "Carpeta del registro [veedor-data]", "Folder of the register [veedor-data]"),
    ("reconcile", "url", "Dirección del registro", "Address of the register"),
    (
        "reconcile",
        "vkey",
        "Clave pública de la bitácora, en vez de la que da el servidor",
        "Public key of the log, instead of the one the server gives",
    ),
    (
        "reconcile",
        "all",
        "También lo que coincide y aquello de lo que habla una sola parte",
        "Also what agrees and that of which one side only speaks",
    ),
    (
        "missing",
        "",
        "Dice quién debe cifras de qué periodo y no las dio",
        "Say who owes figures for which period and gave none",
    ),
    ("missing", "data", "Carpeta del registro [veedor-data]", "Folder of the register [veedor-data]"),
    ("missing", "url", "Dirección del registro", "Address of the register"),
    (
        "missing",
        "vkey",
        "Clave pública de la bitácora, en vez de la que da el servidor",
        "Public key of the log, instead of the one the server gives",
    ),
    ("missing", "body", "Solo este organismo", "Only this body"),
    ("missing", "period", "Solo este periodo, como 2024-q2", "Only this period, as 2024-q2"),
    (
        "missing",
        "state",
        "Solo así: filed, nil, late, refused, transcribed, missing, not-yet-due, ended",
        "Only so: filed, nil, late, refused, transcribed, missing, not-yet-due, ended",
    ),
    ("missing", "on", "Como está en este día [hoy]", "As it stands on this day [today]"),
];
