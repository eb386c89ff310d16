//! What the crate sees of a file, before it asks what any of it means.

use super::{
    diagnostic::{Diagnostics, Problems},
    file::SourceFile,
    yaml::{Node, NodeKind, parse},
};

impl SourceFile {
    /// Every scalar of the file with the path that leads to it, in the order written. This is the file as the
    /// crate sees it, before any meaning.
    ///
    /// # Errors
    ///
    /// The faults of the file as YAML.
    ///
    /// ```
    /// use data_subject_rights::source::SourceFile;
    /// let file = SourceFile::new("a.yaml", "rules:\n  - ground: no\n");
    /// assert_eq!(file.outline()?, [("/rules/0/ground".to_owned(), "no".to_owned())]);
    /// # Ok::<(), data_subject_rights::source::Diagnostics>(())
    /// ```
    pub fn outline(&self) -> Result<Vec<(String, String)>, Diagnostics> {
        let mut problems = Problems::default();
        let mut scalars = Vec::new();
        if let Some(tree) = parse(self, &mut problems) {
            outline(&tree, String::new(), &mut scalars);
        }
        problems.settle(scalars)
    }
}

/// Nesting is limited, so recursion is.
fn outline(node: &Node, path: String, into: &mut Vec<(String, String)>) {
    match &node.kind {
        NodeKind::Scalar { text, .. } => into.push((path, text.clone())),
        NodeKind::List(items) => {
            for (at, item) in items.iter().enumerate() {
                outline(item, format!("{path}/{at}"), into);
            }
        }
        NodeKind::Map(entries) => {
            for entry in entries {
                outline(&entry.value, format!("{path}/{}", entry.key), into);
            }
        }
    }
}
