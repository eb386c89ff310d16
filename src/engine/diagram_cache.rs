//! Diagrams with what is the same in case after case filled in: the council's settings, the day of receipt
//! and what is expressly claimed.
//!
//! A diagram over every kind of controller, every day of the law and every claim is large, and needed only to
//! study the rules. A council has one kind, and every request has its day. Filled in, the same diagram is
//! hundreds of times smaller.

use std::{
    collections::{BTreeMap, HashMap},
    fmt,
    sync::{Arc, PoisonError, RwLock},
};

use super::target::Target;
use crate::{
    bdd::{BudgetExceeded, Diagram},
    circuit::{Atom, Layout, Word},
    fact::{Level, Vocabulary},
    law::{Entitlement, Right, Term},
    rule::{GovernedBy, Role, RuleBook, RuleId},
};

/// How many nodes are kept in all, twelve bytes each; diagrams beyond that are made again each time. A right
/// of a statute takes some hundred thousand for each era of its law.
const KEPT: usize = 32_000_000;

/// The bits that are filled in.
#[derive(Debug, Clone, Default)]
pub(crate) struct Settings {
    bits: Vec<usize>,
}

/// What is known of those bits: which are so, and which are not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(crate) struct Setting {
    yes: u64,
    no: u64,
}

impl Settings {
    /// The days of receipt, the facts about the controller, and the claims.
    pub(crate) fn of(layout: &Layout, vocabulary: &Vocabulary) -> Self {
        let is_setting = |atom: Atom| match atom {
            Atom::Since(date, _) => date == GovernedBy::Received,
            Atom::Claimed(_) => true,
            _ => atom
                .fact()
                .and_then(|fact| vocabulary.get(fact))
                .is_some_and(|declared| declared.about == Level::Controller),
        };
        let bits = (0..layout.len())
            .filter(|bit| layout.atom(*bit).is_some_and(is_setting))
            // As many as a setting holds; any others are asked for like the rest.
            .take(64)
            .collect();
        Self { bits }
    }

    /// The bits that are filled in.
    pub(crate) fn bits(&self) -> &[usize] {
        &self.bits
    }

    /// What a case knows of them.
    pub(crate) fn in_case(&self, case: &[Word]) -> Setting {
        self.known(|bit| {
            let word = case.get(bit / 64).copied().unwrap_or_default();
            let mask = 1 << (bit % 64);
            [word.yes & mask != 0, word.no & mask != 0]
        })
    }

    /// What is known of them, given for each bit whether it is so and whether it is not.
    pub(crate) fn known(&self, of: impl Fn(usize) -> [bool; 2]) -> Setting {
        let mut setting = Setting::default();
        for (at, bit) in self.bits.iter().enumerate() {
            let [yes, no] = of(*bit);
            setting.yes |= u64::from(yes) << at;
            setting.no |= u64::from(no) << at;
        }
        setting
    }

    /// The answer to a bit, where it is filled in.
    pub(crate) fn answer(&self, setting: Setting, bit: usize) -> Option<bool> {
        let at = self.bits.binary_search(&bit).ok()?;
        match (setting.yes >> at & 1, setting.no >> at & 1) {
            (1, _) => Some(true),
            (_, 1) => Some(false),
            _ => None,
        }
    }
}

/// Targets whose diagrams are made together, for they share most of what they are made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum TargetGroup {
    /// A right and its entitlements.
    Right(Right),
    /// The duties and powers, or the notes, of the same rights (a bit each).
    Rules {
        /// The rights.
        rights: u16,
        /// Whether these are the notes.
        notes: bool,
    },
    /// A target by itself.
    Alone(Target),
}

/// Which targets are made together, in the order in which they are made.
#[derive(Debug, Default)]
pub(crate) struct TargetGroups {
    of_rules: BTreeMap<TargetGroup, Vec<Target>>,
    of_rule: BTreeMap<RuleId, TargetGroup>,
}

