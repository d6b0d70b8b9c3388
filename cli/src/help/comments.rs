//! Help of `veedor comments`.

use super::Row;

/// As the table of all commands.
pub(super) const HELP: &[Row] = &[
    (
        "comments",
        "",
        "Comentarios de personas sin clave: leerlos, mostrarlos o decir por qué no; comprobar una promesa",
        "Comments of persons without a key: read them, show them or say why not; check a promise",
    ),
    (
        "comments list",
        "",
        "¿Qué comentarios esperan? Con sus palabras y lo que parece dato personal",
        "Which comments wait? With their words and what reads like personal data",
    ),
    (
        "comments show",
        "",
        "Hace los borradores que muestran los que esperan, tal como se enviaron",
        "Make the drafts that show those that wait, exactly as they were sent",
    ),
    (
        "comments unshown",
        "",
        "Hace el borrador que dice por qué no se muestran",
        "Make the draft that says why they are not shown",
    ),
    (
        "comments check",
        "",
        "¿Cumplió el registro lo que prometió de un comentario?",
        "Did the register keep what it promised of a comment?",
    ),
    ("comments list", "data", "Carpeta de datos [veedor-data]", "Data folder [veedor-data]"),
    (
        "comments list",
        "consultation",
        "Solo los de una consulta, por su id",
        "Only those of one consultation, by its id",
    ),
    (
        "comments list",
        "commitments",
        "Solo estos, por el comienzo de su compromiso",
        "Only these, by the beginning of their commitment",
    ),
    ("comments show", "data", "Carpeta de datos [veedor-data]", "Data folder [veedor-data]"),
    (
        "comments show",
        "consultation",
        "Solo los de una consulta, por su id",
        "Only those of one consultation, by its id",
    ),
    (
        "comments show",
        "commitments",
        "Solo estos, por el comienzo de su compromiso",
        "Only these, by the beginning of their commitment",
    ),
    (
        "comments show",
        "filer",
        "Id de quien los presenta: quien consulta o quien lleva el registro",
        "Id of who files them: the body that consults or the registrar",
    ),
    ("comments show", "out", "Archivo de borradores, uno por línea", "File of drafts, one a line"),
    ("comments unshown", "data", "Carpeta de datos [veedor-data]", "Data folder [veedor-data]"),
    (
        "comments unshown",
        "consultation",
        "Solo los de una consulta, por su id",
        "Only those of one consultation, by its id",
    ),
    (
        "comments unshown",
        "commitments",
        "Cuáles, por el comienzo de su compromiso",
        "Which, by the beginning of their commitment",
    ),
    (
        "comments unshown",
        "reason",
        "Motivo: personal-data, threat, off-topic o spam",
        "Reason: personal-data, threat, off-topic or spam",
    ),
    ("comments unshown", "says", "Explicación, sin nada de lo que dicen", "Explanation, with nothing of what they say"),
    (
        "comments unshown",
        "filer",
        "Id de quien lo presenta: quien consulta o quien lleva el registro",
        "Id of who files it: the body that consults or the registrar",
    ),
    ("comments unshown", "out", "Archivo del borrador", "File of the draft"),
    ("comments check", "promise", "La promesa, como la dio el registro", "The promise, as the register gave it"),
    ("comments check", "data", "Carpeta de datos [veedor-data]", "Data folder [veedor-data]"),
    ("comments check", "url", "Dirección del registro", "Address of the register"),
    (
        "comments check",
        "vkey",
        "Clave pública de la bitácora, en vez de la que da el servidor",
        "Public key of the log, instead of the one the server gives",
    ),
    (
        "comments check",
        "code",
        "Código del comentario: comprueba que se presentaron sus palabras; no se envía a nadie",
        "Code of the comment: check that its words were filed; it is sent to nobody",
    ),
    (
        "comments check",
        "taken_back",
        "Lo que prueba que quien lo envió lo borró, si ni el registro ni su carpeta lo dicen",
        "What proves that its sender deleted it, where neither the register nor its folder says",
    ),
];
