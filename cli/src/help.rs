//! Help in both languages: one line a command and one a flag, in the order they are shown. A test asks for both
//! languages of every command and flag. Here too, flags get their `VEEDOR_…` variable and the defaults of `veedor.toml`.

use clap::{Arg, ArgAction, Command, CommandFactory as _, builder::BoolishValueParser};
use register::lang::{Lang, Words};

use crate::{commands::Cli, settings::Settings};

mod comments;
mod eyes;
mod figures;
mod import;
mod law;
mod observatory;

/// Command (empty for all; of a subcommand with its command, as `law check`), flag or value by its id (empty for the
/// command itself), Spanish, English.
type Row = (&'static str, &'static str, &'static str, &'static str);

const HELP: &[Row] = &[
    (
        "",
        "",
        "Veedor: registro público de tecnología de vigilancia, que cualquiera puede verificar.",
        "Veedor: a public register of surveillance technology that anyone can verify.",
    ),
    (
        "",
        "json",
        "Un documento JSON en la salida, para programas",
        "One JSON document on standard output, for programs",
    ),
    ("", "lang", "Idioma: es o en; sin ella, el del sistema", "Language: es or en; without it, the system's"),
    (
        "",
        "config",
        "Archivo de opciones; sin ella, ./veedor.toml si existe",
        "Settings file; without it, ./veedor.toml if there is one",
    ),
    ("", "help", "Muestra esta ayuda", "Show this help"),
    ("", "version", "Muestra la versión", "Show the version"),
    (
        "init",
        "",
        "Hace un registro: carpeta, claves y los dos primeros asientos",
        "Make a register: folder, keys and its first two entries",
    ),
    ("init", "data", "Carpeta de datos [veedor-data]", "Data folder [veedor-data]"),
    (
        "init",
        "origin",
        "Identidad de la bitácora, una dirección sin esquema, como registro.example.org/bitacora",
        "Identity of the log, an address without scheme, as register.example.org/log",
    ),
    (
        "init",
        "registrar",
        "Id del organismo que lleva el registro, como mx/inai",
        "Id of the body that keeps the register, as mx/inai",
    ),
    ("init", "name_es", "Nombre del registro en español", "Name of the register in Spanish"),
    ("init", "name_en", "Nombre del registro en inglés", "Name of the register in English"),
    (
        "init",
        "body_kind",
        "Tipo del organismo que lo lleva, un código [registrar]",
        "Kind of the body that keeps it, a code [registrar]",
    ),
    (
        "init",
        "registrar_key",
        "Clave privada que ya tiene quien lleva el registro; sin ella se hace una",
        "Private key the registrar has already; without it one is made",
    ),
    (
        "init",
        "demonstration",
        "Es una demostración: todas las páginas lo dicen",
        "It is a demonstration: every page says so",
    ),
    ("keygen", "", "Hace una clave para firmar presentaciones", "Make a key to sign filings with"),
    ("keygen", "name", "Nombre de la clave, como el id del organismo", "Name of the key, such as the body's id"),
    ("keygen", "out", "Archivo de la clave privada [NOMBRE.key]", "File of the private key [NAME.key]"),
    (
        "draft",
        "",
        "Da un borrador de un formulario, o la lista de sus campos",
        "Give a draft of a form, or the list of its fields",
    ),
    ("draft", "form", "Formulario, como contract", "Form, as contract"),
    ("draft", "out", "Archivo del borrador; sin él, a la salida", "File of the draft; without it, to standard output"),
    ("draft", "filer", "Id del organismo que presenta", "Id of the body that files"),
    ("draft", "id", "Id de la presentación", "Id of the filing"),
    ("draft", "fields", "Lista todos los campos en palabras", "List all fields in words"),
    (
        "check",
        "",
        "¿Se admitiría? Todos los motivos, antes de presentar",
        "Would it be admitted? Every reason, before filing",
    ),
    (
        "check",
        "files",
        "Borradores o presentaciones firmadas; - es la entrada",
        "Drafts or signed filings; - is standard input",
    ),
    ("check", "data", "Carpeta del registro contra el que se revisa", "Folder of the register to check against"),
    ("check", "url", "Dirección del registro contra el que se revisa", "Address of the register to check against"),
    (
        "check",
        "vkey",
        "Clave pública de la bitácora, en vez de la que da el servidor",
        "Public key of the log, instead of the one the server gives",
    ),
    ("check", "key", "Clave con que se firmaría; puede repetirse", "Key it would be signed with; may be repeated"),
    (
        "file",
        "",
        "Firma y presenta; guarda el recibo y lo verifica antes de decir que se aceptó",
        "Sign and file; keep the receipt and verify it before saying accepted",
    ),
    (
        "file",
        "paper",
        "Borrador, presentación firmada, o borradores uno por línea (.jsonl)",
        "Draft, signed filing, or drafts one a line (.jsonl)",
    ),
    (
        "file",
        "key",
        "Clave privada; puede repetirse para firmas conjuntas",
        "Private key; may be repeated for joint signatures",
    ),
    (
        "file",
        "out",
        "Archivo del recibo, o de los recibos [junto al borrador]",
        "File of the receipt or receipts [beside the draft]",
    ),
    ("file", "url", "Dirección del registro", "Address of the register"),
    (
        "file",
        "vkey",
        "Clave pública de la bitácora, en vez de la que da el servidor",
        "Public key of the log, instead of the one the server gives",
    ),
    (
        "file",
        "policy",
        "Política de confianza, en vez de la que da el servidor",
        "Trust policy, instead of the one the server gives",
    ),
    ("verify", "", "Verifica un recibo sin red, paso por paso", "Verify a receipt off line, step by step"),
    ("verify", "receipt", "Recibo (.tlog-proof)", "Receipt (.tlog-proof)"),
    (
        "verify",
        "entry",
        "Bytes del asiento [el .entry junto al recibo]",
        "Bytes of the entry [the .entry beside the receipt]",
    ),
    ("verify", "filing", "Presentación firmada, en vez del asiento", "Signed filing, instead of the entry"),
    (
        "verify",
        "received",
        "Cuándo se recibió la presentación, como dice el asiento",
        "When the filing was received, as the entry says",
    ),
    ("verify", "policy", "A quién se cree: archivo de política", "Whom to believe: a policy file"),
    ("verify", "vkey", "A quién se cree: clave pública de la bitácora", "Whom to believe: the log's public key"),
    (
        "verify",
        "url",
        "A quién se cree: lo que diga el servidor (usa la red)",
        "Whom to believe: what the server says (uses the network)",
    ),
    (
        "receipt",
        "",
        "Trae un asiento y su recibo, los verifica y los guarda",
        "Fetch an entry and its receipt, verify and keep them",
    ),
    ("receipt", "which", "Número del asiento o id de la presentación", "Number of the entry or id of the filing"),
    ("receipt", "data", "Carpeta del registro", "Folder of the register"),
    ("receipt", "url", "Dirección del registro", "Address of the register"),
    (
        "receipt",
        "vkey",
        "Clave pública de la bitácora, en vez de la que da el servidor",
        "Public key of the log, instead of the one the server gives",
    ),
    ("receipt", "out", "Carpeta donde se guardan [.]", "Folder to keep them in [.]"),
    (
        "as-of",
        "",
        "Dice qué tenía un registro un día, probado contra su bitácora, y una página como se conocía entonces",
        "Tell what a register had on a day, proved against its log, and a page as known then",
    ),
    (
        "as-of",
        "day",
        "Día, como 2026-03-01: lo recibido hasta su fin, en UTC",
        "Day, as 2026-03-01: what was received until its end, in UTC",
    ),
    (
        "as-of",
        "page",
        "Página, como records/mx/inai/technology/1; sale como JSON",
        "Page, as records/mx/inai/technology/1; printed as JSON",
    ),
    ("as-of", "url", "Dirección del registro", "Address of the register"),
    (
        "as-of",
        "vkey",
        "Clave pública de la bitácora, en vez de la que da el servidor",
        "Public key of the log, instead of the one the server gives",
    ),
    (
        "diff",
        "",
        "Dice qué cambió entre dos versiones de una presentación, o en una página entre dos días",
        "Tell what changed between two versions of a filing, or on a page between two days",
    ),
    (
        "diff",
        "old",
        "Versión anterior: asiento o id; con PÁGINA, un día",
        "Earlier version: entry or id; with PAGE, a day",
    ),
    (
        "diff",
        "new",
        "Versión posterior: asiento o id; con PÁGINA, un día",
        "Later version: entry or id; with PAGE, a day",
    ),
    ("diff", "page", "Página que se compara entre los dos días", "Page that is compared between the two days"),
    ("diff", "url", "Dirección del registro", "Address of the register"),
    ("serve", "", "Pone en marcha un registro", "Run a register"),
    ("serve", "data", "Carpeta de datos [veedor-data]", "Data folder [veedor-data]"),
    (
        "serve",
        "listen",
        "Dirección y puerto; el puerto 0 toma uno libre [127.0.0.1:8080]",
        "Address and port; port 0 takes a free one [127.0.0.1:8080]",
    ),
    (
        "serve",
        "policy",
        "Política de confianza con los testigos a los que se pide cofirma [la de la carpeta]",
        "Trust policy with the witnesses that are asked to cosign [the folder's]",
    ),
    (
        "serve",
        "log",
        "Qué se avisa en la salida de errores: error, warn, info, debug [info]",
        "What is told on standard error: error, warn, info, debug [info]",
    ),
    ("rebuild", "", "Rehace el índice a partir de la bitácora", "Make the index again from the log"),
    ("rebuild", "data", "Carpeta de datos [veedor-data]", "Data folder [veedor-data]"),
    (
        "bulk",
        "",
        "Hace los archivos de datos: todas las tablas en CSV, JSON Lines y Parquet",
        "Make the bulk files: every table as CSV, JSON Lines and Parquet",
    ),
    ("bulk", "data", "Carpeta de datos [veedor-data]", "Data folder [veedor-data]"),
    (
        "bulk",
        "out",
        "Dónde ponerlos, si no es donde el registro los sirve",
        "Where to put them, if not where the register serves them",
    ),
    (
        "fsck",
        "",
        "Vuelve a verificar todo: árbol, firmas, admisión, documentos",
        "Verify everything again: tree, signatures, admission, documents",
    ),
    ("fsck", "what", "Carpeta de datos o dirección de un registro", "Data folder or address of a register"),
    (
        "fsck",
        "vkey",
        "Clave pública de la bitácora, en vez de la que da la carpeta o el servidor",
        "Public key of the log, instead of the one of the folder or server",
    ),
    (
        "fsck",
        "repair",
        "Antes repara lo que se pueda; lo dañado se conserva al lado",
        "Repair what can be repaired first; what was damaged is kept beside it",
    ),
    (
        "demo",
        "",
        "Pone en marcha la demostración: el caso mexicano, presentado, con recibos, en un portal",
        "Run the demonstration: the Mexican case, filed, with receipts, in a portal",
    ),
    ("demo", "data", "Carpeta de datos nueva [una temporal]", "New data folder [a temporary one]"),
    (
        "demo",
        "listen",
        "Dirección y puerto; si está ocupado, el siguiente libre [127.0.0.1:8080]",
        "Address and port; if taken, the next free one [127.0.0.1:8080]",
    ),
    ("demo", "no_serve", "Termina después de presentar", "End after filing"),
    (
        "demo",
        "synthetic",
        "En vez del caso, N presentaciones inventadas, claramente marcadas",
        "Instead of the case, N made-up filings, clearly marked",
    ),
    (
        "demo",
        "seed",
        "Semilla de los datos inventados; la misma da lo mismo [1]",
        "Seed of the made-up data; the same gives the same [1]",
    ),
    (
        "demo",
        "bodies",
        "Escribe las presentaciones firmadas en este archivo, sin presentarlas",
        "Write the signed filings to this file, without filing them",
    ),
    (
        "completions",
        "",
        "Da lo que un intérprete de comandos necesita para completar",
        "Give what a shell needs to complete commands",
    ),
    (
        "completions",
        "shell",
        "Intérprete: bash, zsh, fish, elvish o powershell",
        "Shell: bash, zsh, fish, elvish or powershell",
    ),
    ("man", "", "Da las páginas de manual", "Give the manual pages"),
    (
        "man",
        "dir",
        "Carpeta; sin ella, la primera página a la salida",
        "Folder; without it, the first page to standard output",
    ),
];

