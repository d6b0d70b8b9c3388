//! The command as people run it: arguments in, text and exit code out, through the built program. Data through one
//! door: [`Shell::run`]. What changes from run to run (keys, hashes, times, ports, folders) is replaced by its name.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a helper of tests fails as a test does")]
#![expect(clippy::too_many_lines, reason = "what is printed is held in full beside the command that prints it")]

mod bad_input;
mod bulk;
mod comments;
mod days;
mod demo;
mod eyes;
mod import;
mod law;
mod law_pages;
mod law_register;
mod observatory;
mod reconcile;
mod register;
mod shell;
mod usage;
