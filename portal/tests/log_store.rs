//! The durable log, tried from outside: growth, faults at every step, damage of every file. `world.rs` holds the one door
//! through which all stories go, and the check that verifies the whole log again after each step.

#![expect(clippy::expect_used, clippy::panic, reason = "helpers of tests fail by panicking, as tests do")]

#[path = "log_store/damage.rs"]
mod damage;
#[path = "log_store/faults.rs"]
mod faults;
#[path = "log_store/growth.rs"]
mod growth;
#[path = "log_store/publishing.rs"]
mod publishing;
#[path = "log_store/world.rs"]
mod world;
