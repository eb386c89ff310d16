//! The few cases that tell most.

// Each test binary uses a part of this.
#![allow(dead_code)]

use data_subject_rights::law::Right;

/// A case, the right that it is about, and what its page is to show.
pub const TELLING: [(&str, Right, &str); 20] = [
    (
        "cases/erasure/expired-chat-kept-for-safeguarding",
        Right::Erasure,
        "a ground that holds is taken by an exemption",
    ),
    (
        "cases/erasure/expired-chat-waits-for-the-service",
        Right::Erasure,
        "one missing fact keeps the answer open",
    ),
    (
        "cases/erasure/unlawful-use-judged-without-reasons",
        Right::Erasure,
        "a judgement without reasons does not count",
    ),
    (
        "cases/access/social-care-file-page-by-page",
        Right::Access,
        "items of one activity come out otherwise",
    ),
    (
        "cases/access/noise-complaint-with-one-neighbours-consent",
        Right::Access,
        "consent gives back what other people's information takes",
    ),
    (
        "cases/handling/fourth-request-in-a-year-charged",
        Right::Access,
        "a power is used, and brings duties with it",
    ),
    (
        "cases/handling/daughter-without-proof",
        Right::Access,
        "authority is missing",
    ),
    (
        "cases/objection/upheld-objection-meets-the-public-task",
        Right::Erasure,
        "one right rests on the outcome of another",
    ),
    (
        "cases/rectification/social-workers-opinion-is-disputed",
        Right::Rectification,
        "a refusal brings a duty instead",
    ),
    (
        "cases/portability/theatre-form-rests-on-two-reasons",
        Right::Portability,
        "a set has one member that counts and one that does not",
    ),
    (
        "statute/information-and-access/even-the-existence-of-a-health-note-would-harm",
        Right::Access,
        "a reason that must not be named",
    ),
    (
        "statute/schedule-2/police-silent-about-a-burglary-witness",
        Right::Access,
        "an exemption was raised and waits for somebody outside",
    ),
    (
        "statute/schedule-2/list-of-posts-to-go-before-it-is-announced",
        Right::Access,
        "an exemption takes a part",
    ),
    (
        "statute/schedules-3-4-and-sections/mother-who-raised-the-alarm-may-read-the-record",
        Right::Access,
        "an exemption does not hold for somebody who acts for a child",
    ),
    (
        "statute/schedules-3-4-and-sections/opinion-of-last-winter-no-longer-serves",
        Right::Access,
        "an opinion is too old to count",
    ),
    (
        "statute/other-rights/fine-set-by-computer-under-a-law-on-the-fifth-of-february",
        Right::AutomatedDecisions,
        "the law changed on the day",
    ),
    (
        "statute/other-rights/peer-support-recording-comes-off-youtube",
        Right::Objection,
        "procedure and law differ",
    ),
    (
        "statute/other-rights/objector-whom-the-counter-cannot-know",
        Right::Objection,
        "nobody can be told apart in the information",
    ),
    (
        "statute/times/eight-days-of-asking-and-a-longer-time",
        Right::Access,
        "the time limit is counted step by step",
    ),
    (
        "statute/tensions-and-time/tension-09-the-social-workers-name-stays-in",
        Right::Access,
        "several people stand in one file, each under another rule",
    ),
];

/// Whether the case of this name, below the folder of its book, is one of them.
pub fn is_telling(case: &str) -> bool {
    let mut names = TELLING
        .iter()
        .filter_map(|(name, _, _)| name.split_once('/'));
    names.any(|(_, name)| name == case)
}
