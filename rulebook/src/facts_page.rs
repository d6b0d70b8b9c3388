//! `docs/facts.md` and `docs/facts.es.md`: the vocabulary as pages to read, printed from its declaration.

use register::lang::Lang;

use crate::{case::CaseKind, fact::FactDef};

/// The page in a language.
#[must_use]
pub fn markdown(lang: Lang) -> String {
    let kinds: String = CaseKind::ALL.iter().map(|kind| section(*kind, lang)).collect();
    format!("{}{kinds}", head(lang))
}

fn head(lang: Lang) -> &'static str {
    match lang {
        Lang::Es => {
            "# Hechos\n\n[English](facts.md)\n\n\
             Lo que cada clase de caso tiene, y las reglas de `law/` pueden preguntar. Un hecho con `?` puede faltar: \
             pregunte antes `resource has decided_at`. Los hechos del organismo que responde se preguntan como \
             `principal.kind`, los del caso como `resource.date`. Cómo se escriben las reglas: \
             [law/README.es.md](../law/README.es.md).\n\n\
             Esta página se imprime de `rulebook/src/vocabulary.rs` y, los significados, de `rulebook/src/meanings.rs`.\n"
        }
        Lang::En => {
            "# Facts\n\n[Español](facts.es.md)\n\n\
             What every kind of case has, and the rules of `law/` can ask. A fact with `?` may be absent: ask \
             `resource has decided_at` first. Facts of the body that answers are asked as `principal.kind`, those of the \
             case as `resource.date`. How rules are written: [law/README.md](../law/README.md).\n\n\
             This page is printed from `rulebook/src/vocabulary.rs`.\n"
        }
    }
}

fn section(kind: CaseKind, lang: Lang) -> String {
    let rows: String = kind.facts().iter().map(|fact| row(fact, lang)).collect();
    let heads = match lang {
        Lang::Es => "| hecho | tipo | nombre | qué significa |",
        Lang::En => "| fact | type | name | what it means |",
    };
    let (code, words, means) = (kind.code(), kind.words().in_(lang), kind.means().in_(lang));
    format!("\n## {code}\n\n**{words}.** {means}\n\n{heads}\n|---|---|---|---|\n{rows}")
}

fn row(fact: &FactDef, lang: Lang) -> String {
    let mark = if fact.always { "" } else { "?" };
    let (name, words, means) = (fact.name, fact.words.in_(lang), fact.means.in_(lang).replace('|', "\\|"));
    format!("| `{name}`{mark} | {} | {words} | {means} |\n", fact.type_.words().in_(lang))
}
