//! What is wrong with a draft, in the words of the questions: the labels of fields instead of paths, choices instead of
//! codes. What the desk has no words of its own for is told in the register's.

use register::{
    codelist::Codelist,
    filing::envelope,
    lang::Lang,
    personal::Kind,
    problem::{Problem, Reason},
    schema::{Property, Schema, Shape},
};

use super::super::text::{self, Arg};

/// A problem with its place among all questions.
pub(super) fn whole(problem: &Problem, properties: &[Property], lang: Lang) -> String {
    placed(&labels(&problem.field, properties, lang), problem, lang)
}

/// A problem with its place within its own question.
pub(super) fn within(problem: &Problem, properties: &[Property], lang: Lang) -> String {
    let labels = labels(&problem.field, properties, lang);
    placed(labels.get(1..).unwrap_or_default(), problem, lang)
}

fn placed(labels: &[String], problem: &Problem, lang: Lang) -> String {
    let says = says(&problem.reason, lang);
    if labels.is_empty() { says } else { format!("{}: {says}", labels.join(" \u{203a} ")) }
}

/// The labels along a path, items of lists by their number. What no form declares stands as it is written.
fn labels(path: &str, properties: &[Property], lang: Lang) -> Vec<String> {
    let mut labels = Vec::new();
    let mut known = properties;
    for part in path.split('.').filter(|part| !part.is_empty()) {
        let (name, items) = part.split_once('[').unwrap_or((part, ""));
        let property = known.iter().find(|property| property.name == name);
        let label = property.map_or(name, |property| property.label.in_(lang));
        let number = items.trim_end_matches(']').parse::<usize>().map(|at| format!(" {}", at + 1));
        labels.push(format!("{label}{}", number.unwrap_or_default()));
        known = property.map_or(&[], |property| inside(&property.schema));
    }
    labels
}

/// The fields inside a value.
fn inside(schema: &Schema) -> &[Property] {
    match schema.shape() {
        Shape::List(item) => inside(item),
        Shape::Record(own) => own,
        Shape::OneOf(shapes) => shapes.iter().map(inside).find(|own| !own.is_empty()).unwrap_or_default(),
        _ => &[],
    }
}

fn says(reason: &Reason, lang: Lang) -> String {
    let plain = |key: &str| text::get(lang, key);
    let valued = |key: &str, value: &str| text::with(lang, key, &[("value", Arg::Text(value.to_owned()))]);
    let field = |key: &str, name: &str| text::with(lang, key, &[("field", Arg::Text(label(name, lang)))]);
    match reason {
        Reason::NotInCodelist { value, codelist, nearest } => {
            match nearest.and_then(|code| choice(codelist, code, lang)) {
                None => valued("fix-choice", value),
                Some(near) => {
                    let both = [("value", Arg::Text(value.clone())), ("near", Arg::Text(near))];
                    text::with(lang, "fix-choice-near", &both)
                }
            }
        }
        Reason::Missing { may_be_explained: true } => plain("fix-answer-or-explain"),
        Reason::Missing { may_be_explained: false } => plain("fix-answer"),
        Reason::WrongKind { expected: "number", .. } => plain("fix-number"),
        Reason::WrongKind { expected: "boolean", .. } => plain("fix-yes-no"),
        Reason::WrongKind { .. } => plain("fix-shape"),
        Reason::UnknownField { .. } => plain("fix-unknown"),
        Reason::ExplainsNothing => plain("fix-no-field"),
        Reason::ExplainedButGiven => plain("fix-both"),
        Reason::NoSource => field("fix-source", "sources"),
        Reason::Personal { trace } if matches!(trace.kind, Kind::Name | Kind::Digits) => {
            let key = if trace.kind == Kind::Name { "fix-name" } else { "fix-digits" };
            let both = [("value", Arg::Text(trace.masked.clone())), ("field", Arg::Text(label("cleared", lang)))];
            text::with(lang, key, &both)
        }
        Reason::IdTaken { entry } => text::count(lang, "fix-id", *entry),
        other => format!("{}; {}", other.says(lang), other.next(lang)),
    }
}

/// The label of a field that every filing may have.
fn label(name: &str, lang: Lang) -> String {
    let property = envelope().into_iter().find(|property| property.name == name);
    property.map_or_else(|| name.to_owned(), |property| property.label.in_(lang).to_owned())
}

/// The words of a code, as the desk offers it.
fn choice(codelist: &str, code: &str, lang: Lang) -> Option<String> {
    let list = Codelist::named(codelist)?;
    let (_, words) = list.codes.into_iter().find(|(known, _)| *known == code)?;
    Some(words.in_(lang).to_owned())
}

