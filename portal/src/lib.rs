//! The running service: intake, sequencer, store, publication, index, pages. Decides nothing about the domain.

pub mod blobs;
pub mod descriptors;
mod documents;
pub mod error;
pub mod folder;
pub mod http;
pub mod index;
mod line;
pub mod log;
pub mod metrics;
pub mod pages;
mod pieces;
pub mod progress;
pub mod receipts;
pub mod rulebooks;
pub mod sequencer;
pub mod service;
pub mod site;
pub mod today;
pub mod trials;
