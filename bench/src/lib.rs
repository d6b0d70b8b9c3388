//! What the benchmark programs share: a small HTTP/1.1 client, request bodies, the closed-loop load, and what a run used of the machine.
//! It measures servers on this machine only and leaves out any check of what the servers stored: `veedor fsck` and `tests/interop` do that.

pub mod bodies;
pub mod compare;
pub mod http;
pub mod law;
pub mod load;
pub mod machine;
pub mod monitor;
pub mod report;
pub mod servers;
pub mod table;
pub mod target;
