//! What would change an outcome: the smallest sets of facts that would have to be otherwise.

use std::collections::BTreeSet;

use crate::{
    bdd::{BudgetExceeded, Diagram, Edge, Marks},
    budget::BUDGET,
    circuit::{Atom, FastSet, Masks},
    engine::{Program, Target, alike},
    fact::{Domain, Extent, FactId, Members, Value},
};

/// Facts that would have to be otherwise, together, for the outcome to be another.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Change {
    /// The facts in the order of the vocabulary, each with the value that it would have to have. Where several
    /// would do, the first that does.
    pub facts: Vec<(FactId, Value)>,
    /// The values of the target that are possible then, in rising order. The one that it has now may be among
    /// them where facts are still missing.
    pub possible: Vec<u8>,
}

/// The smallest sets of facts whose change would change an outcome.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Changes {
    /// Sets with no part that would do alone, the smallest first.
    pub found: Vec<Change>,
    /// Whether these are all the sets up to the size that was asked for. False where there are too many, or
    /// the search is too long.
    pub all: bool,
}

impl Program {
    /// The smallest sets of known facts whose change makes another outcome possible, up to so many facts a set.
    ///
    /// What is not known stays so; the day of receipt, the council's settings and what is claimed stay as
    /// they are; dates too. `may_change` says which facts are looked at. A set is found if other values of
    /// its facts, with everything else known unchanged, let the target take another value. No part of the set
    /// does. Nothing is found where the target is not determined.
    ///
    /// ```
    /// use data_subject_rights::{
    ///     Controller, calendar::Date, engine::Target, fact::Value, law::Right, rule::Dates,
    /// };
    /// let council = Controller::doncaster()?;
    /// let program = council.program();
    /// let mut case = program.case(&Dates::received(Date::constant(2026, 11, 21)));
    /// let fact = program.book().vocabulary().find("council-is-controller").ok_or("declared")?;
    /// program.know(&mut case, fact, Value::YesNo(false));
    /// // The procedure does not speak where the council is not the controller.
    /// let changes = program.changes(Target::Right(Right::Erasure), &case, |_| true, 2)?;
    /// assert_eq!(changes.found[0].facts, [(fact, Value::YesNo(true))]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`BudgetExceeded`] where the diagram of the target is not to be had.
    pub fn changes(
        &self,
        target: Target,
        case: &Masks,
        may_change: impl Fn(FactId) -> bool,
        most: usize,
    ) -> Result<Changes, BudgetExceeded> {
        let diagram = self.diagram_in(target, case)?;
        let diagram = diagram.renamed(|value| alike(target, value))?;
        let mut marks = Marks::default();
        let [now] = diagram.possible(case, &mut marks)[..] else {
            return Ok(Changes::default());
        };
        let search = Search {
            program: self,
            diagram: &diagram,
            case,
            now,
            may_change: &may_change,
        };
        Ok(search.run(most))
    }
}

struct Search<'a> {
    program: &'a Program,
    diagram: &'a Diagram,
    case: &'a Masks,
    /// The value that the target has.
    now: u8,
    may_change: &'a dyn Fn(FactId) -> bool,
}

/// The facts that were changed so far, in rising order.
type Changed = Vec<FactId>;

