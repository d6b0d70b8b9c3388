//! The command as people run it: arguments in, text and exit code out, through the built program. Data through one
//! door: [`Shell::run`]. What changes from run to run (keys, hashes, times, ports, folders) is replaced by its name.

mod bad_input;
mod demo;
mod register;
mod shell;
mod usage;