const AFTER: Words = Words::new(
    "Cada opción se puede dar también como variable VEEDOR_… (VEEDOR_DATA, VEEDOR_LANG) o en veedor.toml (data = \"…\"); gana la línea de comandos.\n\
     Salida: 0 bien · 1 hallazgos o verificación fallida · 2 uso · 3 no se puede leer o alcanzar.",
    "Each flag can also be given as a variable VEEDOR_… (VEEDOR_DATA, VEEDOR_LANG) or in veedor.toml (data = \"…\"); the command line wins.\n\
     Exit codes: 0 fine · 1 findings or failed verification · 2 usage · 3 cannot read or reach.",
);

/// The command line in a language, with the defaults of the settings file.
pub(crate) fn command(lang: Lang, settings: &Settings) -> Command {
    let version = Arg::new("version").short('V').long("version").action(ArgAction::Version);
    let command = Cli::command().disable_help_subcommand(true).disable_version_flag(true).arg(version);
    let mut command = spoken(command, "", lang).after_help(AFTER.in_(lang));
    command = configured(command, settings);
    within(command, "", lang, settings)
}

/// The commands of a command, and theirs.
fn within(mut command: Command, path: &str, lang: Lang, settings: &Settings) -> Command {
    let names: Vec<String> = command.get_subcommands().map(|command| command.get_name().to_owned()).collect();
    for name in names {
        let path = format!("{path} {name}").trim().to_owned();
        command = command.mut_subcommand(&name, |command| {
            within(configured(spoken(command, &path, lang), settings), &path, lang, settings)
        });
    }
    match command.has_subcommands() {
        true => command
            .subcommand_help_heading(Words::new("Comandos", "Commands").in_(lang))
            .subcommand_value_name(Words::new("COMANDO", "COMMAND").in_(lang))
            .disable_help_subcommand(true),
        false => command,
    }
}

