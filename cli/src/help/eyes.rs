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
];
