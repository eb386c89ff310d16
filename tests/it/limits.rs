//! Requests that strangers write: within each limit they are decided, one beyond it they are refused with one fault
//! before anything is decided, however they were made; and what a file costs grows with what is in it.

use crate::common;

use std::fmt::Write;

use common::council;
use data_subject_rights::{
    advice::Advice,
    calendar::Date,
    case::{
        About, Answer, Answers, Asked, Confirmation, Events, Item, Judgement, Limits, Request,
        Review,
    },
    decision::Outcome,
    inquiry::CostModel,
    law::{Provision, Right},
    source::{Code, Diagnostics, MAX_DEPTH, MAX_FILE_BYTES, SourceFile},
};

const DAY: Date = Date::constant(2026, 11, 21);
const FACT: &str = "continuing-need-recorded";
const JUDGED: &str = "compelling-legitimate-grounds";

/// One limit: how it is set, and a request with so many of what it counts, from a file and from code.
struct Limit {
    name: &'static str,
    set: fn(Limits, usize) -> Limits,
    file: fn(usize) -> String,
    built: fn(usize) -> Request,
}

fn request() -> Request {
    Request::received(DAY).asks(Right::Access)
}

/// A request in a file, with more to it.
fn written(more: &str) -> String {
    format!("received: 2026-11-21\nasks: [access]\n{more}\n")
}

fn join(count: usize, each: impl Fn(usize) -> String) -> String {
    (0..count).map(each).collect::<Vec<_>>().join(", ")
}

/// A matter with items in it, each with something said of it.
fn with_items(count: usize, said: &str) -> String {
    let items = join(count, |at| format!("{{ item: page {at}{said} }}"));
    written(&format!("about: [{{ matter: file, items: [{items}] }}]"))
}

fn items(count: usize, each: impl Fn(Item) -> Item) -> Request {
    let items = (0..count).map(|at| each(Item::named(format!("page {at}"))));
    request().about(items.fold(About::matter("file"), About::item))
}

fn judgement() -> Judgement {
    Judgement::recorded(
        JUDGED,
        true,
        "A. Patel",
        "officer",
        DAY,
        "The letters show it.",
    )
}

fn provision() -> Provision {
    "uk-gdpr/15".parse().expect("it is a provision")
}

