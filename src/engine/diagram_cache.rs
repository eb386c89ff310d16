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

use super::{
    form::{DiagramForm, Setting},
    target::Target,
};
use crate::{
    bdd::{BudgetExceeded, Diagram},
    circuit::Bits,
    law::{Entitlement, Right, Term},
    rule::{Role, RuleBook, RuleId},
};

/// How many nodes are kept in all, twelve bytes each; diagrams beyond that are made again each time. A right
/// of a statute takes some hundred thousand for each era of its law.
const KEPT: usize = 32_000_000;

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

/// Diagrams by their form, made when they are first needed.
///
/// Whether a diagram is kept or made again changes nothing but the time: it is a function of target and form.
#[derive(Default)]
pub(crate) struct DiagramCache {
    diagrams: RwLock<CachedDiagrams>,
}

type Result = std::result::Result<Arc<Diagram>, BudgetExceeded>;

/// Diagrams that were made together, in the order of their targets.
pub(crate) struct MadeTogether {
    pub(crate) diagrams: Vec<std::result::Result<Diagram, BudgetExceeded>>,
    /// The bits of facts that are left out of some of them.
    pub(crate) left_out: Bits,
}

#[derive(Default)]
struct CachedDiagrams {
    // Looked up only, never walked: their order reaches nothing.
    by_setting: HashMap<(TargetGroup, Setting, IsWithTied), Arc<Together>>,
    nodes: usize,
}

/// Whether diagrams ask for every fact that is tied to those their targets read.
type IsWithTied = bool;

struct Together {
    of: BTreeMap<Target, Result>,
    left_out: Bits,
}

impl DiagramCache {
    /// The diagram of a target, made with all of its group by `make` where it was not made before.
    pub(crate) fn get_or_make(
        &self,
        groups: &TargetGroups,
        target: Target,
        form: &DiagramForm,
        make: impl Fn(&[Target], IsWithTied) -> MadeTogether,
    ) -> Option<Result> {
        let group = groups.group(target);
        let with = |tied| {
            let key = (group, form.setting, tied);
            self.together(key, || groups.targets(group), |targets| make(targets, tied))
        };
        if !form.with_tied {
            let fewest = with(false);
            let made = fewest.of.get(&target);
            // Mostly that is smaller; where it is not, there may still be room for the other.
            if !fewest.left_out.meets(&form.needed) && !matches!(made, Some(Err(_))) {
                return made.cloned();
            }
        }
        with(true).of.get(&target).cloned()
    }

    fn together(
        &self,
        key: (TargetGroup, Setting, IsWithTied),
        targets: impl FnOnce() -> Vec<Target>,
        make: impl FnOnce(&[Target]) -> MadeTogether,
    ) -> Arc<Together> {
        // A panic elsewhere leaves at worst a diagram unmade.
        let made = self.diagrams.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = made.by_setting.get(&key) {
            return Arc::clone(found);
        }
        drop(made);
        let targets = targets();
        let mut of = BTreeMap::new();
        let mut kept: Vec<Arc<Diagram>> = Vec::new();
        let MadeTogether { diagrams, left_out } = make(&targets);
        for (target, made) in targets.iter().zip(diagrams) {
            // Much that a book says comes to the same: it is kept once.
            let made = made.map(|diagram| {
                let same = kept.iter().find(|known| ***known == diagram);
                same.map(Arc::clone).unwrap_or_else(|| {
                    let new = Arc::new(diagram);
                    kept.push(Arc::clone(&new));
                    new
                })
            });
            of.insert(*target, made);
        }
        let new = Arc::new(Together { of, left_out });
        let size = kept.iter().map(|diagram| diagram.len() + 1).sum::<usize>() + targets.len();
        let mut made = self
            .diagrams
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        if made.nodes + size <= KEPT {
            made.nodes += size;
            made.by_setting.insert(key, Arc::clone(&new));
        }
        new
    }
}

impl fmt::Debug for DiagramCache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DiagramCache").finish_non_exhaustive()
    }
}
