//! The pages, asked as a browser asks: through the router, over a register built by the real pieces. Snapshots of what
//! each page says in both languages, and what must hold of all of them.

#![expect(clippy::expect_used, clippy::panic, reason = "a test fails where its own tools fail")]

#[path = "pages/as_of.rs"]
mod as_of;
#[path = "pages/bodies.rs"]
mod bodies;
#[path = "pages/drafted.rs"]
mod drafted;
#[path = "pages/frame.rs"]
mod frame;
#[path = "pages/gaps.rs"]
mod gaps;
#[path = "pages/golden.rs"]
mod golden;
#[path = "pages/heard.rs"]
mod heard;
#[path = "pages/hostile.rs"]
mod hostile;
#[path = "pages/html.rs"]
mod html;
#[path = "pages/judged.rs"]
mod judged;
#[path = "pages/rulebook.rs"]
mod rulebook;
#[path = "pages/says.rs"]
mod says;
#[path = "pages/series.rs"]
mod series;
#[path = "pages/sound.rs"]
mod sound;
#[path = "pages/verify.rs"]
mod verify;
#[path = "pages/world.rs"]
mod world;
