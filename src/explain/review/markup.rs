//! The style and the script of the page, and what a browser may load of it.

/// The style of the page.
pub(super) const STYLE: &str = include_str!("page.css");

/// The script of the page. The page says everything without it: it only adds the filters.
pub(super) const SCRIPT: &str = include_str!("page.js");

/// What the browser may load and run: this style and this script, by their SHA-256, and nothing else.
///
/// A test holds the sums against the files; when it fails it says the sums to write here.
pub(super) const POLICY: &str = "default-src 'none'; style-src 'sha256-n1ZlEEGIeqxcR8QAoi4ptA+2TZjqEiiz4oa1/z797ag='; script-src 'sha256-1Wd+WwFpKyLXVISCKPFByjKulj058CuOE9Dx6rG1kf4='; base-uri 'none'; form-action 'none'";
