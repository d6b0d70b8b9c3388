//! Texts that a policy holds against a fact and that the fact never is: a code that its list does not have, capitals where
//! texts are in small letters, a law that the rulebook does not list. The rule would be silent, and nobody would know.

use register::{codelist::Codelist, form::Form};

use crate::{
    case::CaseKind,
    fact::{FactDef, Texts},
    fault::Reason,
    law_list::LawList,
    nearest::hint,
    pattern::Pattern,
    shown::codelist,
    text::{normalize, small_letters},
};

/// Why a fact of a case of some kind never is a text, where that is so.
pub(crate) fn is(def: &FactDef, text: &str, kind: CaseKind, laws: Option<&LawList>) -> Option<Reason> {
    match def.texts? {
        Texts::Codes(_) => {
            let list = codelist(def).filter(|list| codes(list).all(|code| code != text))?;
            Some(unknown_code(def, text, kind, &list))
        }
        Texts::Words | Texts::Ids => {
            Some(normalize(text)).filter(|normal| normal != text).map(|normal| small(text, normal))
        }
        // A law that is not listed is known by its name in small letters.
        Texts::Laws => laws
            .filter(|laws| laws.law(text).is_none() && (normalize(text) != text || !laws.meant(text).is_empty()))
            .map(|laws| unlisted(text, laws)),
        Texts::Forms => Form::parse(text).is_none().then(|| form_unknown(text)),
        Texts::Others => None,
    }
}

/// Why a fact never is like a pattern, where that is so.
pub(crate) fn like(def: &FactDef, pattern: &Pattern, kind: CaseKind) -> Option<Reason> {
    let text = pattern.to_string();
    match def.texts? {
        Texts::Codes(_) => {
            let list = codelist(def).filter(|list| !codes(list).any(|code| pattern.matches(code)))?;
            Some(unknown_code(def, &text, kind, &list))
        }
        Texts::Words | Texts::Ids => {
            Some(small_letters(&text)).filter(|normal| *normal != text).map(|normal| small(&text, normal))
        }
        Texts::Forms => (!Form::ALL.iter().any(|form| pattern.matches(form.code()))).then(|| form_unknown(&text)),
        Texts::Laws | Texts::Others => None,
    }
}

/// A form that there is none of, and those there are.
pub(crate) fn form_unknown(form: &str) -> Reason {
    let instead = hint(form, Form::ALL.iter().map(|form| form.code()));
    let forms = Form::ALL.iter().map(|form| form.code()).collect::<Vec<_>>().join(", ");
    Reason::FormUnknown { form: form.into(), instead, forms }
}

fn codes(list: &Codelist) -> impl Iterator<Item = &'static str> + '_ {
    list.codes.iter().map(|(code, _)| *code)
}

fn unknown_code(def: &FactDef, code: &str, kind: CaseKind, list: &Codelist) -> Reason {
    let instead = hint(code, codes(list));
    let kind = if CaseKind::Body.facts().iter().any(|fact| std::ptr::eq(fact, def)) { CaseKind::Body } else { kind };
    Reason::CodeUnknown { code: code.into(), fact: def.name.into(), kind: kind.code().into(), instead }
}

fn small(text: &str, normal: String) -> Reason {
    Reason::SmallLetters { text: text.into(), normal }
}

/// A law by another name than its code, or one that is not listed.
fn unlisted(law: &str, laws: &LawList) -> Reason {
    Reason::LawByCode { law: law.into(), instead: laws.meant(law) }
}
