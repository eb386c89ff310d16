//! Deciding many cases at once.
//!
//! | module | what it does |
//! |---|---|
//! | `cases` | many cases as rows ([`Masks`]) or as columns ([`Columns`]) |
//! | `lanes` | a schedule and a diagram run over many cases, one lane a case |

mod cases;
mod lanes;

pub use cases::Columns;

use super::{
    form::Setting,
    outcome::{Effect, Effects},
    program::Program,
    target::{Target, right_value},
};
use crate::{
    circuit::{Masks, Schedule},
    law::Right,
};
use cases::{CaseSource, MOST_WORDS};
pub(crate) use lanes::Lanes;
use lanes::{KnownLanes, LaneProgram};

/// What some rights come to in many cases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdicts {
    rights: Vec<Right>,
    cases: usize,
    /// For each word of 64 cases and each right, the cases in which each effect is possible.
    words: Vec<[u64; EFFECTS.len()]>,
    /// False where a diagram outgrew its budget, as in [`Verdict::exact`](crate::engine::Verdict::exact).
    pub exact: bool,
}

const EFFECTS: [Effect; 5] = [
    Effect::Applies,
    Effect::AppliesInPart,
    Effect::DoesNotApply,
    Effect::OutOfScope,
    Effect::Silent,
];

impl Verdicts {
    /// How many cases were decided.
    #[must_use]
    pub const fn cases(&self) -> usize {
        self.cases
    }

    /// The effects still possible for a right in one case; none for a right or a case that was not decided.
    #[must_use]
    pub fn effects(&self, case: usize, right: Right) -> Effects {
        if case >= self.cases {
            return Effects::NONE;
        }
        let lane = 1 << (case % 64);
        self.word(case / 64, right)
            .into_iter()
            .flatten()
            .zip(EFFECTS)
            .filter(|(cases, _)| *cases & lane != 0)
            .map(|(_, effect)| effect)
            .collect()
    }

    /// In how many cases exactly this effect is left.
    #[must_use]
    pub fn count(&self, right: Right, effect: Effect) -> usize {
        (0..self.cases.div_ceil(64))
            .filter_map(|word| self.word(word, right))
            .map(|effects| {
                let (mut only, mut others) = (0, 0);
                for (cases, this) in effects.iter().zip(EFFECTS) {
                    if this == effect {
                        only |= cases;
                    } else {
                        others |= cases;
                    }
                }
                (only & !others).count_ones() as usize
            })
            .sum()
    }

    fn word(&self, word: usize, right: Right) -> Option<[u64; EFFECTS.len()]> {
        let at = self.rights.iter().position(|known| *known == right)?;
        self.words.get(word * self.rights.len() + at).copied()
    }
}

impl Program {
    /// What some rights come to in many cases, given one by one. The same answers as
    /// [`Program::outcome`] gives for each.
    ///
    /// ```
    /// use data_subject_rights::{Controller, calendar::Date, law::Right, rule::Dates};
    /// let council = Controller::doncaster()?;
    /// let program = council.program();
    /// let cases = vec![program.case(&Dates::received(Date::constant(2026, 11, 21))); 100];
    /// let verdicts = program.decide_batch(&[Right::Erasure, Right::Access], &cases);
    /// let alone = program.outcome(Right::Access, &cases[99], &mut program.scratch());
    /// assert_eq!(verdicts.effects(99, Right::Access), alone.effects);
    /// # Ok::<(), data_subject_rights::source::Diagnostics>(())
    /// ```
    #[must_use]
    pub fn decide_batch(&self, rights: &[Right], cases: &[Masks]) -> Verdicts {
        self.batch(rights, cases)
    }

    /// What some rights come to in many cases, given as columns: at the speed of memory.
    #[must_use]
    pub fn decide_columns(&self, rights: &[Right], cases: &Columns<'_>) -> Verdicts {
        self.batch(rights, cases)
    }

