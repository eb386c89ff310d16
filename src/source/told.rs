//! A fault as it is written out for another program, which does not have its file.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::code::Code;

/// A fault as it is written out.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Told {
    pub code: Code,
    pub message: String,
    pub help: String,
    pub file: String,
    pub line: usize,
    pub column: usize,
    /// As it is shown, with the lines of the file.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub rendered: Option<String>,
}

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(rendered) = &self.rendered {
            return f.write_str(rendered);
        }
        let Self {
            code,
            message,
            help,
            file,
            line,
            column,
            ..
        } = self;
        write!(
            f,
            "error[{code}]: {message}\n --> {file}:{line}:{column}\n  = help: {help}"
        )
    }
}
