//! Faults written out for another program, which does not have their files.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use super::{Code, Diagnostic, Diagnostics, diagnostic::SHOWN};

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

impl Serialize for Diagnostic {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.told(true).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Diagnostic {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Told::deserialize(deserializer).map(Self::from)
    }
}

impl Serialize for Diagnostics {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let faults = self.iter().enumerate();
        serializer.collect_seq(faults.map(|(at, fault)| fault.told(at < SHOWN)))
    }
}

impl<'de> Deserialize<'de> for Diagnostics {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let faults = Vec::deserialize(deserializer)?;
        Self::told(faults).ok_or_else(|| D::Error::custom("an error has one fault at least"))
    }
}
