//! Moves a Django model to another app: code, references and migrations, as one change set.

pub mod definition;
pub mod diagnostic;
pub mod edit;
pub mod imports;
pub mod migrations;
pub mod names;
pub mod plan;
pub mod project;
pub mod query;
pub mod reference;
pub mod resolve;
pub mod scan;
pub mod settings;
pub mod source;
pub mod transplant;
