//! Room on the stack for Cedar, which reads, checks and prints policies by functions that call themselves, and is compiled
//! without optimisation: threads of servers and tests have too little.

/// What is at hand for a piece of work, at least. One level of a policy takes up to 84 KiB when Cedar reads its JSON, and
/// `depth.rs` lets 340 levels through.
const LEAST: usize = 48 << 20;

/// What is taken where less is left. It costs address space; memory only as deep as it is used.
const TAKEN: usize = 64 << 20;

/// Does a piece of work with at least 48 MiB of stack, on this thread.
pub fn with_room<T>(work: impl FnOnce() -> T) -> T {
    stacker::maybe_grow(LEAST, TAKEN, work)
}
