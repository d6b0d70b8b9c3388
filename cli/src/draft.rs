//! `veedor draft`: an empty draft of a form, and the list of its fields in words.

use std::path::PathBuf;

use register::{
    Form,
    field::Presence,
    filing::envelope,
    schema::{Property, quote},
};
use serde_json::{Value, json};

use crate::{
    failure::{Failure, Outcome},
    fresh,
    terminal::{self, Screen},
    words,
};

/// Which form, and what is known already.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[arg(value_name = "FORM")]
    pub(crate) form: String,
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    #[arg(long, value_name = "ID")]
    pub(crate) filer: Option<String>,
    #[arg(long, value_name = "ID")]
    pub(crate) id: Option<String>,
    #[arg(long)]
    pub(crate) fields: bool,
}

/// Runs `veedor draft`.
pub(crate) fn run(args: &Args, screen: &Screen) -> Result<Outcome, Failure> {
    let Some(form) = Form::parse(&args.form) else {
        let codes: Vec<&str> = Form::ALL.iter().map(|form| form.code()).collect();
        return Err(Failure::Usage(words::no_such_form(&args.form, &codes.join(", "))));
    };
    if args.fields {
        screen.line(&table(form, screen));
        screen.document(&fields(form));
        return Ok(Outcome::Fine);
    }
    let draft = text(form, args);
    match &args.out {
        Some(out) => {
            fresh::write(out, draft.as_bytes())?;
            screen.say(&words::made_draft(&out.display()));
            screen.document(&json!({ "draft": out }));
        }
        // The draft itself is the JSON document.
        None => terminal::print(&draft),
    }
    screen.aside(&words::see_fields(&form.code()));
    Ok(Outcome::Fine)
}

/// Every field that must be there or be explained, empty where the filer has to say it.
fn text(form: Form, args: &Args) -> String {
    let given = |property: &Property| match property.name {
        "form" => quote(form.code()),
        "id" => quote(
            &args.id.clone().or_else(|| Some(format!("{}/{}/", args.filer.as_ref()?, form.code()))).unwrap_or_default(),
        ),
        "filer" => quote(args.filer.as_deref().unwrap_or_default()),
        _ => property.schema.blank(1),
    };
    let wanted = |property: &&Property| property.presence != Presence::Optional || property.name == "sources";
    let (envelope, own) = (envelope(), form.properties());
    let members = envelope.iter().chain(&own).filter(wanted);
    let members: Vec<String> =
        members.map(|property| format!("  \"{}\": {}", property.name, given(property))).collect();
    format!("{{\n{}\n}}\n", members.join(",\n"))
}

fn table(form: Form, screen: &Screen) -> String {
    let (envelope, own) = (envelope(), form.properties());
    let mut lines = vec![form.words().in_(screen.lang).to_owned()];
    lines.extend(envelope.iter().chain(&own).flat_map(|property| rows(property, "", screen)));
    lines.join("\n")
}

/// A field and, where it is a record, the fields in it.
fn rows(property: &Property, within: &str, screen: &Screen) -> Vec<String> {
    let path = format!("{within}{}", property.name);
    let presence = words::presence(property.presence);
    let codes = property.schema.codelist().map_or(String::new(), |list| format!(" [{list}]"));
    let label = property.label.in_(screen.lang);
    let mut lines = vec![format!("  {path:<28} {:<12} {label}{codes}", presence.in_(screen.lang))];
    let inner = property.schema.properties().iter();
    lines.extend(inner.flat_map(|property| rows(property, &format!("{path}."), screen)));
    lines
}

fn fields(form: Form) -> Value {
    let (envelope, own) = (envelope(), form.properties());
    let field = |property: &Property| {
        json!({
            "name": property.name,
            "es": property.label.es,
            "en": property.label.en,
            "presence": words::presence(property.presence).en,
            "codelist": property.schema.codelist(),
            "description": property.description,
        })
    };
    json!({ "form": form.code(), "fields": envelope.iter().chain(&own).map(field).collect::<Vec<_>>() })
}
