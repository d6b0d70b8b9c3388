//! Mistakes on the command line, told in both languages. The parser knows English only; what it found is said anew.

use clap::error::{ContextKind, ContextValue, Error, ErrorKind};
use register::lang::Lang;

use crate::{failure::Said, words};

/// What is wrong with a command line, and what to do.
pub(crate) fn said(error: &Error) -> Said {
    let argument = text(error, ContextKind::InvalidArg);
    let value = text(error, ContextKind::InvalidValue);
    let suggested = text(error, ContextKind::SuggestedArg);
    match error.kind() {
        ErrorKind::UnknownArgument if suggested.is_empty() => words::unknown_argument(&argument),
        ErrorKind::UnknownArgument => words::unknown_argument_near(&argument, &suggested),
        ErrorKind::InvalidSubcommand => {
            let near = text(error, ContextKind::SuggestedSubcommand);
            let command = text(error, ContextKind::InvalidSubcommand);
            if near.is_empty() {
                words::unknown_command(&command)
            } else {
                words::unknown_command_near(&command, &near)
            }
        }
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => words::missing_command(),
        ErrorKind::MissingRequiredArgument => words::missing_argument(&argument),
        ErrorKind::ArgumentConflict => words::conflicting(&argument, &text(error, ContextKind::PriorArg)),
        ErrorKind::InvalidValue if value.is_empty() => words::missing_value(&argument),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => bad_value(error, &argument, &value),
        _ => words::bad_usage(&error.kind()),
    }
}

/// A value that is none, with what would have been one.
fn bad_value(error: &Error, argument: &str, value: &str) -> Said {
    use std::error::Error as _;
    let valid = text(error, ContextKind::ValidValue);
    let Some(source) = error.source() else { return words::bad_value(&argument, &value, &valid) };
    if source.is::<std::num::ParseIntError>() {
        words::no_number(&argument, &value)
    } else if source.is::<std::net::AddrParseError>() {
        words::no_address(&argument, &value)
    } else {
        words::bad_value(&argument, &value, &source)
    }
}

/// Help as the parser prints it. Its one word that cannot be set is set here.
pub(crate) fn help(help: &Error, lang: Lang) -> String {
    let text = help.render().to_string();
    match lang {
        Lang::Es => text.replace("[OPTIONS]", "[OPCIONES]"),
        Lang::En => text,
    }
}

fn text(error: &Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        _ => String::new(),
    }
}