    /// As [`Program::decide_batch`], on every core.
    #[cfg(feature = "rayon")]
    #[must_use]
    pub fn decide_batch_in_parallel(&self, rights: &[Right], cases: &[Masks]) -> Verdicts {
        self.batch_in_parallel(rights, cases)
    }

    /// As [`Program::decide_columns`], on every core.
    #[cfg(feature = "rayon")]
    #[must_use]
    pub fn decide_columns_in_parallel(&self, rights: &[Right], cases: &Columns<'_>) -> Verdicts {
        self.batch_in_parallel(rights, cases)
    }

    fn batch<S: CaseSource + ?Sized>(&self, rights: &[Right], cases: &S) -> Verdicts {
        let batch = Batch::new(self, rights);
        let mut verdicts = batch.room(cases);
        let exact = batch.run(cases, 0, &mut verdicts.words);
        Verdicts { exact, ..verdicts }
    }

    #[cfg(feature = "rayon")]
    fn batch_in_parallel<S: CaseSource + ?Sized>(&self, rights: &[Right], cases: &S) -> Verdicts {
        use rayon::prelude::*;
        let batch = Batch::new(self, rights);
        let mut verdicts = batch.room(cases);
        let share = PARALLEL * rights.len().max(1);
        let exact = verdicts
            .words
            .par_chunks_mut(share)
            .enumerate()
            .map(|(at, words)| batch.run(cases, at * PARALLEL, words))
            .reduce(|| true, |one, other| one && other);
        Verdicts { exact, ..verdicts }
    }
}

/// How many words of 64 cases a core takes at a time.
#[cfg(feature = "rayon")]
const PARALLEL: usize = 16 * MOST_WORDS;

/// Rights to be decided together, with every bit that they need.
struct Batch<'p> {
    program: &'p Program,
    rights: Vec<(Right, LaneProgram)>,
    wanted: Vec<usize>,
    /// How many bits a run needs.
    room: usize,
}

impl<'p> Batch<'p> {
    fn new(program: &'p Program, rights: &[Right]) -> Self {
        let schedules = || rights.iter().map(|right| &program.right(*right).outcome);
        let mut wanted: Vec<usize> = schedules().flat_map(Schedule::inputs).collect();
        wanted.sort_unstable();
        wanted.dedup();
        let first = program.bits().next_multiple_of(64);
        let rights: Vec<(Right, LaneProgram)> = rights
            .iter()
            .zip(schedules())
            .map(|(right, schedule)| (*right, LaneProgram::of(schedule, first)))
            .collect();
        let room = rights.iter().map(|(_, program)| program.bits()).max();
        Self {
            program,
            rights,
            wanted,
            room: room.unwrap_or(0).max(first),
        }
    }

    fn room<S: CaseSource + ?Sized>(&self, cases: &S) -> Verdicts {
        let words = cases.cases().div_ceil(64);
        Verdicts {
            rights: self.rights.iter().map(|(right, _)| *right).collect(),
            cases: cases.cases(),
            words: vec![[0; EFFECTS.len()]; words * self.rights.len()],
            exact: true,
        }
    }