/// The long names of all flags, for the settings file.
pub(crate) fn flags() -> Vec<String> {
    let command = Cli::command();
    let mut flags: Vec<String> = all_of(&command)
        .into_iter()
        .flat_map(Command::get_arguments)
        .filter_map(Arg::get_long)
        .map(str::to_owned)
        .collect();
    flags.retain(|flag| flag != "config");
    flags.sort_unstable();
    flags.dedup();
    flags
}

/// A command, its commands, and theirs.
fn all_of(command: &Command) -> Vec<&Command> {
    std::iter::once(command).chain(command.get_subcommands().flat_map(all_of)).collect()
}

/// Help, headings and the usage line in one language.
fn spoken(command: Command, name: &str, lang: Lang) -> Command {
    let (values, flags, usage) =
        (Words::new("Valores", "Values"), Words::new("Opciones", "Options"), Words::new("Uso", "Usage"));
    let template = match lang {
        Lang::Es => "{about}\n\nUso: {usage}\n\n{all-args}{after-help}",
        Lang::En => "{about}\n\nUsage: {usage}\n\n{all-args}{after-help}",
    };
    debug_assert!(template.contains(usage.in_(lang)), "the heading of the usage line is in the language of the rest");
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help).help(text("", "help", lang));
    let command =
        command.about(text(name, "", lang)).long_about(None).help_template(template).disable_help_flag(true).arg(help);
    command.mut_args(|arg| {
        let heading = if arg.is_positional() { values } else { flags };
        let help = nearest_text(name, arg.get_id().as_str(), lang);
        let takes_value = arg.get_action().takes_values();
        let arg = arg.help(help).long_help(None).help_heading(heading.in_(lang)).hide_env(true);
        let arg = if takes_value { named(arg, lang) } else { arg };
        if takes_value { arg.hide_default_value(true).hide_possible_values(true) } else { arg }
    })
}

