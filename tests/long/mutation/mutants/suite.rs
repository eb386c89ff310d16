//! The suite of cases, each as the answers that its decisions show.

use data_subject_rights::{
    Controller,
    case::Request,
    engine::{Effect, Evaluation, Program, Verdict},
    fact::{Extent, Facts, Truth},
    law::{Entitlement, Right, Term},
    rule::{Dates, Role, RuleBook},
    source::SourceFile,
};
use serde_yaml::Value;

use super::yaml::items;

/// One part of a case: what is known there, and the rights asked for.
pub struct Situation {
    pub case: String,
    pub part: String,
    /// For a variant: the place of the part of a case that it is near.
    pub near: Option<usize>,
    /// For a variant: what is changed, in words.
    pub but: String,
    pub facts: Facts,
    pub dates: Dates,
    pub asks: Vec<Ask>,
}

/// A right asked for, with what was expressly claimed.
pub struct Ask {
    pub right: Right,
    pub claimed: Vec<Entitlement>,
}

impl Ask {
    pub fn same(&self) -> Self {
        Self {
            right: self.right,
            claimed: self.claimed.clone(),
        }
    }
}

/// One thing that a decision shows: a bit for each value that is still possible.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answer {
    pub values: u8,
    /// False where more values may be listed than are possible.
    pub exact: bool,
}

/// What an answer is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// The outcome: a bit for each [`Effect`].
    Outcome,
    /// An entitlement: no ground, exempt, in part, whole.
    Entitlement(Entitlement),
    /// A duty, power or note, by id: it arises, it does not.
    Arises(String),
}

impl About {
    pub fn name(&self) -> &str {
        match self {
            Self::Outcome => "the outcome",
            Self::Entitlement(entitlement) => entitlement.code(),
            Self::Arises(id) => id,
        }
    }

    /// The values that are possible, in words.
    pub fn in_words(&self, values: u8) -> String {
        let named: &[&str] = match self {
            Self::Outcome => &[
                "applies",
                "in part",
                "does not apply",
                "out of scope",
                "no rules",
            ],
            Self::Entitlement(_) => &["no ground", "exempt", "in part", "granted"],
            Self::Arises(_) => &["arises", "does not arise"],
        };
        let possible: Vec<&str> = named
            .iter()
            .enumerate()
            .filter(|(at, _)| values & (1 << at) != 0)
            .map(|(_, name)| *name)
            .collect();
        possible.join(" or ")
    }
}

/// What each right's decisions are about, in the order of the shipped book.
pub struct Asked {
    of_right: Vec<Vec<About>>,
}

impl Asked {
    pub fn of(book: &RuleBook) -> Self {
        let of_right = Right::all().map(|right| {
            let belongs = |role: &Role| match role {
                Role::Duty { rights, .. }
                | Role::Power { rights, .. }
                | Role::Note { rights, .. } => rights.contains(&right),
                _ => false,
            };
            let entitlements = book.entitlements(right);
            let arises = book.rules().filter(|(_, rule)| belongs(&rule.role));
            [About::Outcome]
                .into_iter()
                .chain(entitlements.into_iter().map(About::Entitlement))
                .chain(arises.map(|(_, rule)| About::Arises(rule.id.clone())))
                .collect()
        });
        Self {
            of_right: of_right.collect(),
        }
    }

    pub fn about(&self, right: Right) -> &[About] {
        &self.of_right[right as usize]
    }
}

/// The outcome that the book does not speak about the case, for certain.
const OUT_OF_SCOPE: u8 = 1 << Effect::OutOfScope as u8;
/// No value at all.
const NOTHING: Answer = Answer {
    values: 0,
    exact: true,
};
pub const NO_GROUND: u8 = 1;
pub const EXEMPT: u8 = 2;
pub const PART: u8 = 4;
pub const WHOLE: u8 = 8;
pub const YES: u8 = 1;
pub const NO: u8 = 2;

/// The answers of a program to what is asked in one situation, in the order of [`Asked`].
pub fn answers(
    program: &Program,
    asked: &Asked,
    situation: &Situation,
    mut each: impl FnMut(usize, usize, Answer) -> bool,
) {
    let evaluation = Evaluation::new(program, &situation.facts, situation.dates);
    let mut scratch = program.scratch();
    for (ask_at, ask) in situation.asks.iter().enumerate() {
        let mut case = program.case_of(&situation.facts, &situation.dates);
        for entitlement in &ask.claimed {
            program.claim(&mut case, *entitlement, true);
        }
        let decided = program.decide(ask.right, &case, &mut scratch);
        for (at, about) in asked.about(ask.right).iter().enumerate() {
            let answer = match about {
                // Nothing is shown of what would be granted if the book spoke about the case.
                About::Entitlement(_) if outcome(decided.verdict()).values == OUT_OF_SCOPE => {
                    NOTHING
                }
                About::Outcome => outcome(decided.verdict()),
                About::Entitlement(wanted) => {
                    let mut all = decided.entitlements().iter();
                    all.find(|verdict| verdict.entitlement == *wanted).map_or(
                        Answer {
                            values: NO_GROUND,
                            exact: true,
                        },
                        |verdict| Answer {
                            values: granted(verdict),
                            exact: verdict.exact,
                        },
                    )
                }
                About::Arises(id) => match program.book().find(id) {
                    Some(rule) => {
                        let (truth, exact) = evaluation.arises_exactly(rule);
                        Answer {
                            values: truth_bits(truth),
                            exact,
                        }
                    }
                    None => Answer {
                        values: NO,
                        exact: true,
                    },
                },
            };
            if !each(ask_at, at, answer) {
                return;
            }
        }
    }
}

