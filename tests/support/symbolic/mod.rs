//! A rule book read into the decision diagrams of another crate: the formula of the rule language over
//! every case at once. It shares no code with the engine, but for the place of each bit.

use std::collections::{BTreeMap, BTreeSet};

use biodivine_lib_bdd::{Bdd, BddVariable, BddVariableSet};
use data_subject_rights::{
    calendar::Date,
    engine::{Program, Target},
    fact::{Domain, Extent, FactId, Test},
    law::{Entitlement, Right, Term},
    rule::{
        Condition, Defines, ExtentOf, GovernedBy, InForce, Reach, Role, Rule, RuleBook, RuleId,
    },
    unstable::{Atom, Diagram, entitlement_value as entitled, right_value},
};

/// How far something goes: at least part, and the whole.
#[derive(Clone)]
struct Far {
    part: Bdd,
    whole: Bdd,
}

/// One variable a bit, in the order in which the program's diagrams ask: then both crates' diagrams are
/// alike.
pub struct Variables {
    set: BddVariableSet,
    asked: Vec<usize>,
    places: BTreeMap<usize, BddVariable>,
}

impl Variables {
    pub fn of(program: &Program) -> Self {
        let asked = program.variable_order();
        let places = asked
            .iter()
            .enumerate()
            .map(|(place, bit)| (*bit, BddVariable::from_index(place)))
            .collect();
        Self {
            set: BddVariableSet::new_anonymous(u16::try_from(program.bits()).expect("few enough")),
            asked,
            places,
        }
    }

    /// The variable of a bit.
    pub fn variable(&self, bit: usize) -> BddVariable {
        self.places[&bit]
    }

    /// The bit of a variable.
    pub fn bit(&self, variable: BddVariable) -> usize {
        self.asked[variable.to_index()]
    }
}

impl std::ops::Deref for Variables {
    type Target = BddVariableSet;

    fn deref(&self) -> &BddVariableSet {
        &self.set
    }
}

pub struct Symbolic<'p> {
    pub program: &'p Program,
    book: &'p RuleBook,
    pub variables: Variables,
    bits: BTreeMap<Atom, BddVariable>,
    definitions: BTreeMap<RuleId, Bdd>,
    grants: BTreeMap<Entitlement, (Bdd, Far)>,
}

impl<'p> Symbolic<'p> {
    pub fn of(program: &'p Program) -> Self {
        let variables = Variables::of(program);
        let place = |bit| Some((program.atom(bit)?, variables.variable(bit)));
        let bits = (0..program.bits()).filter_map(place).collect();
        Self {
            program,
            book: program.book(),
            bits,
            variables,
            definitions: BTreeMap::new(),
            grants: BTreeMap::new(),
        }
    }

    /// Where each value of a target is reached, cases that cannot be left out; and those cases.
    pub fn target(&mut self, target: Target) -> (BTreeMap<u8, Bdd>, Bdd) {
        let values = match target {
            Target::Right(right) => self.right(right),
            Target::Entitlement(entitlement) => self.entitlement(entitlement),
            Target::Scope => self.two_valued(|symbolic| symbolic.scope()),
            Target::Rule(id) => self.two_valued(|symbolic| symbolic.rule(id)),
        };
        let asked = values.values().flat_map(Bdd::support_set).collect();
        let allowed = self.allowed(&asked);
        let values = values
            .into_iter()
            .map(|(value, when)| (value, when.and(&allowed)));
        (values.collect(), allowed.not())
    }

    fn two_valued(&mut self, of: impl FnOnce(&mut Self) -> Bdd) -> BTreeMap<u8, Bdd> {
        let yes = of(self);
        BTreeMap::from([(0, yes.not()), (1, yes)])
    }

    fn right(&mut self, right: Right) -> BTreeMap<u8, Bdd> {
        let within = self.scope();
        let mut values = BTreeMap::from([(right_value::OUT_OF_SCOPE, within.not())]);
        if self.book.entitlements(right).is_empty() {
            values.insert(right_value::SILENT, within);
            return values;
        }
        let (mut granted, mut refused) = (self.no(), self.no());
        for entitlement in Entitlement::all().filter(|each| each.right() == right) {
            let claimed = self.bit(Atom::Claimed(entitlement));
            let (ground, far) = self.grant(entitlement);
            granted = granted.or(&far.part);
            refused = refused.or(&ground.or(&claimed).and_not(&far.whole));
        }
        values.insert(right_value::APPLIES, within.and(&granted).and_not(&refused));
        values.insert(right_value::IN_PART, within.and(&granted).and(&refused));
        values.insert(right_value::DOES_NOT_APPLY, within.and_not(&granted));
        values
    }