/// The names of values, in Spanish too.
fn named(arg: Arg, lang: Lang) -> Arg {
    let es = |name: &str| VALUES.iter().find(|(en, _)| *en == name).map(|(_, es)| *es);
    let name = arg.get_value_names().and_then(|names| es(names.first()?.as_str()));
    match (lang, name) {
        (Lang::Es, Some(name)) => arg.value_name(name),
        _ => arg,
    }
}

const VALUES: &[(&str, &str)] = &[
    ("FILE", "ARCHIVO"),
    ("DIR", "CARPETA"),
    ("DIR|URL", "CARPETA|URL"),
    ("NAME", "NOMBRE"),
    ("TEXT", "TEXTO"),
    ("FORM", "FORMULARIO"),
    ("RECEIPT", "RECIBO"),
    ("DRAFT|DRAFTS|SIGNED", "BORRADOR|BORRADORES|FIRMADA"),
    ("ENTRY|ID", "ASIENTO|ID"),
    ("VKEY", "CLAVE"),
    ("ADDRESS", "DIRECCIÓN"),
    ("INSTANT", "INSTANTE"),
    ("CODE", "CÓDIGO"),
    ("LEVEL", "NIVEL"),
    ("SHELL", "INTÉRPRETE"),
    ("RULEBOOK", "REGLAS"),
    ("DIR|BOOK", "CARPETA|REGLAS"),
    ("RULE", "REGLA"),
    ("KIND", "CLASE"),
    ("CASE", "CASO"),
    ("DATE", "FECHA"),
    ("ENTRY|ID|DATE", "ASIENTO|ID|FECHA"),
    ("PAGE", "PÁGINA"),
    ("OLD", "ANTES"),
    ("NEW", "DESPUÉS"),
    ("SECONDS", "SEGUNDOS"),
    ("MAP", "MAPA"),
    ("COUNT", "NÚMERO"),
    ("COMMAND", "PROGRAMA"),
];

