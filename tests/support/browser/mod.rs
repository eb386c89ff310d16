//! Pages in headless Chromium, driven by a script of `tests/browser/`.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

/// A browser: the one that `CHROMIUM` names, or the first on the path.
fn browser() -> Option<PathBuf> {
    if let Some(named) = env::var_os("CHROMIUM") {
        return Some(PathBuf::from(named));
    }
    on_path(&["chromium", "chromium-browser", "google-chrome"])
}

/// The first of these programs that is on the path.
pub fn on_path(names: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    let folders: Vec<PathBuf> = env::split_paths(&path).collect();
    let found = |name: &&str| {
        folders
            .iter()
            .map(|folder| folder.join(name))
            .find(|file| file.is_file())
    };
    names.iter().find_map(found)
}

/// Has a script try a page. Where no browser is installed, it says so and nothing is tried.
pub fn tries(script: &str, page: &str) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(script);
    fs::create_dir_all(&folder).expect("a folder");
    let file = folder.join("page.html");
    fs::write(&file, page).expect("it is written");
    let (Some(browser), Some(python)) = (browser(), on_path(&["python3"])) else {
        println!("skipped: there is no Chromium, or no python3 to drive it");
        return;
    };
    let script = crate::common::root(&format!("tests/browser/{script}.py"));
    let output = Command::new(python)
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .arg(script)
        .args([&browser, &file, &folder])
        .output()
        .expect("it runs");
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(
        output.status.success(),
        "{}{}",
        said(&output.stdout),
        said(&output.stderr)
    );
    println!("{}", said(&output.stdout));
}