/// The same, for each right.
pub fn all_answers(program: &Program, asked: &Asked, situation: &Situation) -> Vec<Vec<Answer>> {
    let mut all: Vec<Vec<Answer>> = vec![Vec::new(); situation.asks.len()];
    answers(program, asked, situation, |ask, _, answer| {
        all[ask].push(answer);
        true
    });
    all
}

fn outcome(verdict: Verdict) -> Answer {
    let bits = verdict.effects.iter().map(|effect| 1 << effect as u8);
    Answer {
        values: bits.sum(),
        exact: verdict.exact,
    }
}

fn granted(verdict: &data_subject_rights::engine::EntitlementVerdict) -> u8 {
    let bit = |so: bool, bit: u8| if so { bit } else { 0 };
    let possible = verdict.possible();
    bit(!verdict.has_ground().is_yes(), NO_GROUND)
        | bit(verdict.may_be_exempt(), EXEMPT)
        | bit(possible.has(Extent::Part), PART)
        | bit(possible.has(Extent::Whole), WHOLE)
}

const fn truth_bits(truth: Truth) -> u8 {
    match truth {
        Truth::Yes => YES,
        Truth::No => NO,
        Truth::Unknown => YES | NO,
    }
}

/// What is shown of the values that are possible. Why nothing is granted is said where that is certain alone.
pub fn shown(about: &About, values: u8) -> u8 {
    match about {
        About::Entitlement(_) if values & (PART | WHOLE) != 0 => merged(about, values),
        _ => values,
    }
}

/// The values with those as one that an open answer does not tell apart.
fn merged(about: &About, values: u8) -> u8 {
    match about {
        About::Entitlement(_) if values & EXEMPT != 0 => values & !EXEMPT | NO_GROUND,
        _ => values,
    }
}

/// Whether another answer shows: `None` where plain evaluation does not tell.
pub fn differs(about: &About, shipped: Answer, changed: Answer) -> Option<bool> {
    if shipped.exact && changed.exact {
        return Some(shown(about, shipped.values) != shown(about, changed.values));
    }
    let (one, other) = (merged(about, shipped.values), merged(about, changed.values));
    // Where nothing is shown there is nothing to compare with.
    if one == 0 || other == 0 {
        return None;
    }
    let sure = (shipped.exact && one & !other != 0)
        || (changed.exact && other & !one != 0)
        || one & other == 0;
    sure.then_some(true)
}

/// Whether an answer is one that another does not leave possible.
pub fn is_new(about: &About, shipped: Answer, changed: Answer) -> bool {
    shipped.values != 0 && merged(about, changed.values) & !merged(about, shipped.values) != 0
}

/// Every part of every case in some folders.
pub fn situations(council: &Controller, cases: &[(String, SourceFile)]) -> Vec<Situation> {
    let mut all = Vec::new();
    for (name, file) in cases {
        let request = Request::load(file).unwrap_or_else(|faults| panic!("{name}\n{faults}"));
        let tree: Value = serde_yaml::from_str(file.text()).expect("it was read");
        let parts = council.situations(&request);
        for part in parts.unwrap_or_else(|faults| panic!("{name}\n{faults}")) {
            let mut asks: Vec<Ask> = Vec::new();
            for right in &part.rights {
                if asks.iter().all(|ask| ask.right != *right) {
                    asks.push(Ask {
                        right: *right,
                        claimed: claimed(&tree, *right, part.activity.as_deref()),
                    });
                }
            }
            let named = [part.activity, part.item];
            all.push(Situation {
                case: name.clone(),
                part: named.into_iter().flatten().collect::<Vec<_>>().join(": "),
                near: None,
                but: String::new(),
                facts: part.facts,
                dates: part.dates,
                asks,
            });
        }
    }
    all
}

/// What a request file expressly claims of a right for an activity.
fn claimed(request: &Value, right: Right, activity: Option<&str>) -> Vec<Entitlement> {
    let some = |value: &Value| -> Vec<String> {
        let listed = items(value).iter().filter_map(Value::as_str);
        listed.chain(value.as_str()).map(str::to_owned).collect()
    };
    let of_right = items(&request["asks"])
        .iter()
        .filter(|ask| ask["right"].as_str() == Some(right.code()));
    let here = of_right.filter(|ask| {
        let about = some(&ask["about"]);
        about.is_empty() || about.iter().any(|about| Some(about.as_str()) == activity)
    });
    here.flat_map(|ask| some(&ask["claims"]))
        .map(|code| Entitlement::from_code(&code).expect("it was read"))
        .collect()
}
