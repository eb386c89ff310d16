//! The officer's page as text, Markdown and HTML: the three say the same, and words from outside stay words.

#[path = "page/hostile.rs"]
mod hostile;
use crate::sums;
#[path = "page/tags.rs"]
mod tags;

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use data_subject_rights::{
    Controller, advice::Summary, case::Request, explain, source::SourceFile,
};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

fn root(path: &str) -> String {
    format!("{}/{path}", env!("CARGO_MANIFEST_DIR"))
}

fn summary_of(name: &str, request: &str) -> Summary {
    let file = SourceFile::new(name, request);
    let council = Controller::doncaster().expect("it is bundled");
    Request::load(&file)
        .and_then(|request| council.summary(&request))
        .unwrap_or_else(|faults| panic!("{faults}"))
}

fn example(name: &str) -> Summary {
    let name = root(&format!("examples/requests/{name}"));
    summary_of(&name, &fs::read_to_string(&name).expect("it is text"))
}

/// The words of a page of Markdown, and how it is made up: every tag in order.
fn read(markdown: &str) -> (String, Vec<String>) {
    let (mut words, mut made_of) = (String::new(), Vec::new());
    for event in Parser::new_ext(markdown, Options::all()) {
        match event {
            Event::Text(text) => words.push_str(&text),
            Event::SoftBreak | Event::HardBreak => words.push('\n'),
            Event::End(TagEnd::TableCell | TagEnd::Item | TagEnd::Paragraph) => words.push('\n'),
            Event::End(_) => {}
            Event::Start(Tag::Item) => made_of.push("item".to_owned()),
            other => made_of.push(format!("{other:?}")),
        }
    }
    (words, made_of)
}

#[test]
fn every_line_of_the_text_stands_in_markdown_and_html_too() {
    let mut compared = 0;
    for name in ["social-care-file.yaml", "peer-support-letter.yaml"] {
        let summary = example(name);
        let text = plain(&explain::page_text(&summary));
        let (markdown, _) = read(&explain::page_markdown(&summary));
        let (markdown, html) = (
            plain(&markdown),
            plain(&tags::words(&explain::page_html(&summary))),
        );
        let said = summary.steps.iter().map(|step| step.what.as_str());
        let said = said.chain(
            summary
                .reply
                .contains
                .iter()
                // What the person is told stands after one beginning.
                .map(|line| {
                    line.what
                        .trim_end_matches('.')
                        .trim_start_matches("Tell the person ")
                }),
        );
        let said = said.chain(
            summary
                .why_not
                .iter()
                .flat_map(|refusal| refusal.decided_by.iter().map(|why| why.says.as_str())),
        );
        let said = said.chain([
            "INTERNAL: for the council alone. Do not send or show this page to the person.",
        ]);
        for sentence in said.map(plain) {
            assert!(markdown.contains(&sentence), "{sentence}\n{markdown}");
            assert!(html.contains(&sentence), "{sentence}\n{html}");
            compared += usize::from(text.contains(&sentence));
        }
        for heading in ["Do now", "What the person gets", "Why not", "The reply"] {
            let heading = plain(heading);
            assert!(
                [&text, &markdown, &html]
                    .iter()
                    .all(|page| page.contains(&heading)),
                "{heading}"
            );
        }
    }
    assert!(compared > 10, "the text page says only {compared} of them");
}

/// Words without what wraps and lays them out.
fn plain(words: &str) -> String {
    words
        .to_lowercase()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn hostile_words_everywhere_change_nothing_of_a_page_but_its_words() {
    let (mild, wild) = (
        summary_of("mild.json", &hostile::request("plain words")),
        summary_of("wild.json", &hostile::request(hostile::HOSTILE)),
    );
    let shown = format!("{wild:?}");
    for place in hostile::PLACES {
        assert!(shown.contains(place), "{place} reaches no page: {shown}");
    }
    let (html, markdown) = (explain::page_html(&wild), explain::page_markdown(&wild));
    assert_eq!(
        tags::skeleton(&html),
        tags::skeleton(&explain::page_html(&mild))
    );
    let (words, made_of) = read(&markdown);
    assert_eq!(made_of, read(&explain::page_markdown(&mild)).1);
    assert!(
        !made_of
            .iter()
            .any(|each| each.contains("Html") || each.contains("Link"))
    );
    let text = explain::page_text(&wild);
    assert!(
        text.lines().all(|line| line.chars().count() <= 96),
        "{text}"
    );
    assert!(
        text.lines()
            .all(|line| !line.starts_with("REPLY BY       never")),
        "{text}"
    );
    for page in [text, markdown, html.clone()] {
        let untamed = |c: char| {
            c != '\n' && c.is_control()
                || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        };
        assert!(!page.contains(untamed), "{page:?}");
    }
    for page in [words, tags::words(&html)] {
        assert!(page.contains("</style><script>alert(1)</script>"), "{page}");
    }
}

#[test]
fn every_tag_is_closed_every_id_is_there_once_and_nothing_is_loaded() {
    for summary in [
        example("social-care-file.yaml"),
        summary_of("wild.json", &hostile::request(hostile::HOSTILE)),
    ] {
        let page = explain::page_html(&summary);
        tags::check(&page);
        assert!(!page.contains("<script") && !page.contains("url(") && !page.contains("@import"));
        assert!(page.contains("<html lang=\"en-GB\">"));
    }
}

#[test]
fn the_policy_of_the_page_names_its_own_style() {
    let page = explain::page_html(&example("social-care-file.yaml"));
    let (_, style) = page.split_once("<style>").expect("a style");
    let (style, _) = style.split_once("</style>").expect("it ends");
    let wanted = format!(
        "style-src 'sha256-{}'",
        sums::sha256_base64(style.as_bytes())
    );
    assert!(
        page.contains(&wanted),
        "write this into the policy: {wanted}"
    );
}

#[test]
fn days_left_count_from_the_day_on_which_the_page_is_read() {
    use data_subject_rights::calendar::Date;
    let summary = example("peer-support-letter.yaml");
    assert!(!explain::page_text(&summary).contains("days left"));
    let on = |day: Date| explain::page_markdown(&summary.clone().seen_on(day));
    assert!(on(Date::constant(2026, 11, 21)).contains("30 days left, seen from 21 November 2026"));
    assert!(on(Date::constant(2026, 12, 21)).contains("the last day, seen from 21 December 2026"));
    assert!(on(Date::constant(2026, 12, 23)).contains("OVERDUE by 2 days"));
}

/// A browser: the one that `CHROMIUM` names, or the first on the path.
fn browser() -> Option<PathBuf> {
    if let Some(named) = env::var_os("CHROMIUM") {
        return Some(PathBuf::from(named));
    }
    on_path(&["chromium", "chromium-browser", "google-chrome"])
}

fn on_path(names: &[&str]) -> Option<PathBuf> {
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

#[test]
fn the_page_works_in_a_browser() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("officer_page");
    fs::create_dir_all(&folder).expect("a folder");
    let file = folder.join("page.html");
    fs::write(&file, explain::page_html(&example("social-care-file.yaml"))).expect("it is written");
    let (Some(browser), Some(python)) = (browser(), on_path(&["python3"])) else {
        println!("skipped: there is no Chromium, or no python3 to drive it");
        return;
    };
    let output = Command::new(python)
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .arg(root("tests/browser/officer_page.py"))
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
