//! Help of `veedor observatory`.

use super::Row;

pub(super) const HELP: &[Row] = &[
    (
        "observatory",
        "",
        "Sigue muchos registros, verifica cada uno y los pone lado a lado",
        "Follow many registers, verify each and put them side by side",
    ),
    (
        "observatory check",
        "",
        "Revisa un directorio y dice todas sus fallas con archivo, línea y campo",
        "Check a directory and tell every fault with file, line and field",
    ),
    (
        "observatory check",
        "directory",
        "Archivo del directorio, o carpeta con varios",
        "File of the directory, or folder of several",
    ),
    (
        "observatory follow",
        "",
        "Visita una vez cada registro: copia, verifica, contesta las treinta preguntas",
        "Visit each register once: copy, verify, answer the thirty questions",
    ),
    (
        "observatory serve",
        "",
        "Muestra las páginas del observatorio y sigue los registros sin parar",
        "Show the pages of the observatory and follow the registers without end",
    ),
    (
        "observatory compare",
        "",
        "Pone lado a lado lo que contestan de dos a cinco registros ya verificados",
        "Put side by side what two to five registers answer that were verified before",
    ),
    ("observatory compare", "registers", "Nombres en el directorio", "Names in the directory"),
    (
        "observatory follow",
        "data",
        "Carpeta de las copias [veedor-observatory]",
        "Folder of the copies [veedor-observatory]",
    ),
    (
        "observatory serve",
        "data",
        "Carpeta de las copias [veedor-observatory]",
        "Folder of the copies [veedor-observatory]",
    ),
    (
        "observatory compare",
        "data",
        "Carpeta de las copias [veedor-observatory]",
        "Folder of the copies [veedor-observatory]",
    ),
    (
        "observatory follow",
        "directory",
        "Archivo del directorio, o carpeta con varios",
        "File of the directory, or folder of several",
    ),
    (
        "observatory serve",
        "directory",
        "Archivo del directorio, o carpeta con varios",
        "File of the directory, or folder of several",
    ),
    (
        "observatory compare",
        "directory",
        "Archivo del directorio, o carpeta con varios",
        "File of the directory, or folder of several",
    ),
    (
        "observatory follow",
        "index",
        "Archivo del índice, o postgres://usuario@host/base [CARPETA/observatory.db]",
        "File of the index, or postgres://user@host/database [DIR/observatory.db]",
    ),
    (
        "observatory serve",
        "index",
        "Archivo del índice, o postgres://usuario@host/base [CARPETA/observatory.db]",
        "File of the index, or postgres://user@host/database [DIR/observatory.db]",
    ),
    (
        "observatory compare",
        "index",
        "Archivo del índice, o postgres://usuario@host/base [CARPETA/observatory.db]",
        "File of the index, or postgres://user@host/database [DIR/observatory.db]",
    ),
    (
        "observatory follow",
        "workers",
        "Registros que se visitan a la vez [4]",
        "Registers that are visited at a time [4]",
    ),
    (
        "observatory serve",
        "workers",
        "Registros que se visitan a la vez [4]",
        "Registers that are visited at a time [4]",
    ),
    (
        "observatory serve",
        "listen",
        "Dirección y puerto; el puerto 0 toma uno libre [127.0.0.1:8082]",
        "Address and port; port 0 takes a free one [127.0.0.1:8082]",
    ),
    ("observatory serve", "every", "Segundos entre dos rondas [900]", "Seconds between two rounds [900]"),
    (
        "observatory serve",
        "log",
        "Qué se avisa en la salida de errores: error, warn, info, debug [info]",
        "What is told on standard error: error, warn, info, debug [info]",
    ),
];
