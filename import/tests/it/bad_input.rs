//! Input that is wrong, one row each: what is said of it in both languages.

use std::fmt::Write as _;

use expect_test::expect;

use crate::bench::{import, plan_of, told};

const MAP: &str = r#"
name = "test"
title = { es = "Prueba", en = "Test" }
form = "return"
id = "{number}"

[source]
format = "csv"
delimiter = ","
encoding = "utf-8"
header = ["number", "day", "agency", "asked", "granted", "refused"]

[read]
days = ["%d/%m/%Y", "%a, %Y-%m-%d"]
refused = ["N/D", "cannot be provided"]

[constants]
nil = false

[[cite]]
title = "Table {#}"
publisher = "Agency"

[[field]]
to = "occurred"
column = "day"
type = "day"
blank = "error"

[[field]]
to = "about_body"
column = "agency"
type = "body"

[figures]
constants = { measure = "interception", unit = "orders", counting_rule = "as published" }

[[figure]]
column = "asked"

[[figure]]
column = "granted"
constants = { outcome = "granted" }

[[figure]]
column = "refused"
constants = { outcome = "refused" }

[[check]]
code = "does-not-add-up"
severity = "error"
when = { column = "asked", sum_of = ["granted", "refused"] }
es = "las concedidas y las negadas no suman las solicitadas"
en = "granted and refused do not add up to those asked for"

[[check]]
code = "nearly-all-granted"
severity = "warning"
when = { column = "granted", percent_over = 99, of = "asked" }
es = "se concedió más del 99 %"
en = "more than 99 per cent were granted"
"#;

const HEADER: &str = "number,day,agency,asked,granted,refused\n";

/// What is wrong, what the mapping says instead, and the file.
fn rows() -> Vec<(&'static str, (&'static str, &'static str), Vec<u8>)> {
    let same = ("", "");
    let file = |text: &str| format!("{HEADER}{text}").into_bytes();
    let utf16 = |text: &str| {
        let units = std::iter::once(0xfeff).chain(text.encode_utf16());
        units.flat_map(u16::to_le_bytes).collect::<Vec<u8>>()
    };
    let latin = |text: &str| text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect::<Vec<u8>>();
    let accents = format!("{HEADER}1,01/02/2020,Fiscalía,3,2,1\n");
    vec![
        ("nothing wrong", same, file("1,01/02/2020,Fiscalía,3,2,1\n")),
        ("Latin-1 where UTF-8 is declared", same, latin(&accents)),
        ("Latin-1, declared", ("utf-8", "windows-1252"), latin(&accents)),
        ("UTF-16 where UTF-8 is declared", same, utf16(&accents)),
        ("UTF-16, declared", ("utf-8", "utf-16le"), utf16(&accents)),
        ("an encoding there is none of", ("utf-8", "utf-9"), file("")),
        ("semicolons where commas are declared", same, accents.replace(',', ";").into_bytes()),
        ("thousands points, undeclared", same, file("1,01/02/2020,A,1.234,1.234,0\n")),
        (
            "thousands points, declared",
            ("refused = [", "thousands = \".\"\nrefused = ["),
            file("1,01/02/2020,A,1.234,1.000,234\n"),
        ),
        ("one name in two cases", same, file("1,01/02/2020,FISCALIA,3,2,1\n2,01/02/2020,Fiscalia,3,2,1\n")),
        (
            "dates in three styles",
            same,
            file("1,01/02/2020,A,3,2,1\n2,\"Sat, 2020-02-01\",A,3,2,1\n3,2020-02-01,A,3,2,1\n"),
        ),
        ("a formula in a cell", same, file("1,01/02/2020,=1+1,3,2,x\n")),
        ("a missing column", same, b"number,day,agency,asked,granted\n1,01/02/2020,A,3,2\n".to_vec()),
        ("a changed column", same, b"number,day,agencia,asked,granted,refused\n1,01/02/2020,A,3,2,1\n".to_vec()),
        ("a new column", same, b"number,day,agency,asked,granted,refused,note\n1,01/02/2020,A,3,2,1,x\n".to_vec()),
        ("a column twice", same, b"number,day,agency,asked,granted,refused,day\n1,01/02/2020,A,3,2,1,x\n".to_vec()),
        ("nothing at all", same, Vec::new()),
        ("totals that do not add up", same, file("1,01/02/2020,A,4,2,1\n")),
        ("all granted", same, file("1,01/02/2020,A,3,3,0\n")),
        ("blank and refused counts", same, file("1,01/02/2020,A,,N/D,cannot be provided\n")),
        ("too few cells", same, file("1,01/02/2020,A,3\n2,01/02/2020,A,3,2,1\n")),
        ("the same row twice", same, file("1,01/02/2020,A,3,2,1\n1,01/02/2020,A,3,2,1\n")),
        ("an id that is none", same, file("¿?,01/02/2020,A,3,2,1\n")),
        ("a day that is missing", same, file("1,,A,3,2,1\n")),
        ("cut off within quotes", same, file("1,01/02/2020,A,3,2,1\n2,01/02/2020,\"Fiscal\u{ed}")),
        ("a telephone number in a name", same, file("1,01/02/2020,call 55 1234 5678,3,2,1\n")),
        ("a telephone number where a count should be", same, file("1,01/02/2020,A,55 1234 5678,2,1\n")),
    ]
}

