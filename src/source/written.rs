//! Faults written out, and read where their files are not.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use super::{
    diagnostic::{Diagnostic, Diagnostics, SHOWN},
    told::Told,
};

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