const LIMITS: &[Limit] = &[
    Limit {
        name: "parts",
        set: Limits::parts,
        file: |count| with_items(count, ""),
        built: |count| items(count, |item| item),
    },
    Limit {
        name: "parts of several matters",
        set: Limits::parts,
        file: |count| {
            written(&format!(
                "about: [{}]",
                join(count, |at| format!("{{ matter: m{at} }}"))
            ))
        },
        built: |count| {
            (0..count).fold(request(), |all, at| {
                all.about(About::matter(format!("m{at}")))
            })
        },
    },
    Limit {
        name: "decisions",
        set: Limits::decisions,
        file: |count| with_items(count, ""),
        built: |count| items(count, |item| item),
    },
    Limit {
        name: "asks",
        set: Limits::asks,
        file: |count| {
            format!(
                "received: 2026-11-21\nasks: [{}]\n",
                join(count, |_| "access".to_owned())
            )
        },
        built: |count| (1..count).fold(request(), |all, _| all.asks(Right::Access)),
    },
    Limit {
        name: "facts",
        set: Limits::facts,
        file: |count| with_items(count, &format!(", facts: {{ {FACT}: no }}")),
        built: |count| items(count, |item| item.fact(FACT, false, "the service")),
    },
    Limit {
        name: "terms of a set",
        set: Limits::facts,
        file: |count| {
            written(&format!(
                "facts: {{ lawful-basis: [{}] }}",
                join(count - 1, |_| "consent".to_owned())
            ))
        },
        built: |count| {
            let terms = vec!["consent".to_owned(); count - 1];
            request().fact("lawful-basis", Answer::Exactly(terms), "the service")
        },
    },
    Limit {
        name: "factors of a judgement",
        set: Limits::facts,
        file: |count| {
            let factors = join(count, |at| format!("factor {at}"));
            written(&format!(
                "judgements: [{{ judgement: {JUDGED}, is: yes, by: A. Patel, role: officer, on: 2026-11-21, reasons: So., considered: [{factors}] }}]"
            ))
        },
        built: |count| {
            let factors = 0..count;
            request()
                .judgement(factors.fold(judgement(), |judged, _| judged.considering("a factor")))
        },
    },
    Limit {
        name: "judgements",
        set: Limits::judgements,
        file: |count| {
            let judged = format!(
                ", judgements: [{{ judgement: {JUDGED}, is: yes, by: A. Patel, role: officer, on: 2026-11-21, reasons: So. }}]"
            );
            with_items(count, &judged)
        },
        built: |count| items(count, |item| item.judgement(judgement())),
    },
    Limit {
        name: "reviews",
        set: Limits::reviews,
        file: |count| {
            let under = join(count, |_| "uk-gdpr/15".to_owned());
            written(&format!(
                "reviews: [{{ review: [{under}], by: A. Patel, on: 2026-11-21 }}]"
            ))
        },
        built: |count| {
            (0..count).fold(request(), |all, _| {
                all.review(Review::of(provision(), "A. Patel", DAY, []))
            })
        },
    },
    Limit {
        name: "confirmations",
        set: Limits::confirmations,
        file: |count| {
            let confirmed = join(count, |_| {
                "{ right: access, procedure: open, by: A. Patel, role: officer, on: 2026-11-21 }"
                    .to_owned()
            });
            written(&format!("confirmations: [{confirmed}]"))
        },
        built: |count| {
            let confirmed =
                || Confirmation::of(Right::Access, Outcome::Open, "A. Patel", "officer", DAY);
            (0..count).fold(request(), |all, _| all.confirmed(confirmed()))
        },
    },
    Limit {
        name: "clarifications",
        set: Limits::clarifications,
        file: |count| {
            let asked = join(count, |_| {
                "{ asked: 2026-11-22, answered: 2026-11-23 }".to_owned()
            });
            written(&format!("events: {{ clarifications: [{asked}] }}"))
        },
        built: |count| {
            let mut events = Events::received(DAY);
            events.clarifications = vec![
                Asked {
                    on: DAY,
                    answered: Some(DAY)
                };
                count
            ];
            request().events(events)
        },
    },
    Limit {
        name: "text",
        set: |limits, most| limits.text(most + 30),
        file: |count| {
            written(&format!(
                "about: [{{ matter: {} }}]",
                "m".repeat(count + 30)
            ))
        },
        built: |count| request().about(About::matter("m".repeat(count + 30))),
    },
];

/// The faults of a request that is over a limit: one, with the code of limits.
fn refusal<T>(what: &str, decided: Result<T, Diagnostics>) -> (String, String) {
    let Err(faults) = decided else {
        panic!("{what}: it is decided");
    };
    let all: Vec<_> = faults.iter().collect();
    let [fault] = all.as_slice() else {
        panic!("{what}\n{faults}");
    };
    assert_eq!(fault.code(), Code::OverLimit, "{what}\n{faults}");
    (fault.message().to_owned(), fault.help().to_owned())
}

fn load(text: String) -> Request {
    let file = SourceFile::new("request.yaml", text);
    Request::load(&file).unwrap_or_else(|faults| panic!("{faults}"))
}