#[test]
#[expect(clippy::too_many_lines, reason = "what is said is held in full beside what brings it about")]
fn every_kind_of_bad_input_has_an_answer_in_both_languages() {
    let mut all = String::new();
    for (what, (from, to), bytes) in rows() {
        assert!(MAP.contains(from), "{from}");
        let says = match plan_of(&MAP.replacen(from, to, usize::from(!from.is_empty()))) {
            Ok(plan) => import(&plan, &bytes).told("f.csv"),
            Err(faults) => told(&faults),
        };
        _ = writeln!(all, "{what}\n  {}", says.trim_end().replace('\n', "\n  "));
    }
    expect![[r#"
        nothing wrong
          1 rows, 1 filings, 0 held, 0 errors, 0 warnings
        Latin-1 where UTF-8 is declared
          0 rows, 0 filings, 0 held, 0 errors, 0 warnings
          aquí hay bytes que no son UTF-8; declare `encoding` en el mapa (utf-8, windows-1252, utf-16le) o guarde el archivo en UTF-8 [not-in-encoding]
          here are bytes that are not UTF-8; declare `encoding` in the mapping (utf-8, windows-1252, utf-16le) or save the file as UTF-8 [not-in-encoding]
        Latin-1, declared
          1 rows, 1 filings, 0 held, 0 errors, 0 warnings
        UTF-16 where UTF-8 is declared
          0 rows, 0 filings, 0 held, 0 errors, 0 warnings
          el mapa dice UTF-8 y el archivo empieza como UTF-16LE; declare `encoding` en el mapa (utf-8, windows-1252, utf-16le) o guarde el archivo en UTF-8 [other-encoding]
          the mapping says UTF-8 and the file begins as UTF-16LE; declare `encoding` in the mapping (utf-8, windows-1252, utf-16le) or save the file as UTF-8 [other-encoding]
        UTF-16, declared
          1 rows, 1 filings, 0 held, 0 errors, 0 warnings
        an encoding there is none of
          0 rows, 0 filings, 0 held, 0 errors, 0 warnings
          `utf-9` no sirve para `encoding`; corrija el mapa; docs/import.es.md dice qué lleva [bad-setting]
          `utf-9` is no value for `encoding`; correct the mapping; docs/import.md says what it takes [bad-setting]
        semicolons where commas are declared
          0 rows, 0 filings, 0 held, 0 errors, 0 warnings
          el mapa separa las celdas con `,` y el archivo con `;`; corrija `delimiter` en el mapa [other-delimiter]
          the mapping sets cells apart with `,` and the file with `;`; correct `delimiter` in the mapping [other-delimiter]
        thousands points, undeclared
          1 rows, 0 filings, 1 held, 2 errors, 0 warnings
          f.csv:2:asked not-a-count `1.234` no es una cantidad; corrija la celda o declare `thousands`
          f.csv:2:asked not-a-count `1.234` is no count; correct the cell or declare `thousands`
          f.csv:2:granted not-a-count `1.234` no es una cantidad; corrija la celda o declare `thousands`
          f.csv:2:granted not-a-count `1.234` is no count; correct the cell or declare `thousands`
        thousands points, declared
          1 rows, 1 filings, 0 held, 0 errors, 0 warnings
        one name in two cases
          2 rows, 2 filings, 0 held, 0 errors, 0 warnings
        dates in three styles
          3 rows, 2 filings, 1 held, 1 errors, 0 warnings
          f.csv:4:day not-a-day `2020-02-01` no es una fecha según `%d/%m/%Y`, `%a, %Y-%m-%d`; corrija la celda o agregue su formato a `days`
          f.csv:4:day not-a-day `2020-02-01` is no day by `%d/%m/%Y`, `%a, %Y-%m-%d`; correct the cell or add its format to `days`
        a formula in a cell
          1 rows, 0 filings, 1 held, 1 errors, 0 warnings
          f.csv:2:refused not-a-count `x` no es una cantidad; corrija la celda o declare `thousands`
          f.csv:2:refused not-a-count `x` is no count; correct the cell or declare `thousands`
        a missing column
          0 rows, 0 filings, 0 held, 0 errors, 0 warnings
          falta la columna `refused`; la fuente cambió: revise el mapa antes de importar [missing-column]
          the column `refused` is missing; the source has changed: look at the mapping before you import [missing-column]
        a changed column
          0 rows, 0 filings, 0 held, 0 errors, 0 warnings
          falta la columna `agency`; la más parecida es `agencia` [missing-column]
          the column `agency` is missing; the nearest is `agencia` [missing-column]
        a new column
          0 rows, 0 filings, 0 held, 0 errors, 0 warnings
          el mapa no conoce la columna `note`; la fuente cambió: revise el mapa antes de importar [new-column]
          the mapping knows no column `note`; the source has changed: look at the mapping before you import [new-column]
        a column twice
          0 rows, 0 filings, 0 held, 0 errors, 0 warnings
          la columna `day` está dos veces; deje una [repeated-column]
          the column `day` is there twice; leave one [repeated-column]
        nothing at all
          0 rows, 0 filings, 0 held, 0 errors, 0 warnings
          no hay encabezado en la fila 1; corrija `header_row` en el mapa [no-header]
          there is no header in row 1; correct `header_row` in the mapping [no-header]
        totals that do not add up
          1 rows, 0 filings, 1 held, 1 errors, 0 warnings
          f.csv:2:asked does-not-add-up las concedidas y las negadas no suman las solicitadas
          f.csv:2:asked does-not-add-up granted and refused do not add up to those asked for
        all granted
          1 rows, 1 filings, 0 held, 0 errors, 1 warnings
          f.csv:2:granted nearly-all-granted se concedió más del 99 %
          f.csv:2:granted nearly-all-granted more than 99 per cent were granted
        blank and refused counts
          1 rows, 1 filings, 0 held, 0 errors, 0 warnings
        too few cells
          2 rows, 1 filings, 1 held, 1 errors, 0 warnings
          f.csv:2 cells 4 celdas, se esperan 6; corrija comillas y separadores de la fila
          f.csv:2 cells 4 cells, 6 are expected; correct the quotes and marks of the row
        the same row twice
          2 rows, 1 filings, 1 held, 1 errors, 0 warnings
          f.csv:3 same-id otra fila ya dio el id `us-ca/observer/return/1`; quite la repetida o dé a `id` otra columna
          f.csv:3 same-id another row gave the id `us-ca/observer/return/1` already; take the repeated one out or give `id` another column
        an id that is none
          1 rows, 0 filings, 1 held, 1 errors, 0 warnings
          f.csv:2 no-id `¿?` no puede ser parte de un id; un id lleva hasta 40 letras, cifras y guiones
          f.csv:2 no-id `¿?` cannot be part of an id; an id takes up to 40 letters, digits and hyphens
        a day that is missing
          1 rows, 0 filings, 1 held, 1 errors, 0 warnings
          f.csv:2:day blank la celda está vacía; complétela
          f.csv:2:day blank the cell is blank; fill it in
        cut off within quotes
          2 rows, 1 filings, 1 held, 1 errors, 0 warnings
          f.csv:3 cut-off aquí termina el archivo, dentro de unas comillas; traiga el archivo completo
          f.csv:3 cut-off the file ends here, within quotes; get the whole file
        a telephone number in a name
          1 rows, 0 filings, 1 held, 1 errors, 0 warnings
          f.csv:2:agency likely-personal-data named[0].name: probable dato personal: un número de teléfono (`55 **** ****`); nada se asentó: quítelo; esos números y direcciones nunca se presentan
          f.csv:2:agency likely-personal-data named[0].name: likely personal data: a telephone number (`55 **** ****`); nothing was logged: take it out; such numbers and addresses are never filed
        a telephone number where a count should be
          1 rows, 0 filings, 1 held, 1 errors, 0 warnings
          f.csv:2:asked not-a-count `55 **** ****` no es una cantidad; corrija la celda o declare `thousands`
          f.csv:2:asked not-a-count `55 **** ****` is no count; correct the cell or declare `thousands`
    "#]].assert_eq(&all);
}

#[test]
fn what_is_blank_or_refused_is_never_nought() {
    let plan = plan_of(MAP).unwrap();
    let done = import(&plan, format!("{HEADER}1,01/02/2020,A,,N/D,0\n").as_bytes());
    expect![[r#"
        {"form":"return","id":"us-ca/observer/return/1","filer":"us-ca/observer","nil":false,"occurred":"2020-02-01","figures":[{"counting_rule":"as published","measure":"interception","unit":"orders"},{"counting_rule":"as published","measure":"interception","unit":"orders","outcome":"granted"},{"counting_rule":"as published","measure":"interception","unit":"orders","outcome":"refused","count":{"value":0}}],"sources":[{"title":"Table 2","publisher":"Agency"}],"unknown":[{"field":"figures[0].count","reason":"not-published"},{"field":"figures[1].count","reason":"refused"}],"named":[{"field":"about_body","name":"A"}]}
    "#]].assert_eq(&done.drafts());
    let law = "[withheld]\nlegal_basis = { law = \"Law\" }\nharm = \"It would.\"\ndecided_by = \"us-ca/observer\"\nreview = \"2030-01-01\"\n\n[constants]";
    let plan = plan_of(&MAP.replace("[constants]", law)).unwrap();
    let done = import(&plan, format!("{HEADER}1,01/02/2020,A,,N/D,0\n").as_bytes());
    expect![[r#"
        {"form":"return","id":"us-ca/observer/return/1","filer":"us-ca/observer","nil":false,"occurred":"2020-02-01","figures":[{"counting_rule":"as published","measure":"interception","unit":"orders"},{"counting_rule":"as published","measure":"interception","unit":"orders","outcome":"granted"},{"counting_rule":"as published","measure":"interception","unit":"orders","outcome":"refused","count":{"value":0}}],"sources":[{"title":"Table 2","publisher":"Agency"}],"withheld":[{"field":"figures[1].count","decided_by":"us-ca/observer","harm":"It would.","legal_basis":{"law":"Law"},"review":"2030-01-01"}],"unknown":[{"field":"figures[0].count","reason":"not-published"}],"named":[{"field":"about_body","name":"A"}]}
    "#]].assert_eq(&done.drafts());
}

#[test]
fn what_is_held_back_keeps_its_cells_and_holds_no_formula() {
    let plan = plan_of(MAP).unwrap();
    let done = import(&plan, format!("{HEADER}1,01/02/2020,\"=HYPERLINK(\"\"x\"\")\",3,2,x\n").as_bytes());
    let held = format!("{}{}", plan.held_header(), String::from_utf8(done.out.held).unwrap());
    expect![[r#"
        number,day,agency,asked,granted,refused,problem,problem_words
        1,01/02/2020,"'=HYPERLINK(""x"")",3,2,x,not-a-count,refused: `x` is no count; correct the cell or declare `thousands`
    "#]].assert_eq(&held);
}

#[test]
fn other_formats_give_the_same_filings() {
    let csv = format!("{HEADER}1,01/02/2020,A,3,2,1\n2,01/02/2020,B,4,2,2\n");
    let item = |number: u8, agency: &str, asked: u8, refused: u8| {
        format!(
            "{{\"number\": {number}, \"day\": \"01/02/2020\", \"agency\": \"{agency}\", \"asked\": {asked}, \"granted\": \"2\", \"refused\": {refused}}}"
        )
    };
    let (one, two) = (item(1, "A", 3, 1), item(2, "B", 4, 2));
    let of = |format: &str, text: &str| {
        let map = MAP.replace("format = \"csv\"", &format!("format = \"{format}\"")).replace(" {#}", "");
        import(&plan_of(&map).unwrap(), text.as_bytes()).drafts()
    };
    let wanted = of("csv", &csv);
    assert_eq!(wanted.lines().count(), 2);
    assert_eq!(of("json", &format!("[{one},\n{two}]")), wanted);
    assert_eq!(of("json-lines", &format!("{one}\n\n{two}\n")), wanted);
}
