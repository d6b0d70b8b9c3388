//! Mistakes on the command line, told in both languages. The parser knows English only; what it found is said anew.

use clap::error::{ContextKind, ContextValue, Error, ErrorKind};

use crate::{failure::Said, words};

/// What is wrong with a command line, and what to do.
pub(crate) fn said(error: &Error) -> Said {
    let argument = text(error, ContextKind::InvalidArg);
    let value = text(error, ContextKind::InvalidValue);
    let suggested = text(error, ContextKind::SuggestedArg);
    match error.kind() {
        ErrorKind::UnknownArgument if suggested.is_empty() => words::unknown_argument(&argument),
        ErrorKind::UnknownArgument => words::unknown_argument_near(&argument, &suggested),
        ErrorKind::InvalidSubcommand => words::unknown_command(
            &text(error, ContextKind::InvalidSubcommand),
            &text(error, ContextKind::SuggestedSubcommand),
        ),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => words::missing_command(),
        ErrorKind::MissingRequiredArgument => words::missing_argument(&argument),
        ErrorKind::ArgumentConflict => words::conflicting(&argument, &text(error, ContextKind::PriorArg)),
        ErrorKind::InvalidValue if value.is_empty() => words::missing_value(&argument),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => words::bad_value(&argument, &value, &wanted(error)),
        _ => words::bad_usage(&error.kind()),
    }
}

/// What would have been right, where the parser knows it.
fn wanted(error: &Error) -> String {
    use std::error::Error as _;
    let valid = text(error, ContextKind::ValidValue);
    if valid.is_empty() { error.source().map_or(String::new(), ToString::to_string) } else { valid }
}

fn text(error: &Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        _ => String::new(),
    }
}