#[cfg(test)]
mod tests {
    use expect_test::expect;
    use register::{Form, filing::read_draft};

    use super::*;
    use crate::intake::Paper;

    /// What the desk says of a draft, in both languages.
    fn told(draft: &str) -> String {
        let properties = Paper::read(draft).expect("a draft").properties();
        let refusal = read_draft(draft).expect_err("it is wrong");
        let line = |problem: &Problem| Lang::ALL.map(|lang| whole(problem, &properties, lang) + "\n").concat();
        refusal.problems.iter().map(line).collect()
    }

    #[test]
    fn an_officer_reads_labels_and_choices_and_no_path_of_a_file() {
        let figure = r#"{"measure": "interceptionn", "unit": "orders", "counting_rule": "x", "count": {"value": "a"}}"#;
        let draft = format!(
            r#"{{"form": "return", "id": "mx/fgr/return/1", "filer": "mx/fgr", "occurred": "2026-01-01", "nil": "no",
            "figures": [{figure}, {{"unit": "zzzzzzzz", "outcome": "x"}}], "documents": [{{"sha256": "00"}}],
            "withheld": [{{"field": "nothing"}}], "strange": 1}}"#
        );
        let says = told(&draft);
        for word in ["spec/", "codelist", "JSON", "figures", "`withheld`", "string"] {
            assert!(!says.contains(word), "`{word}` is for programs: {says}");
        }
        expect![[r#"
            Nada que informar: elija sí o no
            Nothing to report: choose yes or no
            Documentos 1 › Tipo: falta contestar esto; contéstelo
            Documents 1 › Kind: this is not answered; answer it
            Documentos 1 › Título: falta contestar esto; contéstelo
            Documents 1 › Title: this is not answered; answer it
            Documentos 1 › SHA-256: `00` no es un SHA-256: 64 cifras hexadecimales en minúscula; corrija el valor
            Documents 1 › SHA-256: `00` is not a SHA-256: 64 lower-case hexadecimal digits; correct the value
            Documentos 1 › Bytes: falta contestar esto; contéstelo
            Documents 1 › Bytes: this is not answered; answer it
            Documentos 1 › Tipo de archivo: falta contestar esto; contéstelo
            Documents 1 › Media type: this is not answered; answer it
            Cifras 1 › Medida: «interceptionn» no está entre las opciones; quizá quiso decir «Intervención»
            Figures 1 › Measure: “interceptionn” is none of the choices; perhaps “Interception” is meant
            Cifras 1 › Cantidad › Valor: esto no es un número entero; escríbalo solo con cifras
            Figures 1 › Count › Value: this is no whole number; write it in digits only
            Cifras 2 › Medida: falta contestar esto; contéstelo
            Figures 2 › Measure: this is not answered; answer it
            Cifras 2 › Unidad: «zzzzzzzz» no está entre las opciones; elija una de la lista
            Figures 2 › Unit: “zzzzzzzz” is none of the choices; choose one of the list
            Cifras 2 › Cantidad: falta contestar esto; contéstelo, o diga que no se conoce o con qué ley se reserva
            Figures 2 › Count: this is not answered; answer it, or say that it is not known or under which law it is withheld
            Cifras 2 › Regla de conteo: falta contestar esto; contéstelo
            Figures 2 › Counting rule: this is not answered; answer it
            Cifras 2 › Resultado: «x» no está entre las opciones; elija una de la lista
            Figures 2 › Outcome: “x” is none of the choices; choose one of the list
            Reservado 1 › Fundamento legal: falta contestar esto; contéstelo
            Withheld 1 › Legal basis: this is not answered; answer it
            Reservado 1 › Prueba de daño: falta contestar esto; contéstelo
            Withheld 1 › Harm test: this is not answered; answer it
            Reservado 1 › Lo decidió: falta contestar esto; contéstelo
            Withheld 1 › Decided by: this is not answered; answer it
            Reservado 1 › Se revisa el: falta contestar esto; contéstelo
            Withheld 1 › Reviewed on: this is not answered; answer it
            strange: el formulario no tiene esta pregunta; quítela
            strange: the form has no such question; take it out
        "#]].assert_eq(&says);
    }

    #[test]
    fn every_path_of_every_form_has_its_label() {
        for form in Form::ALL {
            let properties = Paper::new(*form, "mx/fgr", "").properties();
            for property in &properties {
                let own = labels(property.name, &properties, Lang::Es);
                assert_eq!(own, [property.label.in_(Lang::Es)], "{}", property.name);
            }
        }
    }
}
