//! The rule book as formulas: definitions in an order in which each may be worked out, whether the
//! book speaks at all, and for each right whether something is granted and something refused.

use std::collections::{BTreeMap, BTreeSet};

use data_subject_rights::{
    fact::{Extent, FactId, Test},
    law::{Entitlement, Right, Term},
    rule::{Condition, Defines, Edition, ExtentOf, InForce, Reach, Role, Rule, RuleBook, RuleId},
};

use crate::{
    dates,
    formula::{Formula, Quantity},
};

/// What decides one right for which the book has grounds.
#[derive(Debug, Clone)]
pub struct Verdict {
    /// Something is granted.
    pub granted: Formula,
    /// Something for which there is a ground is refused, wholly or in part.
    pub refused: Formula,
}

/// A rule book, ready to be printed in another language.
#[derive(Debug)]
pub struct Plan {
    /// Every definition with its name. A definition uses only those before it.
    pub definitions: Vec<(String, Formula)>,
    /// Whether the book speaks about the case.
    pub scope: Formula,
    /// What decides each right; nothing for a right of which the book says nothing.
    pub rights: BTreeMap<Right, Option<Verdict>>,
}

impl Plan {
    /// Reads a rule book on the dates of the cases. Rules out of force are left out.
    #[must_use]
    pub fn of(book: &RuleBook) -> Self {
        let mut reader = Reader {
            book,
            definitions: Vec::new(),
        };
        let scope = book
            .rules()
            .filter(|(_, rule)| matches!(rule.role, Role::Scope { .. }) && in_force(&rule.in_force))
            .map(|(_, rule)| reader.condition(&rule.when))
            .collect::<Vec<_>>();
        let rights = Right::all()
            .map(|right| (right, reader.verdict(right)))
            .collect();
        Self {
            definitions: reader.definitions,
            scope: Formula::all(scope),
            rights,
        }
    }

    /// The same with every definition written out wherever it is used, for languages that have none
    /// or pay for them.
    #[must_use]
    pub fn written_out(&self) -> Self {
        let definitions: BTreeMap<String, Formula> = self.definitions.iter().cloned().collect();
        let written = |formula: &Formula| formula.written_out(&definitions);
        let rights = self.rights.iter().map(|(right, verdict)| {
            let verdict = verdict.as_ref().map(|verdict| Verdict {
                granted: written(&verdict.granted),
                refused: written(&verdict.refused),
            });
            (*right, verdict)
        });
        Self {
            definitions: Vec::new(),
            scope: written(&self.scope),
            rights: rights.collect(),
        }
    }

    /// The definitions that these formulas need, in order.
    #[must_use]
    pub fn needed(&self, by: &[&Formula]) -> Vec<&(String, Formula)> {
        let (mut facts, mut names) = (BTreeSet::new(), BTreeSet::new());
        for formula in by {
            formula.names(&mut facts, &mut names);
        }
        let mut needed: Vec<&(String, Formula)> = Vec::new();
        for definition in self.definitions.iter().rev() {
            if names.contains(&definition.0) {
                definition.1.names(&mut facts, &mut names);
                needed.push(definition);
            }
        }
        needed.reverse();
        needed
    }

    /// Every fact on which some right's outcome depends.
    #[must_use]
    pub fn facts(&self) -> BTreeSet<String> {
        let (mut facts, mut names) = (BTreeSet::new(), BTreeSet::new());
        let verdicts = self.rights.values().flatten();
        let formulas = verdicts.flat_map(|verdict| [&verdict.granted, &verdict.refused]);
        for formula in formulas
            .chain([&self.scope])
            .chain(self.definitions.iter().map(|(_, formula)| formula))
        {
            formula.names(&mut facts, &mut names);
        }
        facts
    }

    /// The rights for which the book has grounds.
    pub fn spoken(&self) -> impl Iterator<Item = Right> {
        self.rights
            .iter()
            .filter(|(_, verdict)| verdict.is_some())
            .map(|(right, _)| *right)
    }
}

/// How far an entitlement is granted, as names of definitions.
struct Granted {
    has_ground: Formula,
    in_part: Formula,
    wholly: Formula,
}

struct Reader<'b> {
    book: &'b RuleBook,
    definitions: Vec<(String, Formula)>,
}

