//! The table of answers in `benches/README.md`: how long an answer takes, and how large it is, in one run.
//!
//! Each figure stands beside its bar, and beside what it was before equal parts were decided once and everything was
//! said once. Sizes and memory are the same on every machine; times are not.

#[path = "answers/requests.rs"]
mod requests;

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use data_subject_rights::{
    Controller,
    case::{Limits, Request},
    explain,
};
use serde::Serialize;

/// The commit at which the figures before were taken.
const BEFORE: &str = "e463dc6";
/// How often an answer is made at most and at least, and when no more are begun.
const ROUNDS: (usize, usize) = (25, 3);
const ENOUGH: Duration = Duration::from_secs(2);

const KB: f64 = 1e3;
const MB: f64 = 1e6;

/// The most of each that an answer may come to, where a bar was set.
#[derive(Default)]
struct Bars {
    lines: Option<f64>,
    bytes: Option<f64>,
    millis: Option<f64>,
    memory: Option<f64>,
    /// How many things share the bars on bytes and time.
    each_of: usize,
}

struct Row {
    name: &'static str,
    request: Request,
    before: &'static str,
    bars: Bars,
}

fn main() {
    // `cargo test` runs every bench once to see that it works: nothing is timed then.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    // Words of the rows that are wanted; all of them where there is none.
    let wanted: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with("--"))
        .collect();
    let council = Controller::doncaster()
        .expect("the bundled rules are sound")
        .with_limits(Limits::none());
    println!(
        "times: median of up to {} answers, diagrams made; before: {BEFORE}\n",
        ROUNDS.0
    );
    println!(
        "| request | lines | widest | record | summary | to decide | summary of it | memory at the peak | before |"
    );
    println!("|---|---|---|---|---|---|---|---|---|");
    let is_wanted =
        |row: &Row| wanted.is_empty() || wanted.iter().any(|word| row.name.contains(word));
    for row in rows().into_iter().filter(is_wanted) {
        println!("{}", row.answered(&council));
    }
    if wanted.is_empty() {
        println!("\n{}", largest_summary(&council));
    }
}

fn rows() -> Vec<Row> {
    let row = |name, request, before, bars| Row {
        name,
        request,
        before,
        bars,
    };
    let page = |bytes| Bars {
        lines: Some(60.0),
        bytes: Some(bytes),
        ..Bars::default()
    };
    vec![
        row(
            "the bundled letter: 4 parts, 3 rights",
            requests::example("peer-support-letter.yaml"),
            "2,870 lines",
            page(120.0 * KB),
        ),
        row(
            "access to one file, nothing reviewed",
            requests::like_items(1),
            "6,300 to 6,500 lines, 1.8 MB",
            page(60.0 * KB),
        ),
        row(
            "`social-care-file.yaml`",
            requests::example("social-care-file.yaml"),
            "6,542 lines, 5.3 MB, 86 to 137 ms",
            Bars {
                millis: Some(10.0),
                ..page(100.0 * KB)
            },
        ),
        row(
            "access to 200 like items",
            requests::like_items(200),
            "29,248 lines, 379 MB, 12 s, 1.1 GB of memory",
            Bars {
                millis: Some(60.0),
                memory: Some(64.0 * MB),
                ..page(120.0 * KB)
            },
        ),
        row(
            "access to 200 different items, all decided",
            requests::different_items(200),
            "57.7 MB",
            Bars {
                bytes: Some(2.0 * KB),
                millis: Some(3.0),
                each_of: 200,
                ..Bars::default()
            },
        ),
        row(
            "7 rights in 100 like items",
            requests::seven_rights(100),
            "855 MB, 1.8 GB of memory",
            Bars {
                bytes: Some(5.0 * MB),
                millis: Some(1_000.0),
                memory: Some(128.0 * MB),
                ..Bars::default()
            },
        ),
    ]
}

impl Row {
    fn answered(&self, council: &Controller) -> String {
        let bars = &self.bars;
        let decide = || {
            council
                .decide(&self.request)
                .unwrap_or_else(|faults| panic!("{faults}"))
        };
        // The first answer makes the diagrams.
        let advice = decide();
        let summary = advice.summary();
        let text = explain::page_text(&summary);
        let memory = allocation_counter::measure(|| {
            black_box(decide());
        });
        let to_decide = median(|| {
            black_box(decide());
        });
        let to_summarise = median(|| {
            black_box(advice.summary());
        });
        let each = bars.each_of.max(1) as f64;
        let per = if bars.each_of > 0 { " an item" } else { "" };
        let lines = text.lines().count() as f64;
        let widest = text.lines().map(|line| line.chars().count()).max();
        let cells = [
            held(lines, bars.lines, |lines| format!("{lines:.0}")),
            widest.unwrap_or_default().to_string(),
            held(json_bytes(&advice) as f64 / each, bars.bytes, bytes) + per,
            bytes(json_bytes(&summary) as f64),
            held(to_decide / each, bars.millis, millis) + per,
            millis(to_summarise),
            held(memory.bytes_max as f64, bars.memory, bytes),
            self.before.to_owned(),
        ];
        format!("| {} | {} |", self.name, cells.join(" | "))
    }
}

/// The largest summary of those examples that have up to five parts.
fn largest_summary(council: &Controller) -> String {
    let summaries = requests::examples()
        .into_iter()
        .filter_map(|(name, request)| {
            let advice = council
                .decide(&request)
                .unwrap_or_else(|faults| panic!("{faults}"));
            (advice.parts.len() <= 5).then(|| (json_bytes(&advice.summary()), name))
        });
    let mut sizes: Vec<(usize, String)> = summaries.collect();
    sizes.sort();
    let Some((most, name)) = sizes.last() else {
        return "no example has up to five parts".to_owned();
    };
    let over = sizes
        .iter()
        .filter(|(size, _)| *size as f64 > 8.0 * KB)
        .count();
    format!(
        "`Summary` of {} examples of up to five parts, the largest ({name}): {}; {over} over the bar; the middle one: {}",
        sizes.len(),
        held(*most as f64, Some(8.0 * KB), bytes),
        sizes
            .get(sizes.len() / 2)
            .map_or_else(String::new, |(size, _)| bytes(*size as f64)),
    )
}

/// A figure beside its bar, marked where it is over it.
fn held(figure: f64, bar: Option<f64>, in_words: impl Fn(f64) -> String) -> String {
    let said = in_words(figure);
    match bar {
        None => said,
        Some(bar) if figure <= bar => format!("{said} (≤ {})", in_words(bar)),
        Some(bar) => format!("**{said}** (≤ {}: missed)", in_words(bar)),
    }
}

fn bytes(bytes: f64) -> String {
    if bytes < MB {
        format!("{:.1} KB", bytes / KB)
    } else {
        format!("{:.1} MB", bytes / MB)
    }
}

fn millis(millis: f64) -> String {
    format!("{millis:.2} ms")
}

fn json_bytes(what: &impl Serialize) -> usize {
    serde_json::to_string(what).expect("it writes").len()
}

/// Milliseconds, the median of several rounds.
fn median(mut work: impl FnMut()) -> f64 {
    let begun = Instant::now();
    let mut rounds = Vec::new();
    while rounds.len() < ROUNDS.1 || (rounds.len() < ROUNDS.0 && begun.elapsed() < ENOUGH) {
        let start = Instant::now();
        work();
        rounds.push(start.elapsed().as_secs_f64() * 1e3);
    }
    rounds.sort_by(f64::total_cmp);
    rounds[rounds.len() / 2]
}