impl TargetGroups {
    pub(crate) fn of(book: &RuleBook) -> Self {
        let mut groups = Self::default();
        for (id, rule) in book.rules() {
            let (rights, notes) = match &rule.role {
                Role::Duty { rights, .. } | Role::Power { rights, .. } => (rights, false),
                Role::Note { rights, .. } => (rights, true),
                _ => continue,
            };
            let rights = rights.iter().fold(0, |all, right| all | 1 << *right as u16);
            let group = TargetGroup::Rules { rights, notes };
            groups.of_rule.insert(id, group);
            let targets = groups.of_rules.entry(group).or_default();
            targets.push(Target::Rule(id));
        }
        groups
    }

    fn group(&self, target: Target) -> TargetGroup {
        match target {
            Target::Right(right) => TargetGroup::Right(right),
            Target::Entitlement(entitlement) => TargetGroup::Right(entitlement.right()),
            Target::Rule(id) => match self.of_rule.get(&id) {
                Some(group) => *group,
                None => TargetGroup::Alone(target),
            },
            Target::Scope => TargetGroup::Alone(target),
        }
    }

    fn targets(&self, group: TargetGroup) -> Vec<Target> {
        match group {
            TargetGroup::Right(right) => Entitlement::all()
                .filter(|each| each.right() == right)
                .map(Target::Entitlement)
                .chain([Target::Right(right)])
                .collect(),
            TargetGroup::Rules { .. } => self.of_rules.get(&group).cloned().unwrap_or_default(),
            TargetGroup::Alone(target) => vec![target],
        }
    }
}

/// Diagrams by what was filled in, made when they are first needed.
///
/// Whether a diagram is kept or made again changes nothing but the time: it is a function of target and setting.
#[derive(Default)]
pub(crate) struct DiagramCache {
    diagrams: RwLock<CachedDiagrams>,
}

type Result = std::result::Result<Arc<Diagram>, BudgetExceeded>;
type Together = Arc<BTreeMap<Target, Result>>;

#[derive(Default)]
struct CachedDiagrams {
    // Looked up only, never walked: their order reaches nothing.
    by_setting: HashMap<(TargetGroup, Setting), Together>,
    nodes: usize,
}

impl DiagramCache {
    /// The diagram of a target, made with all of its group by `make` where it was not made before.
    pub(crate) fn get_or_make(
        &self,
        groups: &TargetGroups,
        target: Target,
        setting: Setting,
        make: impl FnOnce(&[Target]) -> Vec<std::result::Result<Diagram, BudgetExceeded>>,
    ) -> Option<Result> {
        let group = groups.group(target);
        // A panic elsewhere leaves at worst a diagram unmade.
        let made = self.diagrams.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = made.by_setting.get(&(group, setting)) {
            return found.get(&target).cloned();
        }
        drop(made);
        let targets = groups.targets(group);
        let mut together = BTreeMap::new();
        let mut kept: Vec<Arc<Diagram>> = Vec::new();
        for (target, made) in targets.iter().zip(make(&targets)) {
            // Much that a book says comes to the same: it is kept once.
            let made = made.map(|diagram| {
                let same = kept.iter().find(|known| ***known == diagram);
                same.map(Arc::clone).unwrap_or_else(|| {
                    let new = Arc::new(diagram);
                    kept.push(Arc::clone(&new));
                    new
                })
            });
            together.insert(*target, made);
        }
        let new: Together = Arc::new(together);
        let size = kept.iter().map(|diagram| diagram.len() + 1).sum::<usize>() + targets.len();
        let mut made = self
            .diagrams
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        if made.nodes + size <= KEPT {
            made.nodes += size;
            made.by_setting.insert((group, setting), Arc::clone(&new));
        }
        new.get(&target).cloned()
    }
}

impl fmt::Debug for DiagramCache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DiagramCache").finish_non_exhaustive()
    }
}
