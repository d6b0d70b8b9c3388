//! Help of `veedor import`, of checks of tables, and of `veedor redact`.

use super::Row;

/// As the table of all commands.
pub(super) const HELP: &[Row] = &[
    (
        "import",
        "",
        "Convierte una tabla publicada en borradores; con --file también los presenta",
        "Turn a published table into drafts; with --file, also file them",
    ),
    (
        "import",
        "map",
        "Mapa: uno del programa, por su nombre, o un archivo .toml",
        "Mapping: one of the program's, by name, or a .toml file",
    ),
    ("import", "table", "La tabla: CSV, XLSX, JSON o JSON Lines", "The table: CSV, XLSX, JSON or JSON Lines"),
    (
        "import",
        "out",
        "Carpeta de borradores, retenidos, informe y recibos [.]",
        "Folder of drafts, held-back rows, report and receipts [.]",
    ),
    ("import", "filer", "Id del organismo que presenta", "Id of the body that files"),
    ("import", "list", "Muestra los mapas que vienen con el programa", "List the mappings that come with the program"),
    (
        "import",
        "file",
        "Firma y presenta los borradores, con recibos verificados",
        "Sign and file the drafts, with verified receipts",
    ),
    (
        "import",
        "key",
        "Clave privada; puede repetirse para firmas conjuntas",
        "Private key; may be repeated for joint signatures",
    ),
    ("import", "url", "Dirección del registro", "Address of the register"),
    (
        "import",
        "vkey",
        "Clave pública de la bitácora, en vez de la que da el servidor",
        "Public key of the log, instead of the one the server gives",
    ),
    (
        "import",
        "policy",
        "Política de confianza, en vez de la que da el servidor",
        "Trust policy, instead of the one the server gives",
    ),
    (
        "check",
        "map",
        "Mapa con que se revisa una tabla; vea `veedor import --list`",
        "Mapping to check a table by; see `veedor import --list`",
    ),
    ("check", "filer", "Id del organismo que presentaría la tabla", "Id of the body that would file the table"),
    (
        "check",
        "all",
        "Muestra todo lo hallado, no sólo lo primero de cada clave",
        "Show all that is found, not only the first of each code",
    ),
    (
        "redact",
        "",
        "Busca probables datos personales en archivos, sin repetirlos",
        "Look for likely personal data in files, without repeating them",
    ),
    ("redact", "files", "Archivos CSV, JSON, JSON Lines o de texto", "Files of CSV, JSON, JSON Lines or text"),
    ("redact", "check", "Sólo busca; no cambia nada", "Only look; change nothing"),
];