    /// The whole of something is a part of it too. What says otherwise cannot be, but decides which
    /// combinations have to do with the answer: it counts as the whole.
    fn entitlement(&mut self, entitlement: Entitlement) -> BTreeMap<u8, Bdd> {
        let (ground, far) = self.grant(entitlement);
        let none = far.part.or(&far.whole).not();
        BTreeMap::from([
            (entitled::NO_GROUND, none.and_not(&ground)),
            (entitled::EXEMPT, none.and(&ground)),
            (entitled::PART, far.part.and_not(&far.whole)),
            (entitled::WHOLE, far.whole),
        ])
    }

    /// Whether a duty, power or note arises; whether any other rule holds.
    fn rule(&mut self, id: RuleId) -> Bdd {
        let rule = self.book.rule(id).expect("it is in the book");
        let holds = self.holds(rule);
        let (rights, taken) = match &rule.role {
            Role::Duty { rights, .. } | Role::Power { rights, .. } => {
                (rights, self.taken(rule).whole)
            }
            Role::Note { rights, .. } => (rights, self.no()),
            _ => return holds,
        };
        let spoken_of = match rights.len() == Right::all().count() {
            true => self.yes(),
            false => self.scope(),
        };
        holds.and(&spoken_of).and_not(&taken)
    }

    fn scope(&mut self) -> Bdd {
        let mut within = self.yes();
        for rule in self.rules(|role| matches!(role, Role::Scope { .. })) {
            let unmet = self
                .in_force(&rule.in_force)
                .and_not(&self.condition(&rule.when));
            within = within.and_not(&unmet);
        }
        within
    }

    /// Whether a ground holds, and how far the most generous grants.
    fn grant(&mut self, entitlement: Entitlement) -> (Bdd, Far) {
        if let Some(known) = self.grants.get(&entitlement) {
            return known.clone();
        }
        let (mut ground, mut far) = (self.no(), self.nothing());
        for rule in self.rules(|role| *role == Role::Ground(entitlement)) {
            let holds = self.holds(rule);
            let taken = self.taken(rule);
            far.part = far.part.or(&holds.and_not(&taken.whole));
            far.whole = far.whole.or(&holds.and_not(&taken.part));
            ground = ground.or(&holds);
        }
        self.grants
            .insert(entitlement, (ground.clone(), far.clone()));
        (ground, far)
    }

    /// The most that exemptions take from a rule, less what exceptions give back.
    fn taken(&mut self, reached: &Rule) -> Far {
        let mut most = self.nothing();
        for rule in self.rules(|role| matches!(role, Role::Exemption { .. })) {
            let Role::Exemption {
                exempts, extent, ..
            } = &rule.role
            else {
                continue;
            };
            let named = self.reaches(exempts, reached);
            // What never reaches the rule may rest on it: it is left alone.
            if named.is_false() {
                continue;
            }
            let holds = named.and(&self.holds(rule));
            let extent = self.extent(*extent);
            let back = self.given_back(rule);
            // Part given back of part taken leaves part.
            most.part = most.part.or(&holds.and(&extent.part).and_not(&back.whole));
            most.whole = most.whole.or(&holds.and(&extent.whole).and_not(&back.part));
        }
        most
    }

    fn given_back(&mut self, exemption: &Rule) -> Far {
        let mut most = self.nothing();
        for rule in self.rules(|role| matches!(role, Role::Exception { .. })) {
            let Role::Exception { restores, extent } = &rule.role else {
                continue;
            };
            let named = self.reaches(restores, exemption);
            if named.is_false() {
                continue;
            }
            let holds = named.and(&self.holds(rule));
            let extent = self.extent(*extent);
            most.part = most.part.or(&holds.and(&extent.part));
            most.whole = most.whole.or(&holds.and(&extent.whole));
        }
        most
    }

