//! Moves a Django model to another app: code, references and migrations, as one change set.
//!
//! # The pipeline
//!
//! ```text
//! request ─▶ project ─▶ references ─▶ change set + diagnostics ─▶ patch | disk | verdict
//!   cli        scan       resolve          plan                    diff   write  check
//! ```
//!
//! [`plan_move`], in [`pipeline`], is all of it in one function. `move` and `move --write` differ in
//! the sink alone: the patch that is printed and the bytes that are written come from one
//! [`ChangeSet`](edit::ChangeSet). [`mod@check`] makes one of the references to the address that a model
//! has left: what it finds is what that would change, and what `--fix` writes.
//!
//! - [`scan`] walks and reads the tree, and is the only module that does; [`project`] knows its
//!   apps and module names, [`source`] one file; [`config`] reads what the user has set once and for
//!   all, and which moves were made.
//! - [`query`] runs the patterns of `queries/`; [`names`] says what a name means in its module;
//!   [`definition`] finds the class of a model, [`settings`] what decides about its migrations.
//! - [`resolve`] finds every reference: queries find, Rust decides. [`choice`] says which of them
//!   are rewritten.
//! - [`migrations`] replays the migrations that exist, and writes the new ones.
//! - [`transplant`] cuts the class out and sets it in; [`imports`] changes import statements;
//!   [`plan`] puts it all together.
//! - [`edit`] holds edits and changes as plain values; [`diff`] prints them as a git patch,
//!   [`write`](mod@write) puts them on disk, and is the only module that does; its journal lets it take
//!   them back.
//! - [`finding`] holds what `check` has found, by the [`rules`]; [`report`] prints it.
//! - [`stats`] counts what each step is done with, and times it where that is asked for.
//! - [`vcs`] asks git, before anything is written, whether it could give back what was there.
//!
//! Only [`scan`] reads the disk, only [`write`](mod@write) writes it, only [`vcs`] starts a process
//! (git), only `main` prints (its `progress` as well, while one waits); and the user's code is never run.

pub mod check;
pub mod choice;
pub mod cli;
pub mod config;
pub mod definition;
pub mod diagnostic;
pub mod diff;
pub mod edit;
pub mod finding;
pub mod imports;
pub mod migrations;
pub mod names;
pub mod pipeline;
pub mod plan;
pub mod project;
pub mod query;
pub mod reference;
pub mod report;
pub mod resolve;
pub mod rules;
pub mod scan;
pub mod settings;
pub mod source;
pub mod stats;
pub mod transplant;
pub mod vcs;
pub mod write;

pub use pipeline::{MovePlan, Outcome, Recording, Refs, find_references, plan_move};
