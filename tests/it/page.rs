//! The officer's page as text, Markdown and HTML: the three say the same, and words from outside stay words.

#[path = "page/hostile.rs"]
mod hostile;
use crate::{browser, common::root, sums};
#[path = "page/tags.rs"]
mod tags;

use std::{fs, path::PathBuf};

use data_subject_rights::{
    advice::Summary, case::Request, decision::Outcome, explain, source::SourceFile,
};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

fn summary_of(name: &str, request: &str) -> Summary {
    let file = SourceFile::new(name, request);
    let council = crate::common::doncaster();
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
        let said = summary
            .steps
            .iter()
            .map(|step| step.what.trim_end_matches('.'));
        let said = said.chain(
            summary
                .reply
                .contains
                .iter()
                .flat_map(|lines| &lines.what)
                .map(|what| told(what)),
        );
        let said = said.chain(summary.reasons.iter().map(|why| why.says.as_str()));
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

/// What stands on a page of a thing that the reply contains: what the person is told stands after one beginning, and the
/// routes that are open to them in one sentence.
fn told(what: &str) -> &str {
    let what = what.trim_end_matches('.');
    let what = what.trim_start_matches("Tell the person ");
    let what = what.trim_start_matches("that they may ");
    what.trim_start_matches("complain ")
}

/// The examples, and cases with much to withhold, to refuse or to leave open.
fn many() -> Vec<(String, Summary)> {
    let folder = fs::read_dir(root("examples/requests")).expect("a folder");
    let examples = folder.map(|entry| entry.expect("an entry").path());
    let cases = [
        "tests/statute/schedule-2/bankrupt-builder-and-the-insolvency-service.yaml",
        "tests/statute/information-and-access/tip-about-a-builder-neither-confirmed-nor-denied.yaml",
        "tests/statute/times/still-asking-what-he-wants.yaml",
    ];
    let all = examples.chain(cases.map(|case| PathBuf::from(root(case))));
    all.map(|path| {
        let name = path.display().to_string();
        let request = fs::read_to_string(&path).expect("it is text");
        (name.clone(), summary_of(&name, &request))
    })
    .collect()
}

#[test]
fn a_summary_of_up_to_five_parts_takes_at_most_eight_kilobytes() {
    let sizes = many().into_iter().filter_map(|(name, summary)| {
        let bytes = serde_json::to_string(&summary).expect("it is JSON").len();
        (summary.parts.len() <= 5).then_some((bytes, name))
    });
    let (bytes, name) = sizes.max().expect("there are examples");
    println!("{bytes} bytes: {name}");
    assert!(bytes <= 8_000, "{name}: {bytes} bytes");
}

#[test]
fn a_page_of_up_to_four_parts_has_at_most_sixty_lines_and_leaves_nothing_out_of_the_reply() {
    let mut seen = 0;
    for (name, summary) in many() {
        let text = explain::page_text(&summary);
        if summary.parts.len() <= 4 {
            let lines = text.lines().count();
            assert!(lines <= 60, "{name}: {lines} lines\n{text}");
        }
        let page = plain(&text);
        let safe = page.matches("say only").count() + page.matches("then only").count();
        assert!(
            summary.do_not_reveal.secrets.is_empty() || safe > 0,
            "{name}\n{text}"
        );
        for what in summary.reply.contains.iter().flat_map(|lines| &lines.what) {
            assert!(page.contains(&plain(told(what))), "{name}: {what}\n{text}");
            seen += 1;
        }
        // Where a book sends the person elsewhere, that is what stands there.
        let refusals = summary.why_not.iter();
        let reasons = refusals
            .filter(|refusal| refusal.elsewhere.is_empty())
            .flat_map(|refusal| &refusal.decided_by)
            .map(|at| &summary.reasons[*at as usize]);
        for why in reasons.filter(|why| !why.failed) {
            // Where there is no room for all of it, it begins; what must not be revealed stands above whole.
            let begins = why.says.split(". ").next().unwrap_or_default();
            assert!(page.contains(&plain(begins)), "{name}: {why:?}\n{text}");
        }
        for refusal in &summary.reply.confirm {
            assert!(
                !refusal.parts.is_empty() && page.contains("to confirm first"),
                "{name}\n{text}"
            );
        }
    }
    assert!(seen > 80, "{seen} things in replies");
}

#[test]
fn the_questions_on_a_page_and_those_it_counts_are_all_that_are_open() {
    for (name, summary) in many() {
        let groups = summary.find_out.iter();
        let all = groups.map(|group| group.questions.len() + group.more as usize);
        assert_eq!(
            all.sum::<usize>(),
            summary.can_go.questions as usize,
            "{name}"
        );
    }
}

#[test]
fn what_is_open_in_a_part_has_a_question_where_the_whole_is_settled() {
    let name =
        "tests/statute/information-and-access/told-that-a-file-exists-but-not-who-else-has-it.yaml";
    let request = fs::read_to_string(root(name)).expect("it is text");
    let summary = summary_of(name, &request);
    let law = summary.gets.iter().flat_map(|row| &row.law);
    let settled = law.filter(|cell| cell.outcome == Outcome::Open).count();
    assert!(summary.is_open() && settled > 0);
    let asked = summary.find_out.iter().flat_map(|group| &group.questions);
    assert!(asked.count() > 0, "{:?}", summary.find_out);
}

#[test]
fn where_the_clock_of_the_law_stands_still_the_page_gives_the_day_of_the_procedure() {
    let name = "tests/statute/times/still-asking-what-he-wants.yaml";
    let request = fs::read_to_string(root(name)).expect("it is text");
    let summary = summary_of(name, &request);
    let by = summary.answer_by.as_ref().expect("there is a calendar");
    assert!(by.paused_since.is_some() && by.law.is_none());
    assert!(by.day.is_some() && by.day == by.procedure);
    let text = plain(&explain::page_text(&summary));
    assert!(text.contains(", by the procedure."), "{text}");
    assert!(text.contains("the law's time is paused from"), "{text}");
}

#[test]
fn a_day_is_not_certain_while_the_ground_for_more_time_is_not() {
    let told = "received: 2026-09-07\ncapacity: data-subject\nrecorded-by: the desk\nevents:\n  extension-told: 2026-09-30\n\
                asks: [erasure]\n";
    let summary = summary_of("told.yaml", told);
    let by = summary.answer_by.as_ref().expect("there is a calendar");
    assert_eq!(
        by.more_time,
        data_subject_rights::advice::MoreTime::WithoutTheGround
    );
    assert!(!by.certain);
    let text = explain::page_text(&summary);
    assert!(text.contains("Not certain"), "{text}");
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

#[test]
fn the_page_works_in_a_browser() {
    let page = explain::page_html(&example("social-care-file.yaml"));
    browser::tries("officer_page", &page);
}