    fn reaches(&self, reaches: &[Reach], rule: &Rule) -> Bdd {
        let lists = reaches.iter().filter(|reach| {
            let covers =
                |above: &&data_subject_rights::law::Provision| above.covers(&rule.provision);
            reach.covers.iter().any(|above| covers(&above))
                && !reach.except.iter().any(|above| covers(&above))
        });
        lists.fold(self.no(), |any, list| {
            any.or(&self.in_force(&list.in_force))
        })
    }

    fn extent(&self, extent: ExtentOf) -> Far {
        match extent {
            ExtentOf::Fixed(extent) => Far {
                part: self.fixed(extent >= Extent::Part),
                whole: self.fixed(extent >= Extent::Whole),
            },
            ExtentOf::Fact(fact) => Far {
                part: self.bit(Atom::AtLeastPart(fact)),
                whole: self.bit(Atom::Whole(fact)),
            },
        }
    }

    fn holds(&mut self, rule: &Rule) -> Bdd {
        self.in_force(&rule.in_force)
            .and(&self.condition(&rule.when))
    }

    /// Deemed dates count: books are compiled so here.
    fn in_force(&self, range: &InForce) -> Bdd {
        let since = |day: Date| self.bit(Atom::Since(range.governed_by, day));
        let begun = range.deemed_from.or(range.from).map_or(self.yes(), since);
        let after = range.until.and_then(|last| last.tomorrow().ok());
        begun.and_not(&after.map_or(self.no(), since))
    }

    fn condition(&mut self, condition: &Condition) -> Bdd {
        match condition {
            Condition::Always => self.yes(),
            Condition::All(parts) => parts
                .iter()
                .fold(self.yes(), |all, part| all.and(&self.condition(part))),
            Condition::Any(parts) => parts
                .iter()
                .fold(self.no(), |any, part| any.or(&self.condition(part))),
            Condition::Not(part) => self.condition(part).not(),
            Condition::Fact(fact, test) => self.test(*fact, *test, &self.yes()),
            Condition::Definition(id, test) => {
                let rule = self.book.rule(*id).expect("it is in the book");
                let holds = match self.definitions.get(id) {
                    Some(known) => known.clone(),
                    None => self.holds(rule),
                };
                self.definitions.insert(*id, holds.clone());
                match rule.role {
                    Role::Definition(Defines::MembersOf(fact)) => self.test(fact, *test, &holds),
                    _ => holds,
                }
            }
            Condition::Granted(entitlement) => self.grant(*entitlement).1.part,
            Condition::Refused(entitlement) => self.grant(*entitlement).1.whole.not(),
        }
    }

    /// A test of a fact whose members count only while something holds.
    fn test(&self, fact: FactId, test: Test, holds: &Bdd) -> Bdd {
        let any = |mask: u64| {
            self.members(fact, mask)
                .fold(self.no(), |any, bit| any.or(&bit.and(holds)))
        };
        match test {
            Test::Yes => self.bit(Atom::Yes(fact)),
            Test::AtLeast(Extent::None) => self.yes(),
            Test::AtLeast(Extent::Part) => self.bit(Atom::AtLeastPart(fact)),
            Test::AtLeast(Extent::Whole) => self.bit(Atom::Whole(fact)),
            Test::Any(mask) => any(mask),
            Test::NoneOf(mask) => any(mask).not(),
            Test::Only(mask) => any(mask).and_not(&any(!mask)),
            Test::All(mask) => self
                .members(fact, mask)
                .fold(self.yes(), |all, bit| all.and(&bit.and(holds))),
        }
    }

    fn members(&self, fact: FactId, mask: u64) -> impl Iterator<Item = Bdd> {
        let size = self
            .book
            .vocabulary()
            .get(fact)
            .map_or(0, |fact| fact.domain.size());
        (0..size)
            .filter(move |at| mask >> at & 1 == 1)
            .map(move |at| self.bit(Atom::Member(fact, at)))
    }

