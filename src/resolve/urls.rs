//! Names of admin URLs, and strings that something is put into.

use std::ops::Range;

use crate::reference::Certainty;

/// What follows the placeholder (`%s`, `%(app)s`, `{}`, `{app}`) that a string begins with.
pub(super) fn after_placeholder(value: &str) -> Option<&str> {
    match value.strip_prefix('{') {
        Some(rest) => rest.split_once('}').map(|(_, rest)| rest),
        None => {
            let rest = value.strip_prefix('%')?;
            let rest = rest
                .strip_prefix('(')
                .map_or(Some(rest), |rest| rest.split_once(')').map(|(_, rest)| rest))?;
            rest.strip_prefix('s')
        }
    }
}

/// Whether something is put into a string.
pub(super) fn has_placeholder(value: &str) -> bool {
    value.char_indices().any(|(at, _)| after_placeholder(&value[at..]).is_some())
}

/// Where `admin:emr_encounter_changelist` or `wagtailsnippets_emr_encounter:list` names the app.
/// <https://docs.djangoproject.com/en/stable/ref/contrib/admin/#reversing-admin-urls>
/// <https://docs.wagtail.org/en/stable/topics/snippets/customizing.html>
pub(super) fn admin_url(value: &str, app: &str, model: &str) -> Option<Range<usize>> {
    let Some((namespace, name)) = value.split_once(':') else {
        return admin_view(value.strip_prefix(app)?, model).then_some(0..app.len());
    };
    if let Some(label) = namespace.strip_prefix(SNIPPETS) {
        let rest = label.strip_prefix(app)?.strip_prefix('_')?;
        return (rest == model).then_some(SNIPPETS.len()..SNIPPETS.len() + app.len());
    }
    let word = !namespace.is_empty() && namespace.chars().all(|c| c.is_alphanumeric() || c == '_');
    let start = namespace.len() + 1;
    let known = admin_view(name.strip_prefix(app)?, model);
    (word && known).then_some(start..start + app.len())
}

/// How the namespaces of Wagtail's snippets begin; the label follows.
pub(super) const SNIPPETS: &str = "wagtailsnippets_";

/// How sure a namespace is that of an admin site: others may have URLs of these names, and without
/// a namespace they may be anybody's.
pub(super) fn admin_site(url: &str) -> Certainty {
    match url.contains(':') {
        true if url.starts_with("admin:") || url.starts_with(SNIPPETS) => Certainty::Proven,
        true => Certainty::Likely,
        false => Certainty::Unknown,
    }
}

/// `"admin:emr_encounter_%s"`, `"admin:%s_encounter_change"`: something is put into it, or it is a
/// view of the project's own.
pub(super) fn puts_together_admin_url(value: &str, app: &str, model: &str) -> bool {
    let Some((_, name)) = value.split_once(':') else { return false };
    let of_app = name.strip_prefix(app).and_then(|rest| rest.strip_prefix('_'));
    if of_app.is_some_and(|rest| after_placeholder(rest).is_some()) {
        return true;
    }
    ["%s", "{}", app].iter().filter_map(|app| name.strip_prefix(app)).any(|rest| {
        rest.strip_prefix('_').is_some_and(|rest| rest.starts_with(&format!("{model}_")))
    })
}

/// Whether this is what follows the app in the name of an admin URL: `_encounter_change`.
pub(super) fn admin_view(rest: &str, model: &str) -> bool {
    let view = rest.strip_prefix('_').and_then(|rest| rest.strip_prefix(model));
    let view = view.and_then(|rest| rest.strip_prefix('_'));
    matches!(view, Some("changelist" | "add" | "change" | "delete" | "history"))
}

#[cfg(test)]
mod tests {
    use super::{admin_url, has_placeholder};

    #[test]
    fn placeholders_are_those_of_percent_and_format() {
        for open in ["%s", "view_%s", "{}", "{0}_{1}", "{name}", "%(name)s_x"] {
            assert!(has_placeholder(open), "{open}");
        }
        for closed in ["", "100%", "{", "view_encounter", "%(name"] {
            assert!(!has_placeholder(closed), "{closed}");
        }
    }

    #[test]
    fn admin_urls_name_the_app_after_the_namespace() {
        assert_eq!(admin_url("admin:emr_encounter_add", "emr", "encounter"), Some(6..9));
        assert_eq!(admin_url("emr_encounter_add", "emr", "encounter"), Some(0..3));
        for other in ["emr_encounter", "admin:emr_encounter_print", "admin:hemr_encounter_add"] {
            assert_eq!(admin_url(other, "emr", "encounter"), None, "{other}");
        }
    }
}
