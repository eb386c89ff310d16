//! Lists the files of `rules/`, so that a new one belongs to its book without being named in Rust.
//!
//! The crate carries the texts of its rules (`include_str!`), and a macro cannot read a folder: it would have to be
//! told each name, and a change of policy would touch Rust. This writes, for each folder of `rules/`, an array of
//! the names and texts below it, in the order of their paths, which `src/bundled/files.rs` includes. It reads
//! nothing else, and needs no other crate. Without the feature `bundled` it does nothing.

use std::{
    env,
    error::Error,
    fs,
    path::{Path, PathBuf},
};

fn main() -> Result<(), Box<dyn Error>> {
    if env::var_os("CARGO_FEATURE_BUNDLED").is_none() {
        // Nothing is carried, and nothing need be looked at again.
        println!("cargo::rerun-if-changed=build.rs");
        return Ok(());
    }
    // A folder stands for all that is in it: a file that comes or goes counts too.
    println!("cargo::rerun-if-changed=rules");
    let rules = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("rules");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    for folder in fs::read_dir(&rules)? {
        let folder = folder?.path();
        if let (true, Some(name)) = (folder.is_dir(), folder.file_name()) {
            let array = array(&rules, &folder)?;
            fs::write(out.join(name).with_extension("rs"), array)?;
        }
    }
    Ok(())
}

/// The files below a folder of `rules/`, as the source of an array of names and texts.
fn array(rules: &Path, folder: &Path) -> Result<String, Box<dyn Error>> {
    let mut files = Vec::new();
    find(folder, &mut files)?;
    let mut named = Vec::new();
    for file in &files {
        let name = file
            .strip_prefix(rules)?
            .to_str()
            .ok_or("a name in UTF-8")?;
        // The same name on every system.
        named.push((name.replace('\\', "/"), file));
    }
    named.sort();
    let entries = named.iter();
    let entries = entries.map(|(name, file)| format!("    ({name:?}, include_str!({file:?})),\n"));
    Ok(format!("&[\n{}]\n", entries.collect::<String>()))
}

fn find(folder: &Path, found: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            find(&path, found)?;
        } else if path.extension().is_some_and(|ending| ending == "yaml") {
            found.push(path);
        }
    }
    Ok(())
}