#[test]
fn a_request_within_each_limit_is_decided_and_one_beyond_it_is_refused_with_one_fault() {
    const MOST: usize = 3;
    let council = council().procedure_alone();
    for limit in LIMITS {
        let limited = council
            .clone()
            .with_limits((limit.set)(Limits::default(), MOST));
        for (way, within, beyond) in [
            (
                "in a file",
                load((limit.file)(MOST)),
                load((limit.file)(MOST + 1)),
            ),
            ("built", (limit.built)(MOST), (limit.built)(MOST + 1)),
        ] {
            let what = format!("{} {way}", limit.name);
            let decided = limited.decide(&within);
            assert!(
                decided.is_ok_and(|advice| !advice.groups.is_empty()),
                "{what}"
            );
            let (message, help) = refusal(&what, limited.decide(&beyond));
            // How much there is and how much is taken.
            let numbers = |text: &str| -> Vec<usize> {
                let words = text.split(|c: char| !c.is_ascii_digit());
                words.filter_map(|word| word.parse().ok()).collect()
            };
            let (found, most) = (numbers(&message), numbers(&help));
            assert_eq!(found.len() + most.len(), 2, "{message}: {help}");
            assert_eq!(found[0], most[0] + 1, "{message}: {help}");
            // The council that takes more decides the same request.
            assert!(council.decide(&beyond).is_ok(), "{what}");
        }
    }
}

#[test]
fn the_default_limits_hold_at_their_numbers() {
    let limits = Limits::default();
    for (name, most) in [
        ("parts", limits.parts),
        ("parts of several matters", limits.parts),
        ("asks", limits.asks),
        ("facts", limits.facts),
        ("terms of a set", limits.facts),
        ("judgements", limits.judgements),
        ("reviews", limits.reviews),
        ("confirmations", limits.confirmations),
        ("clarifications", limits.clarifications),
    ] {
        let limit = LIMITS.iter().find(|limit| limit.name == name);
        let limit = limit.expect("it is one of them");
        // Facts and judgements need items to be said of, which are limited too.
        let limits = limits.parts(if name.starts_with("parts") {
            most
        } else {
            usize::MAX
        });
        let limits = limits.decisions(usize::MAX);
        for (within, beyond) in [
            (load((limit.file)(most)), load((limit.file)(most + 1))),
            ((limit.built)(most), (limit.built)(most + 1)),
        ] {
            assert!(within.check(&limits).is_ok(), "{name}");
            refusal(name, beyond.check(&limits));
        }
    }
}

#[test]
fn every_door_of_a_controller_refuses_alike() {
    let council = council().with_limits(Limits::default().asks(1));
    let (request, asking) = (request().asks(Right::Erasure), CostModel::default());
    let refused = [
        refusal("decide", council.decide(&request)),
        refusal("summary", council.summary(&request)),
        refusal("reasons", council.reasons(&request)),
        refusal("situations", council.situations(&request)),
        refusal("outlook", council.outlook(&request, &asking)),
        refusal("next question", council.next_question(&request, &asking)),
        refusal("check", request.check(council.limits())),
    ];
    let first = &refused[0];
    assert!(refused.iter().all(|each| each == first), "{refused:?}");
}

#[test]
fn decisions_are_counted_where_each_right_is_asked_for() {
    let request = Request::received(DAY)
        .asks(Right::Access)
        .asks(Right::Access)
        .asks_about(Right::Erasure, "letters")
        .asks_about(Right::Access, "letters")
        .about(
            About::matter("letters")
                .item(Item::named("one"))
                .item(Item::named("two")),
        )
        .about(About::matter("photographs"));
    let limits = Limits::default();
    assert!(request.check(&limits.decisions(5)).is_ok());
    refusal("decisions", request.check(&limits.decisions(4)));
    let council = council().procedure_alone();
    let reasons = council.reasons(&request);
    assert_eq!(reasons.map(|reasons| reasons.decisions.len()), Ok(5));
    let advice = council.decide(&request);
    let decided = |advice: Advice| advice.groups.iter().map(|group| group.parts.len()).sum();
    assert_eq!(advice.map(decided), Ok(5_usize));
}

/// A fault's code, of a file that is refused while it is read.
fn unread<T>(read: Result<T, Diagnostics>) -> Vec<Code> {
    let Err(faults) = read else {
        panic!("it is read");
    };
    faults.iter().map(|fault| fault.code()).collect()
}

