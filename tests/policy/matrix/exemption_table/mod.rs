//! The table `tests/matrix/exemptions.yaml`: which exemption reaches which right, as the Act says it.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::common::text;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Table {
    pub columns: Vec<String>,
    pub rows: Vec<Row>,
    /// Facts under which every right is granted whole.
    pub granted_whole: BTreeMap<String, Stated>,
}

/// A paragraph of the Act, or several that are alike.
#[derive(Debug, Deserialize)]
pub struct Row {
    #[serde(rename = "row")]
    pub name: String,
    /// The provisions of the Act whose exemptions belong to it.
    pub under: Vec<String>,
    /// A letter for each column: `Y`, `P` or `N`.
    pub reaches: String,
    /// `yes` where no rule of it rests on a text that was read.
    #[serde(default)]
    pub unverified: String,
}

/// `yes`, or the terms of a set.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum Stated {
    Word(String),
    Terms(Vec<String>),
}

impl Table {
    pub fn read() -> Self {
        let path = "tests/matrix/exemptions.yaml";
        serde_yaml::from_str(&text(path)).unwrap_or_else(|fault| panic!("{path}: {fault}"))
    }

    /// The rows with their letters, one for each column.
    pub fn cells(&self) -> impl Iterator<Item = (&Row, Vec<&str>)> {
        self.rows.iter().map(|row| {
            let cells: Vec<&str> = row.reaches.split(' ').collect();
            assert_eq!(cells.len(), self.columns.len(), "{}", row.name);
            (row, cells)
        })
    }
}
