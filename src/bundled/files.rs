//! The rule files that come with the crate, as `(name, text)`.

use crate::source::SourceFile;

/// The files below a folder of `rules/`, in the order of their paths: `build.rs` finds them.
macro_rules! files_of {
    ($folder:literal) => {
        include!(concat!(env!("OUT_DIR"), "/", $folder, ".rs"))
    };
}

/// The vocabulary that all rule books share.
pub const VOCABULARY: &[(&str, &str)] = files_of!("vocabulary");

/// City of Doncaster Council's Individuals' Rights Procedure.
pub const DONCASTER_PROCEDURE: &[(&str, &str)] = files_of!("procedure");

/// The UK GDPR and the Data Protection Act 2018.
pub const STATUTE: &[(&str, &str)] = files_of!("statute");

/// City of Doncaster Council's settings.
pub const DONCASTER_SETTINGS: &[(&str, &str)] = &[(
    "councils/doncaster.yaml",
    include_str!("../../rules/councils/doncaster.yaml"),
)];

/// The public holidays of the parts of the United Kingdom.
pub const CALENDARS: &[(&str, &str)] = files_of!("calendars");

/// City of Doncaster Council's registers.
pub const DONCASTER_REGISTERS: &[(&str, &str)] = files_of!("registers");

/// Bundled files as source files.
pub(super) fn files(bundled: &[(&str, &str)]) -> Vec<SourceFile> {
    bundled
        .iter()
        .map(|(name, text)| SourceFile::new(*name, *text))
        .collect()
}