impl Reader<'_> {
    fn verdict(&mut self, right: Right) -> Option<Verdict> {
        let mut entitlements: Vec<Entitlement> = self
            .book
            .rules()
            .filter_map(|(_, rule)| match rule.role {
                Role::Ground(entitlement) if entitlement.right() == right => Some(entitlement),
                _ => None,
            })
            .collect();
        entitlements.sort_unstable();
        entitlements.dedup();
        if entitlements.is_empty() {
            return None;
        }
        let (mut granted, mut refused) = (Vec::new(), Vec::new());
        for entitlement in entitlements {
            let grant = self.grant(entitlement);
            granted.push(grant.in_part);
            refused.push(Formula::all([grant.has_ground, grant.wholly.negated()]));
        }
        Some(Verdict {
            granted: Formula::any(granted),
            refused: Formula::any(refused),
        })
    }

    /// Grounds that the same exemptions reach stand together, so that the exemptions are written
    /// once for all of them: as a person would write it, and quickest for every peer.
    fn grant(&mut self, entitlement: Entitlement) -> Granted {
        let code = entitlement.code();
        let mut groups: Vec<(Vec<RuleId>, Vec<Formula>)> = Vec::new();
        for (_, ground) in self.book.rules() {
            if ground.role != Role::Ground(entitlement) || !in_force(&ground.in_force) {
                continue;
            }
            let exemptions = self.exemptions(ground);
            let holds = self.condition(&ground.when);
            match groups.iter_mut().find(|(same, _)| *same == exemptions) {
                Some((_, grounds)) => grounds.push(holds),
                None => groups.push((exemptions, vec![holds])),
            }
        }
        let any_ground = Formula::any(groups.iter().flat_map(|(_, grounds)| grounds.clone()));
        let has_ground = self.define(&format!("{code}/has-ground"), any_ground);
        let only_group = groups.len() == 1;
        let mut granted = |least: Extent| {
            let groups: Vec<Formula> = groups
                .iter()
                .map(|(exemptions, grounds)| {
                    let grounds = if only_group {
                        has_ground.clone()
                    } else {
                        Formula::any(grounds.clone())
                    };
                    let taken = exemptions.iter().map(|id| self.takes(*id, least));
                    let taken = Formula::any(taken.collect::<Vec<_>>());
                    Formula::all([grounds, taken.negated()])
                })
                .collect();
            Formula::any(groups)
        };
        let (in_part, wholly) = (granted(Extent::Part), granted(Extent::Whole));
        let same = in_part == wholly;
        let in_part = self.define(&format!("{code}/granted"), in_part);
        let wholly = if same {
            in_part.clone()
        } else {
            self.define(&format!("{code}/granted-wholly"), wholly)
        };
        Granted {
            has_ground,
            in_part,
            wholly,
        }
    }

    /// Whether an exemption stands in the way of a grant of at least this much. What is left of the
    /// whole is nothing where the whole was taken and nothing given back; it is a part where
    /// anything was taken and not all of it given back.
    fn takes(&mut self, exemption: RuleId, least: Extent) -> Formula {
        let rule = self.rule(exemption);
        let Role::Exemption { extent, .. } = &rule.role else {
            panic!("{} is no exemption", rule.id);
        };
        let (taken, restored) = match least {
            Extent::Whole => (Extent::Part, Extent::Whole),
            _ => (Extent::Whole, Extent::Part),
        };
        let given_back: Vec<Formula> = self
            .exceptions(&rule)
            .into_iter()
            .map(|exception| {
                let Role::Exception { extent, .. } = &exception.role else {
                    panic!("{} is no exception", exception.id);
                };
                let far_enough = self.at_least(*extent, restored);
                Formula::all([self.condition(&exception.when), far_enough])
            })
            .collect();
        Formula::all([
            self.condition(&rule.when),
            self.at_least(*extent, taken),
            Formula::any(given_back).negated(),
        ])
    }

    fn at_least(&self, extent: ExtentOf, least: Extent) -> Formula {
        match extent {
            ExtentOf::Fixed(extent) if extent >= least => Formula::ALWAYS,
            ExtentOf::Fixed(_) => Formula::NEVER,
            ExtentOf::Fact(fact) => Formula::AtLeast(self.name(fact), least),
        }
    }

    fn exemptions(&self, reached: &Rule) -> Vec<RuleId> {
        let rules = self.book.rules().filter(|(_, rule)| match &rule.role {
            Role::Exemption { exempts, .. } => in_force(&rule.in_force) && reach(exempts, reached),
            _ => false,
        });
        rules.map(|(id, _)| id).collect()
    }

    fn exceptions(&self, reached: &Rule) -> Vec<Rule> {
        let rules = self.book.rules().filter(|(_, rule)| match &rule.role {
            Role::Exception { restores, .. } => {
                in_force(&rule.in_force) && reach(restores, reached)
            }
            _ => false,
        });
        rules.map(|(_, rule)| rule.clone()).collect()
    }

    fn condition(&mut self, condition: &Condition) -> Formula {
        match condition {
            Condition::Always => Formula::ALWAYS,
            Condition::All(parts) => {
                let parts: Vec<Formula> = parts.iter().map(|part| self.condition(part)).collect();
                Formula::all(parts)
            }
            Condition::Any(parts) => {
                let parts: Vec<Formula> = parts.iter().map(|part| self.condition(part)).collect();
                Formula::any(parts)
            }
            Condition::Not(part) => self.condition(part).negated(),
            Condition::Fact(fact, test) => self.test(*fact, *test),
            Condition::Definition(id, test) => self.definition(*id, *test),
            Condition::Granted(entitlement) => self.grant(*entitlement).in_part,
            Condition::Refused(entitlement) => self.grant(*entitlement).wholly.negated(),
        }
    }

    /// A definition of a set is named for whether its set counts; a test on it is a test on the
    /// fact that it takes its members from.
    fn definition(&mut self, id: RuleId, test: Test) -> Formula {
        let rule = self.rule(id);
        let holds = if in_force(&rule.in_force) {
            let when = self.condition(&rule.when);
            self.define(&rule.id, when)
        } else {
            Formula::NEVER
        };
        let Role::Definition(Defines::MembersOf(fact)) = rule.role else {
            return holds;
        };
        let met = self.test(fact, test);
        match test {
            Test::NoneOf(_) => Formula::any([holds.negated(), met]),
            _ => Formula::all([holds, met]),
        }
    }

    fn test(&self, fact: FactId, test: Test) -> Formula {
        let declared = self.book.vocabulary().get(fact).expect("it is declared");
        let name = self.name(fact);
        let members = |quantity: Quantity, mask: u64| {
            let terms = declared.domain.terms().expect("it takes terms");
            let named = (0..terms.len())
                .filter(|at| mask & (1 << at) != 0)
                .map(|at| terms.code_at(at))
                .collect();
            Formula::Members(name.clone(), quantity, named)
        };
        match test {
            Test::Yes => Formula::Yes(name),
            Test::AtLeast(Extent::None) => Formula::ALWAYS,
            Test::AtLeast(least) => Formula::AtLeast(name, least),
            Test::Any(mask) => members(Quantity::Any, mask),
            Test::All(mask) => members(Quantity::All, mask),
            Test::Only(mask) => members(Quantity::Only, mask),
            Test::NoneOf(mask) => members(Quantity::None, mask),
        }
    }

    /// Names a formula, unless it only repeats one fact or definition.
    fn define(&mut self, name: &str, formula: Formula) -> Formula {
        if matches!(formula, Formula::Named(_) | Formula::Yes(_)) {
            return formula;
        }
        if !self.definitions.iter().any(|(known, _)| known == name) {
            self.definitions.push((name.to_owned(), formula));
        }
        Formula::Named(name.to_owned())
    }

    fn rule(&self, id: RuleId) -> Rule {
        self.book.rule(id).expect("it is in the book").clone()
    }

    fn name(&self, fact: FactId) -> String {
        let declared = self.book.vocabulary().get(fact).expect("it is declared");
        declared.id.clone()
    }
}

fn reach(reaches: &[Reach], rule: &Rule) -> bool {
    reaches
        .iter()
        .any(|reach| reach.reaches(&rule.provision) && in_force(&reach.in_force))
}

fn in_force(range: &InForce) -> bool {
    let truth = range.on(&dates(), Edition::AsDeemed);
    assert!(!truth.is_unknown(), "the cases lack the date that decides");
    truth.is_yes()
}
