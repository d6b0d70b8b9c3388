//! The mappings that come with the program.

use expect_test::expect;
use import::{Mapping, shipped};

use crate::bench::{import, plan, plan_of, told};

#[test]
fn every_mapping_that_is_shipped_fits_together_and_is_called_like_its_file() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../mappings");
    let mut files: Vec<String> =
        folder.read_dir().unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    let mut names: Vec<String> = shipped::SHIPPED.iter().map(|(name, _)| format!("{name}.toml")).collect();
    files.sort();
    names.sort();
    assert_eq!(files, names);
    for (name, text) in shipped::SHIPPED {
        assert_eq!(Mapping::parse(text).unwrap().name, *name);
        assert!(plan_of(text).is_ok(), "{name}");
    }
}

#[test]
fn a_workbook_in_mexicos_format_becomes_a_return_a_quarter() {
    let done = import(&plan("mx-xlvii"), include_bytes!("xlvii.xlsx"));
    expect![[r#"
        3 rows, 2 filings, 0 held, 0 errors, 0 warnings
        {"form":"return","id":"us-ca/observer/return/xlvii-01-01-2023-31-03-2023","filer":"us-ca/observer","nil":false,"occurred":{"from":"2023-01-01","to":"2023-03-31"},"figures":[{"counting_rule":"LGT 2015, art. 70, fr. XLVII: total de solicitudes","unit":"requests","measure":"interception","category":"Intervención de comunicaciones privadas","legal_basis":{"law":"Código Nacional de Procedimientos Penales, artículo 291"},"count":{"value":1234}},{"counting_rule":"LGT 2015, art. 70, fr. XLVII: total de solicitudes","unit":"requests","measure":"geolocation","category":"Geolocalización en tiempo real","legal_basis":{"law":"Código Nacional de Procedimientos Penales, artículo 303"}}],"sources":[{"title":"Fracción XLVII, artículo 70, Ley General de Transparencia","publisher":"Plataforma Nacional de Transparencia","part":"2023, filas 8–9"}],"unknown":[{"field":"figures[1].body","reason":"not-published"},{"field":"figures[1].count","reason":"refused"}],"named":[{"field":"figures[0].body","name":"Radiomóvil Dipsa, S.A. de C.V."}]}
        {"form":"return","id":"us-ca/observer/return/xlvii-01-04-2023-30-06-2023","filer":"us-ca/observer","nil":false,"occurred":{"from":"2023-04-01","to":"2023-06-30"},"figures":[{"counting_rule":"LGT 2015, art. 70, fr. XLVII: total de solicitudes","unit":"requests","measure":"retained-data","category":"Acceso al registro de comunicaciones","count":{"low":1,"high":9}}],"sources":[{"title":"Fracción XLVII, artículo 70, Ley General de Transparencia","publisher":"Plataforma Nacional de Transparencia","part":"2023, filas 10"}],"named":[{"field":"figures[0].body","name":"AT&T Comunicaciones Digitales, S. de R.L. de C.V."}]}
    "#]].assert_eq(&format!("{}{}", done.told("f.xlsx"), done.drafts()));
}

#[test]
fn a_return_of_ones_own_is_a_row_a_figure() {
    let done = import(
        &plan("return"),
        b"number;from;to;measure;unit;count;counting_rule;body;jurisdiction;category;outcome\n\
          2024-1;2024-01-01;2024-03-31;interception;orders;12;by day of decision;;;;granted\n\
          2024-1;2024-01-01;2024-03-31;interception;orders;<10;by day of decision;;;;refused\n\
          2024-1;2024-01-01;2024-03-31;geolocation;orders;;by day of decision;Telco, S.A. de C.V.;;;\n\
          2024-2;2024-04-01;2024-06-30;interception;ordres;N/D;by day of decision;;;;\n\
          2024-2;2024-04-01;2024-06-30;interception;orders;3;by day of decision;;;;\n",
    );
    expect![[r#"
        5 rows, 1 filings, 2 held, 2 errors, 0 warnings
        f.csv:5:unit not-in-codelist figures[0].unit: `ordres` no está en el catálogo unit; ¿quiso decir `orders`?
        f.csv:5:unit not-in-codelist figures[0].unit: `ordres` is not in the codelist unit; did you mean `orders`
        f.csv:6 of-held-filing va en la misma presentación que la fila 5, que se retuvo; corrija aquella y vuelva a importar
        f.csv:6 of-held-filing belongs to the same filing as row 5, which is held back; correct that one and import again
        {"form":"return","id":"us-ca/observer/return/2024-1","filer":"us-ca/observer","nil":false,"occurred":{"from":"2024-01-01","to":"2024-03-31"},"figures":[{"measure":"interception","unit":"orders","counting_rule":"by day of decision","outcome":"granted","count":{"value":12}},{"measure":"interception","unit":"orders","counting_rule":"by day of decision","outcome":"refused","count":{"low":1,"high":9}},{"measure":"geolocation","unit":"orders","counting_rule":"by day of decision"}],"unknown":[{"field":"figures[2].count","reason":"not-published"}],"named":[{"field":"figures[2].body","name":"Telco, S.A. de C.V."}]}
    "#]].assert_eq(&format!("{}{}", done.told("f.csv"), done.drafts()));
}

#[test]
fn mistakes_in_a_mapping_are_told_all_at_once() {
    let good = include_str!("../../../mappings/return.toml");
    let with = |from: &str, to: &str| {
        assert!(good.contains(from), "{from}");
        told(&plan_of(&good.replace(from, to)).unwrap_err())
    };
    let all = [
        with("form = \"return\"", "form = \"retrun\""),
        with("column = \"count\"", "column = \"cuont\""),
        with("id = \"{number}\"", "id = \"{number\""),
        with("id = \"{number}\"", "id = \"{category}-{number:none}\""),
        with("\"outcome\"]", "\"outcome\", \"note\"]"),
        with("type = \"day\"", "type = \"date\""),
        with("nil = false", "nil = "),
        with("format = \"csv\"", "format = \"csv\"\ncolour = 1"),
    ];
    expect![[r#"
        no existe el formulario `retrun`; `veedor draft` muestra los formularios [unknown-form]
        there is no form `retrun`; `veedor draft` lists the forms [unknown-form]

        el mapa nombra la columna `cuont`, que no está en su encabezado; la más parecida es `count` [unknown-column]
        the mapping names the column `cuont`, which is not in its header; the nearest is `count` [unknown-column]
        el mapa no usa la columna `count` ni dice que la omite; úsela en un campo o agréguela a `skip` [unused-column]
        the mapping neither uses the column `count` nor says that it leaves it out; use it in a field or add it to `skip` [unused-column]

        `{number` no cierra una llave; cierre cada `{columna}` [bad-pattern]
        `{number` leaves a brace open; close every `{column}` [bad-pattern]

        `category` no es igual en todas las filas de una presentación; agréguela a `group` o llévela a las cifras [not-shared]
        `category` is not the same in all rows of one filing; add it to `group` or move it to the figures [not-shared]
        el mapa no tiene la tabla `none`; corrija el mapa; docs/import.es.md dice qué lleva [no-such-table]
        the mapping has no table `none`; correct the mapping; docs/import.md says what it takes [no-such-table]

        el mapa no usa la columna `note` ni dice que la omite; úsela en un campo o agréguela a `skip` [unused-column]
        the mapping neither uses the column `note` nor says that it leaves it out; use it in a field or add it to `skip` [unused-column]

        línea 22: esto no es un mapa: no existe el valor `date`, se espera uno de `text`, `day`, `period`, `instant`, `count`, `yes-no`, `code`, `body`; corrija el mapa; docs/import.es.md dice qué lleva [not-a-mapping]
        line 22: this is no mapping: unknown variant `date`, expected one of `text`, `day`, `period`, `instant`, `count`, `yes-no`, `code`, `body`; correct the mapping; docs/import.md says what it takes [not-a-mapping]

        línea 17: esto no es un mapa: TOML: string values must be quoted, expected literal string; corrija el mapa; docs/import.es.md dice qué lleva [not-a-mapping]
        line 17: this is no mapping: string values must be quoted, expected literal string; correct the mapping; docs/import.md says what it takes [not-a-mapping]

        línea 10: esto no es un mapa: no existe el campo `colour`, se espera uno de `format`, `delimiter`, `encoding`, `sheet`, `header_row`, `header`, `skip`, `columns_as_rows`; corrija el mapa; docs/import.es.md dice qué lleva [not-a-mapping]
        line 10: this is no mapping: unknown field `colour`, expected one of `format`, `delimiter`, `encoding`, `sheet`, `header_row`, `header`, `skip`, `columns_as_rows`; correct the mapping; docs/import.md says what it takes [not-a-mapping]
    "#]].assert_eq(&all.join("\n"));
}
