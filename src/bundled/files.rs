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
    "vocabulary/controller.yaml",
    "vocabulary/duties.yaml",
    "vocabulary/item.yaml",
    "vocabulary/lawfulness.yaml",
    "vocabulary/notice.yaml",
    "vocabulary/request.yaml",
    "vocabulary/schedule-2-part-1.yaml",
    "vocabulary/schedule-2-part-2.yaml",
    "vocabulary/schedule-2-part-3.yaml",
    "vocabulary/schedule-2-parts-4-to-6.yaml",
    "vocabulary/schedule-3-social-work-and-education.yaml",
    "vocabulary/schedule-3.yaml",
    "vocabulary/schedule-4.yaml",
    "vocabulary/sections-24-to-28.yaml",
    "vocabulary/statute-access.yaml",
    "vocabulary/statute-complaints.yaml",
    "vocabulary/statute-decisions.yaml",
    "vocabulary/statute-handling.yaml",
    "vocabulary/statute-information.yaml",
    "vocabulary/statute-rights.yaml",
    "vocabulary/statute-scope.yaml",
];

/// City of Doncaster Council's Individuals' Rights Procedure.
pub const DONCASTER_PROCEDURE: &[(&str, &str)] = files![
    "procedure/accepted.yaml",
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

/// The UK GDPR and the Data Protection Act 2018.
pub const STATUTE: &[(&str, &str)] = files![
    "statute/accepted.yaml",
    "statute/book.yaml",
    "statute/lists.yaml",
    "statute/ledger-general.yaml",
    "statute/scope.yaml",
    "statute/present-use.yaml",
    "statute/ledger-information.yaml",
    "statute/information.yaml",
    "statute/information-exemptions.yaml",
    "statute/research-safeguards.yaml",
    "statute/ledger-access.yaml",
    "statute/access.yaml",
    "statute/access-limits.yaml",
    "statute/ledger-rights.yaml",
    "statute/rectification.yaml",
    "statute/erasure.yaml",
    "statute/restriction.yaml",
    "statute/portability.yaml",
    "statute/objection.yaml",
    "statute/consent.yaml",
    "statute/ledger-decisions.yaml",
    "statute/automated-decisions.yaml",
    "statute/decisions-authorised-by-law.yaml",
    "statute/ledger-handling.yaml",
    "statute/handling.yaml",
    "statute/handling-notes.yaml",
    "statute/refusals.yaml",
    "statute/ledger-complaints.yaml",
    "statute/complaints.yaml",
    "statute/ledger-lawfulness.yaml",
    "statute/lawfulness.yaml",
    "statute/ledger-sections.yaml",
    "statute/sections-24-to-28.yaml",
    "statute/ledger-schedule-2.yaml",
    "statute/schedule-2-part-1.yaml",
    "statute/schedule-2-part-2.yaml",
    "statute/schedule-2-parts-3-to-6.yaml",
    "statute/ledger-schedule-3.yaml",
    "statute/schedule-3-health.yaml",
    "statute/schedule-3-social-work-and-education.yaml",
    "statute/ledger-schedule-4.yaml",
    "statute/schedule-4.yaml",
];

/// City of Doncaster Council's settings.
pub const DONCASTER_SETTINGS: &[(&str, &str)] = files!["councils/doncaster.yaml"];

/// The public holidays of the parts of the United Kingdom.
pub const CALENDARS: &[(&str, &str)] = files![
    "calendars/england-and-wales.yaml",
    "calendars/northern-ireland.yaml",
    "calendars/scotland.yaml",
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