#[test]
fn a_file_is_held_to_its_limits_while_it_is_read() {
    let read = |text: &str, limits: Limits| {
        let file = SourceFile::new("request.yaml", text);
        Request::load_within(&file, &limits).map(drop)
    };
    let plain = written("about: [{ matter: m, items: [{ item: a }] }]");
    let limits = Limits::default();
    // Fields, a list, fields, a list, fields.
    assert_eq!(read(&plain, limits.nesting(5)), Ok(()));
    assert_eq!(unread(read(&plain, limits.nesting(4))), [Code::TooDeep]);
    assert_eq!(read(&plain, limits.bytes(plain.len())), Ok(()));
    assert_eq!(
        unread(read(&plain, limits.bytes(plain.len() - 1))),
        [Code::TooLarge]
    );
    let long = |bytes| written(&format!("letter: {}", "w".repeat(bytes)));
    assert_eq!(read(&long(100), limits.text(20).letter(100)), Ok(()));
    refusal("letter", read(&long(101), limits.text(20).letter(100)));
    // No limit is wider than what is read of any file.
    let huge = written(&format!(
        "letter: |\n{}",
        "  word word\n".repeat(MAX_FILE_BYTES / 12)
    ));
    assert_eq!(unread(read(&huge, Limits::none())), [Code::TooLarge]);
    assert_eq!(
        unread(SourceFile::from_bytes("any.yaml", huge.as_bytes())),
        [Code::TooLarge]
    );
    let deep = written(&format!(
        "about: {}{}",
        "[".repeat(MAX_DEPTH),
        "]".repeat(MAX_DEPTH)
    ));
    assert_eq!(unread(read(&deep, Limits::none())), [Code::TooDeep]);
}

#[test]
fn a_file_of_answers_is_held_to_its_limits_too() {
    let answers = |count: usize| {
        let each = |at| format!("{{ about: m{at}, facts: {{ {FACT}: no }} }}");
        SourceFile::new("answers.yaml", format!("answers: [{}]", join(count, each)))
    };
    let limits = Limits::default().facts(3);
    assert!(Answers::load_within(&answers(3), &limits).is_ok());
    refusal("answers", Answers::load_within(&answers(4), &limits));
    assert!(Answers::load(&answers(4)).is_ok());
    let bytes = limits.bytes(20);
    assert_eq!(
        unread(Answers::load_within(&answers(1), &bytes)),
        [Code::TooLarge]
    );
}

#[test]
fn a_letter_may_be_longer_than_a_name() {
    let request = load(written(&format!("letter: {}", "w".repeat(5_000))));
    assert!(request.check(&Limits::default()).is_ok());
    refusal("letter", request.check(&Limits::default().letter(4_999)));
    refusal("all words", request.check(&Limits::default().bytes(4_999)));
    let named = request.titled("w".repeat(5_000));
    refusal("title", named.check(&Limits::default()));
}

/// Items inside each other, as only code builds them.
fn nested(depth: usize) -> Request {
    let inner = Item::named("a page");
    let outer = |item, _| Item::named("a file").item(item);
    request().about(About::matter("m").item((1..depth).fold(inner, outer)))
}

#[test]
fn items_nest_as_deeply_as_is_allowed_and_never_overflow_the_stack() {
    let council = council().procedure_alone();
    assert!(council.decide(&nested(MAX_DEPTH)).is_ok());
    assert!(
        council
            .clone()
            .with_limits(Limits::default().nesting(3))
            .decide(&nested(3))
            .is_ok()
    );
    for limits in [
        Limits::default(),
        Limits::none(),
        Limits::default().nesting(3),
    ] {
        for depth in [MAX_DEPTH + 1, 20_000] {
            let council = council.clone().with_limits(limits);
            let request = nested(depth);
            refusal("nesting", council.decide(&request));
            let answers = Answers::default().put_into(request.clone());
            assert!(answers.is_ok_and(|same| same == request));
        }
    }
}

