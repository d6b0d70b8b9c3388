//! Help of the commands for independent eyes: witness, mirror, monitor.

use super::Row;

pub(super) const HELP: &[Row] = &[
    (
        "witness",
        "",
        "Es testigo de bitácoras: cofirma que cada una solo creció",
        "Witness logs: cosign that each only grew",
    ),
    ("witness", "data", "Carpeta del testigo [veedor-witness]", "Folder of the witness [veedor-witness]"),
    ("witness init", "", "Hace la carpeta y la clave de un testigo", "Make the folder and the key of a witness"),
    (
        "witness init",
        "name",
        "Nombre de la clave, una dirección sin esquema, como testigo.example.org/v1",
        "Name of the key, an address without scheme, as witness.example.org/w1",
    ),
    (
        "witness init",
        "algorithm",
        "Con qué firma: ed25519, ml-dsa-44 (resiste computadoras cuánticas) o both, con ambas claves [ed25519]",
        "What it signs with: ed25519, ml-dsa-44 (withstands quantum computers) or both, with both keys [ed25519]",
    ),
    ("witness serve", "", "Pone en marcha un testigo", "Run a witness"),
    (
        "witness serve",
        "logs",
        "Archivo de política con las bitácoras que se cofirman [CARPETA/logs]",
        "Policy file with the logs that are cosigned [DIR/logs]",
    ),
    (
        "witness serve",
        "listen",
        "Dirección y puerto; el puerto 0 toma uno libre [127.0.0.1:8081]",
        "Address and port; port 0 takes a free one [127.0.0.1:8081]",
    ),
    (
        "witness serve",
        "log",
        "Qué se avisa en la salida de errores: error, warn, info, debug [info]",
        "What is told on standard error: error, warn, info, debug [info]",
    ),
    (
        "mirror",
        "",
        "Guarda una copia verificada de un registro, que se puede volver a mostrar",
        "Keep a verified copy of a register, which can be shown again",
    ),
    ("mirror", "url", "Dirección del registro", "Address of the register"),
    ("mirror", "dir", "Carpeta de la copia", "Folder of the copy"),
    (
        "mirror",
        "vkey",
        "Clave pública de la bitácora; sin ella, la que da el servidor la primera vez",
        "Public key of the log; without it, the one the server gives the first time",
    ),
    (
        "monitor",
        "",
        "Sigue un registro y lo comprueba todo otra vez: bitácora, firmas, admisión, reglas, cifras, páginas",
        "Follow a register and check all of it again: log, signatures, admission, rules, figures, pages",
    ),
    ("monitor", "url", "Dirección del registro", "Address of the register"),
    (
        "monitor",
        "data",
        "Carpeta de la copia y los informes [veedor-monitor]",
        "Folder of the copy and the reports [veedor-monitor]",
    ),
    (
        "monitor",
        "vkey",
        "Clave pública de la bitácora; sin ella, la que da el servidor la primera vez",
        "Public key of the log; without it, the one the server gives the first time",
    ),
    (
        "monitor",
        "peer",
        "Dirección de otro monitor o espejo del mismo registro; puede repetirse",
        "Address of another monitor or mirror of the same register; may be repeated",
    ),
    (
        "monitor",
        "every",
        "Repite cada tantos segundos; sin ella, una sola vez",
        "Repeat every so many seconds; without it, once",
    ),
    (
        "monitor",
        "listen",
        "Dónde se muestra lo calculado, a personas y a otros monitores [127.0.0.1:0]",
        "Where what was computed is shown, to people and other monitors [127.0.0.1:0]",
    ),
    (
        "monitor",
        "pages",
        "Páginas sueltas que se comparan en cada ronda; las listas, siempre todas [2000]",
        "Single pages that are compared in a round; lists always are, all [2000]",
    ),
    ("monitor", "atom", "Archivo Atom con las alertas", "Atom file with the alerts"),
    (
        "monitor",
        "webhook",
        "Dirección a la que se envían las alertas en JSON",
        "Address that alerts are posted to as JSON",
    ),
    (
        "monitor",
        "mail",
        "A quién se envía el informe por correo; puede repetirse",
        "Whom the report is mailed to; may be repeated",
    ),
    ("monitor", "sendmail", "Programa que envía el correo [sendmail]", "Program that sends the mail [sendmail]"),
];
