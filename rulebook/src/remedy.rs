//! What to do about a filing of an example that would be refused, where that is other than for a filing: examples are TOML,
//! and their writers have the program at hand, not the codelists.

use register::{
    codelist::codelists,
    form::Form,
    problem::{Problem, Reason},
};

use crate::said::Said;

/// What to do; none where it is what filers are told.
pub(crate) fn words(problem: &Problem, form: Form) -> Option<Said> {
    let name = problem.field.rsplit('.').next().unwrap_or_default().split('[').next().unwrap_or_default();
    match &problem.reason {
        Reason::WrongKind { expected: "object", .. } => Some(parts(&format!("{name} = {{ … }}"), form)),
        Reason::WrongKind { expected: "array", .. } => Some(parts(&format!("{name} = [ … ]"), form)),
        Reason::NotInCodelist { codelist, nearest: None, .. } => codes(codelist),
        _ => None,
    }
}

fn parts(written: &str, form: Form) -> Said {
    let form = form.code();
    Said {
        es: format!("escríbalo como `{written}`; qué va dentro lo dice `veedor draft {form} --fields`"),
        en: format!("write it as `{written}`; `veedor draft {form} --fields` says what stands inside"),
    }
}

fn codes(list: &str) -> Option<Said> {
    let list = codelists().into_iter().find(|known| known.name == list)?;
    let codes = list.codes.iter().map(|(code, _)| format!("`{code}`")).collect::<Vec<_>>().join(", ");
    Some(Said { es: format!("use uno de {codes}"), en: format!("use one of {codes}") })
}
