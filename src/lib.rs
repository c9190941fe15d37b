//! Moves a Django model to another app: code, references and migrations, as one change set.

pub mod diagnostic;
pub mod edit;
pub mod migrations;
pub mod names;
pub mod project;
pub mod query;
pub mod reference;
pub mod resolve;
pub mod scan;
pub mod source;