    /// What can be, of everything that has to do with these bits.
    fn allowed(&self, asked: &BTreeSet<BddVariable>) -> Bdd {
        let atom = |variable: &BddVariable| {
            let bit = self.variables.bit(*variable);
            self.program.atom(bit).expect("it has an atom")
        };
        let atoms: BTreeSet<Atom> = asked.iter().map(atom).collect();
        let mut facts: BTreeSet<FactId> = atoms.iter().filter_map(|atom| atom.fact()).collect();
        let vocabulary = self.book.vocabulary();
        let mut allowed = self.yes();
        // Combinations draw in their other facts, and so further combinations.
        for _ in vocabulary.impossible() {
            for combination in vocabulary.impossible() {
                if combination
                    .these
                    .iter()
                    .any(|(fact, ..)| facts.contains(fact))
                {
                    facts.extend(combination.these.iter().map(|(fact, ..)| fact));
                    let met = combination
                        .these
                        .iter()
                        .fold(self.yes(), |met, (fact, test, so)| {
                            let test = self.test(*fact, *test, &self.yes());
                            if *so {
                                met.and(&test)
                            } else {
                                met.and_not(&test)
                            }
                        });
                    allowed = allowed.and_not(&met);
                }
            }
        }
        for fact in facts {
            allowed = allowed.and(&self.valid(fact));
        }
        let days = |date: GovernedBy| {
            let bits = self
                .bits
                .iter()
                .filter(move |(atom, _)| matches!(atom, Atom::Since(of, _) if *of == date));
            bits.map(|(_, bit)| self.variables.mk_var(*bit))
                .collect::<Vec<Bdd>>()
        };
        let dates: BTreeSet<GovernedBy> = atoms
            .iter()
            .filter_map(|atom| match atom {
                Atom::Since(date, _) => Some(*date),
                _ => None,
            })
            .collect();
        // Atoms of one date are in the order of its days: on or after a later day is after an earlier.
        for date in dates {
            for pair in days(date).windows(2) {
                allowed = allowed.and(&pair[1].imp(&pair[0]));
            }
        }
        allowed
    }

    fn valid(&self, fact: FactId) -> Bdd {
        match self.book.vocabulary().get(fact).map(|fact| fact.domain) {
            Some(Domain::OneOf(terms)) => (0..terms.len()).fold(self.no(), |any, one| {
                let exactly = (0..terms.len()).fold(self.yes(), |exactly, at| {
                    let bit = self.bit(Atom::Member(fact, at));
                    if at == one {
                        exactly.and(&bit)
                    } else {
                        exactly.and_not(&bit)
                    }
                });
                any.or(&exactly)
            }),
            Some(Domain::Extent) => self
                .bit(Atom::Whole(fact))
                .imp(&self.bit(Atom::AtLeastPart(fact))),
            _ => self.yes(),
        }
    }

    fn rules(&self, of: impl Fn(&Role) -> bool) -> Vec<&'p Rule> {
        let rules = self.book.rules().filter(|(_, rule)| of(&rule.role));
        rules.map(|(_, rule)| rule).collect()
    }

    fn bit(&self, atom: Atom) -> Bdd {
        self.variables.mk_var(self.bits[&atom])
    }

    fn yes(&self) -> Bdd {
        self.variables.mk_true()
    }

    fn no(&self) -> Bdd {
        self.variables.mk_false()
    }

    fn fixed(&self, yes: bool) -> Bdd {
        if yes { self.yes() } else { self.no() }
    }

    fn nothing(&self) -> Far {
        Far {
            part: self.no(),
            whole: self.no(),
        }
    }
}

/// Where a diagram has a wanted value, put together from its cubes.
pub fn from_cubes(variables: &Variables, diagram: &Diagram, wanted: impl Fn(u8) -> bool) -> Bdd {
    let cubes = diagram.cubes(wanted).map(|cube| {
        let answers: Vec<(BddVariable, bool)> = cube
            .into_iter()
            .map(|(bit, yes)| (variables.variable(bit), yes))
            .collect();
        variables.mk_conjunctive_clause(&biodivine_lib_bdd::BddPartialValuation::from_values(
            &answers,
        ))
    });
    // In pairs, then pairs of pairs: what is put together late is large.
    let mut parts: Vec<Bdd> = cubes.collect();
    while parts.len() > 1 {
        parts = parts
            .chunks(2)
            .map(|pair| {
                pair.iter()
                    .skip(1)
                    .fold(pair[0].clone(), |one, other| one.or(other))
            })
            .collect();
    }
    parts.pop().unwrap_or_else(|| variables.mk_false())
}