impl Search<'_> {
    fn run(&self, most: usize) -> Changes {
        let least = self.least();
        let mut changes = Changes {
            found: Vec::new(),
            all: true,
        };
        let mut sets: BTreeSet<(usize, Changed)> = BTreeSet::new();
        let mut steps = 0;
        for size in 1..=most {
            let mut seen: FastSet<(Edge, Changed)> = FastSet::default();
            let mut waiting: Vec<(Edge, Changed)> = vec![(self.diagram.root, Vec::new())];
            while let Some((at, changed)) = waiting.pop() {
                steps += 1;
                if steps > BUDGET.change_steps {
                    changes.all = false;
                    break;
                }
                let reach = self.at_least(&least, at);
                let is_smaller =
                    |(_, set): &(usize, Changed)| set.iter().all(|fact| changed.contains(fact));
                if changed.len() + reach > size
                    || sets.iter().any(is_smaller)
                    || !seen.insert((at, changed.clone()))
                {
                    continue;
                }
                if at.value().is_some() {
                    if changed.len() == size {
                        sets.insert((size, changed));
                    }
                    continue;
                }
                self.further(at, &changed, &mut waiting);
            }
            if sets.len() > BUDGET.change_sets {
                changes.all = false;
            }
            if !changes.all {
                break;
            }
        }
        for (_, set) in sets.into_iter().take(BUDGET.change_sets) {
            match self.told(&set) {
                Some(change) => changes.found.push(change),
                None => changes.all = false,
            }
        }
        changes
    }

    /// Where a case leads from here, as it is and with one more fact changed.
    fn further(&self, at: Edge, changed: &Changed, waiting: &mut Vec<(Edge, Changed)>) {
        let Some(node) = self.diagram.nodes.get(at.index()) else {
            return;
        };
        let known = self.case.truth(node.bit as usize);
        let fact = self.program.atom(node.bit as usize).and_then(Atom::fact);
        for (edge, is_kept) in [(node.low, !known.is_yes()), (node.high, !known.is_no())] {
            if is_kept {
                waiting.push((edge, changed.clone()));
                continue;
            }
            let Some(fact) = fact else { continue };
            if let Err(place) = changed.binary_search(&fact) {
                if (self.may_change)(fact) {
                    let mut more = changed.clone();
                    more.insert(place, fact);
                    waiting.push((edge, more));
                }
            } else {
                waiting.push((edge, changed.clone()));
            }
        }
        // A fact that has several bits may be changed though this bit stays; that way is the kept one.
    }

    /// For each node, how many facts must be changed below it at the least: those with one bit are counted.
    fn least(&self) -> Vec<usize> {
        let mut least: Vec<usize> = Vec::with_capacity(self.diagram.nodes.len());
        for node in &self.diagram.nodes {
            let known = self.case.truth(node.bit as usize);
            let atom = self.program.atom(node.bit as usize);
            let price = match atom {
                Some(Atom::Yes(fact)) if (self.may_change)(fact) => 1,
                Some(Atom::Yes(_) | Atom::Since(..) | Atom::Claimed(_)) | None => NEVER,
                Some(_) => 0,
            };
            let by = |edge: Edge, is_kept: bool| {
                let below = self.at_least(&least, edge);
                below.saturating_add(if is_kept { 0 } else { price })
            };
            least.push(by(node.low, !known.is_yes()).min(by(node.high, !known.is_no())));
        }
        least
    }

    fn at_least(&self, least: &[usize], at: Edge) -> usize {
        match at.value() {
            Some(value) if value == self.now || value == Diagram::IMPOSSIBLE => NEVER,
            Some(_) => 0,
            None => least.get(at.index()).copied().unwrap_or(NEVER),
        }
    }

    /// A set with the first values of its facts that do.
    fn told(&self, set: &[FactId]) -> Option<Change> {
        let mut chosen: Vec<(FactId, Value)> = Vec::new();
        self.try_values(set, &mut chosen, self.case)
    }

    fn try_values(
        &self,
        set: &[FactId],
        chosen: &mut Vec<(FactId, Value)>,
        case: &Masks,
    ) -> Option<Change> {
        let Some((fact, rest)) = set.split_first() else {
            let possible = self.diagram.possible(case, &mut Marks::default());
            return possible
                .iter()
                .any(|value| *value != self.now)
                .then(|| Change {
                    facts: chosen.clone(),
                    possible,
                });
        };
        for value in self.other_values(*fact) {
            let mut changed = case.clone();
            self.program.know(&mut changed, *fact, value);
            chosen.push((*fact, value));
            if let Some(change) = self.try_values(rest, chosen, &changed) {
                return Some(change);
            }
            chosen.pop();
        }
        None
    }

    /// The other values of a fact: of a set first each other term instead of what there is, then those that differ
    /// in one term, then in two.
    fn other_values(&self, fact: FactId) -> Vec<Value> {
        let declared = self.program.book().vocabulary().get(fact);
        let Some((first, size)) = self.program.bits_of(fact) else {
            return Vec::new();
        };
        let is_so = |at: usize| self.case.truth(first + at).is_yes();
        match declared.map(|declared| declared.domain) {
            Some(Domain::YesNo) => vec![Value::YesNo(!is_so(0))],
            Some(Domain::Extent) => [Extent::None, Extent::Part, Extent::Whole]
                .into_iter()
                .map(Value::Extent)
                .filter(|value| {
                    let now = match (is_so(0), is_so(1)) {
                        (_, true) => Extent::Whole,
                        (true, _) => Extent::Part,
                        _ => Extent::None,
                    };
                    *value != Value::Extent(now)
                })
                .collect(),
            Some(Domain::OneOf(_)) => (0..size)
                .filter(|at| !is_so(*at))
                .map(|at| Value::Members(Members::exactly(1 << at, size)))
                .collect(),
            Some(Domain::SetOf(_)) => self.other_sets(first, size),
            None => Vec::new(),
        }
    }

    /// The sets that differ from what is known of one in a term or two.
    fn other_sets(&self, first: usize, size: usize) -> Vec<Value> {
        let known = |yes: bool| {
            (0..size)
                .filter(|at| {
                    let truth = self.case.truth(first + at);
                    if yes { truth.is_yes() } else { truth.is_no() }
                })
                .fold(0u64, |all, at| all | 1 << at)
        };
        let (present, absent) = (known(true), known(false));
        let with = |flipped: u64| {
            Value::Members(Members {
                present: (present & !flipped) | (absent & flipped),
                absent: (absent & !flipped) | (present & flipped),
            })
        };
        let places: Vec<u64> = (0..size)
            .map(|at| 1 << at)
            .filter(|bit| (present | absent) & bit != 0)
            .collect();
        // Another term instead of what there is; then one more, or one less.
        let others = places.iter().filter(|bit| absent & **bit != 0);
        let mut values: Vec<Value> = if present == 0 {
            Vec::new()
        } else {
            others.map(|bit| with(present | bit)).collect()
        };
        values.extend(places.iter().map(|bit| with(*bit)));
        for (at, one) in places.iter().enumerate() {
            let more = places.iter().skip(at + 1);
            values.extend(more.map(|other| with(one | other)));
        }
        values
    }
}

/// More facts than there are.
const NEVER: usize = usize::MAX / 4;