/// The text of a flag: the command's own, or that of the command above it, or that of all commands.
fn nearest_text(command: &str, id: &str, lang: Lang) -> &'static str {
    let above = command.split_once(' ').map_or("", |(above, _)| above);
    [command, above, ""].into_iter().map(|name| text(name, id, lang)).find(|text| !text.is_empty()).unwrap_or_default()
}

fn text(command: &str, id: &str, lang: Lang) -> &'static str {
    let row = HELP
        .iter()
        .chain(law::HELP)
        .chain(eyes::HELP)
        .chain(observatory::HELP)
        .chain(import::HELP)
        .chain(figures::HELP)
        .chain(comments::HELP)
        .find(|row| (row.0, row.1) == (command, id));
    row.map_or("", |row| Words::new(row.2, row.3).in_(lang))
}

/// Variables and settings. Names and values are kept as long as the program runs, which reads them once.
fn configured(command: Command, settings: &Settings) -> Command {
    command.mut_args(|arg| {
        let Some(flag) = arg.get_long().map(str::to_owned) else { return arg };
        if matches!(arg.get_action(), ArgAction::Help | ArgAction::Version) {
            return arg;
        }
        let is_switch = matches!(arg.get_action(), ArgAction::SetTrue);
        let variable: &'static str = format!("VEEDOR_{}", flag.to_uppercase().replace('-', "_")).leak();
        let arg = arg.env(variable);
        let arg = if is_switch { arg.value_parser(BoolishValueParser::new()) } else { arg };
        match settings.of(&flag) {
            Some(values) => {
                let kept = values.iter().map(|value| &*value.clone().leak()).collect::<Vec<&'static str>>();
                arg.required(false).default_values(kept)
            }
            None => arg,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_and_flag_is_explained_in_both_languages() {
        for lang in Lang::ALL {
            let command = command(lang, &Settings::default());
            command.clone().debug_assert();
            for command in all_of(&command) {
                let about = command.get_about().map(ToString::to_string).unwrap_or_default();
                assert!(!about.is_empty(), "{} {lang:?}", command.get_name());
                for arg in command.get_arguments() {
                    let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
                    assert!(!help.is_empty(), "{} {} {lang:?}", command.get_name(), arg.get_id());
                }
            }
        }
    }

    #[test]
    fn every_row_of_the_table_explains_something() {
        let command = command(Lang::En, &Settings::default());
        for (name, id, es, en) in HELP
            .iter()
            .chain(law::HELP)
            .chain(eyes::HELP)
            .chain(observatory::HELP)
            .chain(import::HELP)
            .chain(figures::HELP)
            .chain(comments::HELP)
        {
            assert!(!es.is_empty() && !en.is_empty() && (es != en), "{name} {id}");
            let found = name.split_whitespace().try_fold(&command, |command, name| command.find_subcommand(name));
            let command = found.unwrap_or_else(|| panic!("no command {name}"));
            let has = |command: &Command| command.get_arguments().any(|arg| arg.get_id() == id);
            let found = id.is_empty() || has(command) || command.get_subcommands().any(has);
            assert!(found, "{name} {id}");
        }
    }
}
