//! The rule files that come with the crate, as `(name, text)`.

use crate::source::SourceFile;

macro_rules! files {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../../rules/", $name)))),+]
    };
}

/// The vocabulary that all rule books share.
pub const VOCABULARY: &[(&str, &str)] = files![
    "vocabulary/activity.yaml",
    "vocabulary/duties.yaml",
    "vocabulary/item.yaml",
    "vocabulary/notice.yaml",
    "vocabulary/request.yaml",
];

/// City of Doncaster Council's Individuals' Rights Procedure.
pub const DONCASTER_PROCEDURE: &[(&str, &str)] = files![
    "procedure/access.yaml",
    "procedure/automated-decisions.yaml",
    "procedure/book.yaml",
    "procedure/erasure.yaml",
    "procedure/information.yaml",
    "procedure/ledger.yaml",
    "procedure/objection.yaml",
    "procedure/portability.yaml",
    "procedure/present-use.yaml",
    "procedure/rectification.yaml",
    "procedure/requests.yaml",
    "procedure/restriction.yaml",
];

/// City of Doncaster Council's registers.
pub const DONCASTER_REGISTERS: &[(&str, &str)] = files!["registers/peer-support-groups.yaml"];

/// Bundled files as source files.
pub(super) fn files(bundled: &[(&str, &str)]) -> Vec<SourceFile> {
    bundled
        .iter()
        .map(|(name, text)| SourceFile::new(*name, *text))
        .collect()
}