#[test]
fn limits_are_read_as_they_are_written_and_a_misspelt_one_is_refused() {
    let limits = Limits::default().parts(7).clarifications(2);
    let written = serde_json::to_string(&limits).expect("it is plain data");
    assert_eq!(serde_json::from_str::<Limits>(&written).ok(), Some(limits));
    let some: Limits =
        serde_json::from_str(r#"{"parts": 7, "clarifications": 2}"#).expect("it reads");
    assert_eq!(some, limits);
    assert!(serde_json::from_str::<Limits>(r#"{"part": 7}"#).is_err());
}

fn faults_of(text: String) -> Diagnostics {
    let file = SourceFile::new("request.yaml", text);
    let council = crate::common::doncaster();
    let council = council
        .procedure_alone()
        .with_limits(Limits::default().parts(20_000).decisions(20_000));
    let decided = Request::load(&file).and_then(|request| council.decide(&request));
    decided.expect_err("it has faults")
}

/// Files with thousands of faults, each kind of which once took time that grew with the square of their number.
#[test]
fn faults_are_told_up_to_their_limit_wherever_they_stand() {
    let limits = Limits::default();
    let lines = |count: usize, line: fn(usize) -> String| {
        (0..count).fold(String::new(), |mut all, at| {
            let _ = writeln!(all, "{}", line(at));
            all
        })
    };
    for (what, code, text) in [
        (
            "fields",
            Code::UnknownField,
            written(&lines(3_000, |at| format!("consent-{at}: yes"))),
        ),
        (
            "facts",
            Code::UnknownFact,
            written(&format!(
                "facts:\n{}",
                lines(1_900, |at| format!("  consent-withdrawm-{at}: yes"))
            )),
        ),
        (
            "terms",
            Code::UnknownTerm,
            written(&format!(
                "facts: {{ lawful-basis: [{}] }}",
                join(1_900, |at| format!("consemt-{at}"))
            )),
        ),
        (
            "what a review raised",
            Code::UnknownFact,
            written(&format!(
                "reviews: [{{ review: uk-gdpr/15, by: A. Patel, on: 2026-11-21, raised: [{}] }}]",
                join(1_900, |at| format!("fact-{at}"))
            )),
        ),
        (
            "clarifications",
            Code::ImpossibleDates,
            written(&format!(
                "events:\n  clarifications:\n{}",
                lines(3_000, |_| "    - { answered: 2026-11-22 }".to_owned())
            )),
        ),
        (
            "rights",
            Code::UnknownRight,
            format!(
                "received: 2026-11-21\nasks:\n{}",
                lines(3_000, |_| "  - acess".to_owned())
            ),
        ),
        (
            "names of items",
            Code::DuplicateId,
            written(&format!(
                "about:\n- matter: m\n  items:\n{}",
                lines(3_000, |_| "  - item: a".to_owned())
            )),
        ),
        (
            "names of matters",
            Code::DuplicateId,
            written(&format!(
                "about:\n{}",
                lines(3_000, |_| "- matter: m".to_owned())
            )),
        ),
    ] {
        let faults = faults_of(text);
        assert_eq!(faults.len(), limits.faults, "{what}");
        assert!(faults.is_cut(), "{what}");
        assert!(
            faults.iter().all(|fault| fault.code() == code),
            "{what}\n{faults}"
        );
        assert!(
            faults
                .to_string()
                .ends_with("more than 150 more: fix these first"),
            "{what}"
        );
    }
}

#[test]
fn a_likely_word_is_looked_for_a_few_times_and_for_no_long_word() {
    let suggested = |faults: &Diagnostics| {
        let helps = faults.iter().map(|fault| fault.help());
        helps
            .filter(|help| help.starts_with("did you mean"))
            .count()
    };
    let misspelt = |count, tail: &str| {
        written(&format!(
            "facts: {{ {} }}",
            join(count, |at| format!("consent-withdrawm{tail}{at}: yes"))
        ))
    };
    let limits = Limits::default();
    assert_eq!(suggested(&faults_of(misspelt(5, ""))), 5);
    assert_eq!(suggested(&faults_of(misspelt(100, ""))), limits.suggestions);
    let long = faults_of(misspelt(3, &"m".repeat(limits.word)));
    assert_eq!((suggested(&long), long.len(), long.is_cut()), (0, 3, false));
}
