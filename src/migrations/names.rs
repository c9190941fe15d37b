//! The names that Django gives to tables and indexes.
//!
//! Follows `Options.contribute_to_class`, `Index.set_name_with_model` and
//! `django/db/backends/utils.py`; the same in Django 4.2, 5.2 and 6.1.

use std::fmt::Write;

use md5::{Digest, Md5};

/// The longest table name that no database cuts: `PostgreSQL` cuts after 63 bytes, `MariaDB` after 64.
const LONGEST: usize = 63;

/// The table of a model that names none; `None` where databases differ, since it is too long.
pub(super) fn table(app_label: &str, model: &str) -> Option<String> {
    let name = format!("{app_label}_{}", model.to_lowercase());
    (name.len() <= LONGEST).then_some(name)
}

/// The name of an index that has none, over `columns` of `table`, each with a `-` where it descends.
/// `suffix` is that of its class. `Index.set_name_with_model`.
pub(super) fn index(table: &str, columns: &[String], suffix: &str) -> String {
    let first = columns.first().map_or("", |column| column.trim_start_matches('-'));
    let parts = [table].into_iter().chain(columns.iter().map(String::as_str)).chain([suffix]);
    let hash = digest(parts, 6);
    let name = format!("{}_{}_{hash}_{suffix}", cut(table, 11), cut(first, 7));
    // Oracle allows neither at the start of a name, and Django asks no database.
    match name.chars().next() {
        Some(first) if first == '_' || first.is_ascii_digit() => format!("D{}", &name[1..]),
        _ => name,
    }
}

/// The suffix in the names of a class of indexes, by the name of the class.
pub(super) fn index_suffix(class: &str) -> Option<&'static str> {
    Some(match class {
        "Index" => "idx",
        "BloomIndex" => "bloom",
        "BrinIndex" => "brin",
        "BTreeIndex" => "btree",
        "GinIndex" => "gin",
        "GistIndex" => "gist",
        "HashIndex" => "hash",
        "SpGistIndex" => "spgist",
        _ => return None,
    })
}

/// `names_digest`: the first `length` hexadecimal digits of the MD5 of the parts.
fn digest<'a>(parts: impl Iterator<Item = &'a str>, length: usize) -> String {
    let mut hash = Md5::new();
    for part in parts {
        hash.update(part.as_bytes());
    }
    let mut digits = String::new();
    for byte in hash.finalize() {
        let _ = write!(digits, "{byte:02x}");
    }
    digits.truncate(length);
    digits
}

/// The first `length` characters.
fn cut(text: &str, length: usize) -> &str {
    text.char_indices().nth(length).map_or(text, |(at, _)| &text[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As Django itself gives them.
    #[test]
    fn indexes_are_named_as_django_names_them() {
        for (table, columns, name) in [
            ("emr_encounter", &["status", "opened"][..], "emr_encount_status_54155a_idx"),
            ("core_encounter", &["status", "opened"], "core_encoun_status_91b153_idx"),
            ("core_encounter", &["-opened"], "core_encoun_opened_4e2134_idx"),
            ("1_digit", &["status", "opened"], "D_digit_status_3318a8_idx"),
        ] {
            let columns: Vec<String> = columns.iter().map(|one| (*one).to_owned()).collect();
            assert_eq!(index(table, &columns, "idx"), name);
        }
    }

    #[test]
    fn tables_that_some_database_would_cut_have_no_one_name() {
        assert_eq!(table("core", "Encounter").as_deref(), Some("core_encounter"));
        assert_eq!(table("core", &"E".repeat(58)).map(|name| name.len()), Some(63));
        assert_eq!(table("core", &"E".repeat(59)), None);
    }
}
