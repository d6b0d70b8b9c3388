//! What the reader of TOML says of a card or an example, in words of ours. It speaks English and of grammar; people need
//! to know what to write.

use register::lang::Words;

/// What to say instead of a message; none where it is not known here, and the message is quoted.
pub(crate) fn words(message: &str, line: &str) -> Option<Words> {
    let fault = message.split(", expected").next().unwrap_or(message);
    if line.contains("duration(") || line.contains("datetime(") {
        return Some(Words::new(
            "en la ficha un lapso se escribe solo, `\"30d\"`, y un día sin comillas, `2024-01-31`: quite `duration(…)` o `datetime(…)`",
            "in the card a span of time is written by itself, `\"30d\"`, and a day without quotes, `2024-01-31`: take out `duration(…)` or `datetime(…)`",
        ));
    }
    if message.contains("date") || message.contains("month") || message.contains("day") || message.contains("time") {
        return Some(DAYS);
    }
    GROUPS.iter().find(|(faults, _)| faults.iter().any(|known| fault.starts_with(known))).map(|(_, words)| *words)
}

const DAYS: Words = Words::new(
    "los días se escriben `2024-01-31` y los instantes `2024-01-31T09:30:00Z`, sin comillas; un folio como `2019-0042` es un texto y va entre comillas",
    "days are written `2024-01-31` and instants `2024-01-31T09:30:00Z`, without quotes; a file number as `2019-0042` is a text and stands in quotes",
);

/// Messages of the reader by how they begin, and what to say instead.
const GROUPS: &[(&[&str], Words)] = &[
    (
        &[
            "string values must be quoted",
            "missing opening quote",
            "invalid value",
            "invalid boolean",
            "invalid inf",
            "invalid nan",
        ],
        Words::new(
            "esto no es un valor: los textos van entre comillas rectas, `\"texto\"`; los números, los días y `true` o `false`, sin ellas",
            "this is no value: texts stand in straight quotes, `\"text\"`; numbers, days and `true` or `false` without",
        ),
    ),
    (
        &["invalid basic string", "invalid literal string", "invalid multi-line"],
        Words::new(
            "las comillas de un texto no se cierran en su línea: ciérrelas; dentro de un texto, una comilla se escribe `\\\"`",
            "the quotes of a text are not closed on its line: close them; inside a text, a quote is written `\\\"`",
        ),
    ),
    (
        &["missing escaped value", "too few unicode"],
        Words::new(
            "la barra invertida `\\` tiene un uso especial dentro de un texto: escríbala dos veces, `\\\\`, o quítela",
            "the backslash `\\` has a special use inside a text: write it twice, `\\\\`, or take it out",
        ),
    ),
    (&["duplicate key"], Words::new("este campo está dos veces: deje uno", "this field stands twice: leave one")),
    (
        &["unclosed array table", "unclosed table", "missing table open"],
        Words::new(
            "el encabezado se escribe entre corchetes dobles en una sola línea, como `[[version]]` o `[[filing]]`",
            "the heading is written in double brackets on one line, as `[[version]]` or `[[filing]]`",
        ),
    ),
    (
        &[
            "unclosed array",
            "missing array",
            "missing comma between array",
            "extra comma in array",
            "unexpected `=` in array",
        ],
        Words::new(
            "una lista se escribe entre corchetes y con comas, `[\"a\", \"b\"]`: falta o sobra una coma o un corchete",
            "a list is written in brackets with commas, `[\"a\", \"b\"]`: a comma or a bracket is missing or too much",
        ),
    ),
    (
        &[
            "unclosed inline table",
            "invalid inline table",
            "missing inline table",
            "missing key for inline",
            "missing comma between key-value",
            "extra comma in inline",
            "extra assignment",
        ],
        Words::new(
            "lo que va entre llaves se escribe `{ campo = valor, otro = valor }`: falta o sobra una coma, un `=` o una llave",
            "what stands in braces is written `{ field = value, other = value }`: a comma, a `=` or a brace is missing or too much",
        ),
    ),
    (
        &[
            "missing assignment",
            "key with no value",
            "missing value",
            "invalid key-value",
            "extra `=`",
            "unexpected key or value",
        ],
        Words::new(
            "cada línea se escribe `campo = valor`: falta el `=`, el campo o el valor; lo que es para personas va tras un `#`",
            "each line is written `field = value`: the `=`, the field or the value is missing; what is for people stands behind a `#`",
        ),
    ),
    (
        &["invalid unquoted key", "unquoted keys", "keys cannot be"],
        Words::new(
            "el nombre de un campo lleva solo letras sin acento, cifras, `_` y `-`",
            "the name of a field has only letters without accents, digits, `_` and `-`",
        ),
    ),
    (
        &["unexpected content"],
        Words::new(
            "después del valor sobra algo en la línea: un valor por línea; lo que es para personas va tras un `#`",
            "something more stands on the line behind the value: one value a line; what is for people stands behind a `#`",
        ),
    ),
    (
        &[
            "unexpected leading zero",
            "redundant",
            "integers with a radix",
            "radix",
            "`_` may only",
            "unexpected sign",
            "invalid integer",
            "invalid float",
        ],
        Words::new(
            "esto no es un número: escríbalo con cifras y sin ceros delante, como `15`; las claves y folios son textos y van entre comillas",
            "this is no number: write it in digits without leading zeros, as `15`; codes and file numbers are texts and stand in quotes",
        ),
    ),
    (
        &["cannot extend value"],
        Words::new(
            "este campo ya tiene un valor: escriba sus partes entre llaves, `campo = { parte = valor }`, una sola vez",
            "this field has a value already: write its parts in braces, `field = { part = value }`, once",
        ),
    ),
];