    /// Decides the cases from word `first` on, as many as there is room for.
    fn run<S: CaseSource + ?Sized>(
        &self,
        cases: &S,
        first: usize,
        verdicts: &mut [[u64; EFFECTS.len()]],
    ) -> bool {
        let mut exact = true;
        let mut bits: Vec<KnownLanes<[u64; MOST_WORDS]>> = vec![KnownLanes::UNKNOWN; self.room];
        let mut reached = Vec::new();
        let chunk = MOST_WORDS * self.rights.len().max(1);
        for (at, room) in verdicts.chunks_mut(chunk).enumerate() {
            let word = first + at * MOST_WORDS;
            let all_known = cases.load_known(&self.wanted, word, &mut bits)
                || cases.load(&self.wanted, word, &mut bits);
            // The last lanes may have no case.
            let filled = <[u64; MOST_WORDS]>::from_words(|at| {
                match cases.cases().saturating_sub((word + at) * 64) {
                    left @ 0..64 => (1 << left) - 1,
                    _ => u64::MAX,
                }
            });
            for (at, (right, program)) in self.rights.iter().enumerate() {
                if all_known {
                    program.run_known(&mut bits);
                } else {
                    program.run(&mut bits);
                }
                let silent = self.program.right(*right).silent;
                let mut effects = plain(silent, program, &bits).map(|lanes| lanes.and(filled));
                if !all_known {
                    let open = open(effects);
                    if !open.is_none() {
                        let settings = self.program.settings();
                        cases.load(settings.bits(), word, &mut bits);
                        // What every case that is still open agrees in is filled in.
                        let setting = settings.known(|bit| {
                            let known = bits.get(bit).copied().unwrap_or(KnownLanes::UNKNOWN);
                            [known.yes, known.no].map(|lanes| open.and(lanes.not()).is_none())
                        });
                        exact &= self.settle(*right, open, &mut effects, setting, |wanted| {
                            // What the vocabulary ties to the bits of the schedule, the diagram asks for.
                            cases.load(wanted, word, &mut bits);
                            (&bits, &mut reached)
                        });
                    }
                }
                for (word, room) in room.chunks_mut(self.rights.len()).enumerate() {
                    if let Some(room) = room.get_mut(at) {
                        *room = effects.map(|lanes| lanes.word(word));
                    }
                }
            }
        }
        exact
    }

    /// Decides by the diagram what plain evaluation left open. `load` loads the bits that the diagram
    /// asks for. False where there is no diagram.
    fn settle<'b, L: Lanes + 'b>(
        &self,
        right: Right,
        open: L,
        effects: &mut [L; EFFECTS.len()],
        setting: Setting,
        load: impl FnOnce(&[usize]) -> (&'b [KnownLanes<L>], &'b mut Vec<L>),
    ) -> bool {
        let Ok(diagram) = self.program.diagram_with(Target::Right(right), setting) else {
            return false;
        };
        let (bits, reached) = load(&diagram.bits());
        let values = lanes::possible(&diagram, bits, reached);
        let of = |value: u8| values.get(usize::from(value)).copied().unwrap_or(L::NONE);
        let exact = [
            of(right_value::APPLIES),
            of(right_value::IN_PART),
            of(right_value::DOES_NOT_APPLY),
            of(right_value::OUT_OF_SCOPE),
            of(right_value::SILENT),
        ];
        // Facts that contradict the vocabulary have no completion: plain evaluation stands.
        let some = exact.iter().fold(L::NONE, |some, lanes| some.or(*lanes));
        let replaced = open.and(some);
        for (plain, exact) in effects.iter_mut().zip(exact) {
            *plain = plain.and(replaced.not()).or(exact.and(replaced));
        }
        true
    }
}

/// The lanes in which more than one effect is left.
fn open<L: Lanes>(effects: [L; EFFECTS.len()]) -> L {
    let (mut once, mut open) = (L::NONE, L::NONE);
    for effect in effects {
        open = open.or(once.and(effect));
        once = once.or(effect);
    }
    open
}

/// The effects that plain evaluation leaves, in the order of [`EFFECTS`].
fn plain<L: Lanes>(
    silent: bool,
    program: &LaneProgram,
    bits: &[KnownLanes<L>],
) -> [L; EFFECTS.len()] {
    let mut outputs = program.outputs(bits);
    let mut next = || outputs.next().unwrap_or(KnownLanes::UNKNOWN);
    let (scope, granted, refused) = (next(), next(), next());
    let within = scope.no.not();
    let outside = scope.yes.not();
    if silent {
        return [L::NONE, L::NONE, L::NONE, outside, within];
    }
    let may_grant = within.and(granted.no.not());
    [
        may_grant.and(refused.yes.not()),
        may_grant.and(refused.no.not()),
        within.and(granted.yes.not()),
        outside,
        L::NONE,
    ]
}
