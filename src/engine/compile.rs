//! A rule book turned into a network.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    asked::order,
    diagram::Order,
    layout::Layout,
    network::{Literal, Network},
};
use crate::{
    fact::{Extent, FactId, Test},
    law::{Entitlement, Right, Term},
    rule::{Condition, Defines, Edition, ExtentOf, InForce, Part, Reacher, Role, RuleBook, RuleId},
};

/// How far something goes, as two bits: at least part, and the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ExtentBits {
    pub(crate) part: Literal,
    pub(crate) whole: Literal,
}

/// What is said of an entitlement: whether a ground holds, and how far it is granted.
#[derive(Debug, Clone, Copy)]
pub(crate) struct GrantBits {
    pub(crate) ground: Literal,
    pub(crate) granted: ExtentBits,
}

/// What is said of a right: whether something is granted, and whether something is refused.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RightBits {
    pub(crate) granted: Literal,
    pub(crate) refused: Literal,
}

/// What is said of a rule.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RuleBits {
    /// It is in force on the dates of the case.
    pub(crate) in_force: Literal,
    /// It is in force and its condition holds.
    pub(crate) holds: Literal,
    /// What the exemptions that reach it take.
    pub(crate) taken: ExtentBits,
    /// For a duty, power or note: whether it arises. Nothing for any other rule.
    pub(crate) arises: Option<Literal>,
}

/// A rule book as a network, with the literal of everything it says.
#[derive(Debug)]
pub(crate) struct Compiled {
    pub(crate) network: Network,
    pub(crate) layout: Layout,
    pub(crate) rules: Vec<RuleBits>,
    pub(crate) entitlements: BTreeMap<Entitlement, GrantBits>,
    pub(crate) rights: BTreeMap<Right, RightBits>,
    pub(crate) scope: Literal,
    /// What the vocabulary rules out: the facts of each combination, and whether it is met.
    pub(crate) impossible: Vec<(BTreeSet<FactId>, Literal)>,
    /// The order in which diagrams ask for bits.
    pub(crate) order: Order,
}

const NOTHING: ExtentBits = ExtentBits {
    part: Literal::FALSE,
    whole: Literal::FALSE,
};

const UNMADE: RuleBits = RuleBits {
    in_force: Literal::FALSE,
    holds: Literal::FALSE,
    taken: NOTHING,
    arises: None,
};

/// Compiles a book, with deemed dates read as the edition says.
pub(crate) fn compile(book: &RuleBook, edition: Edition) -> Compiled {
    let mut compiler = Compiler {
        book,
        edition,
        network: Network::default(),
        layout: Layout::default(),
        holds: BTreeMap::new(),
        taken: BTreeMap::new(),
        grants: BTreeMap::new(),
        grounds: BTreeMap::new(),
    };
    for (id, rule) in book.rules() {
        if let Role::Ground(entitlement) = rule.role {
            compiler.grounds.entry(entitlement).or_default().push(id);
        }
    }
    // What every decision reads comes first, then what each right reads: that decides where bits lie.
    let scope_rules: Vec<RuleId> = book
        .rules()
        .filter(|(_, rule)| matches!(rule.role, Role::Scope { .. }))
        .map(|(id, _)| id)
        .collect();
    let met: Vec<Literal> = scope_rules
        .into_iter()
        .map(|id| compiler.scope_rule(id))
        .collect();
    let scope = compiler.network.all(met);
    // Each after everything it is worked out from, so that no long chain is followed here.
    for part in book.order() {
        match *part {
            Part::Definition(id) => {
                compiler.holds(id);
            }
            Part::Entitlement(entitlement) => {
                compiler.grant(entitlement);
            }
        }
    }
    let entitlements = compiler.grants.clone();
    let rights = Right::all()
        .filter_map(|right| Some((right, compiler.right(right)?)))
        .collect();
    let rules: Vec<RuleBits> = book
        .rules()
        .map(|(id, _)| compiler.rule(id, scope))
        .collect();
    let impossible: Vec<(BTreeSet<FactId>, Literal)> = book
        .vocabulary()
        .impossible()
        .iter()
        .map(|combination| {
            let facts = combination.these.iter().map(|(fact, _, _)| *fact).collect();
            let tests: Vec<Literal> = combination
                .these
                .iter()
                .map(|(fact, test, wanted)| {
                    let met = compiler.test(*fact, *test);
                    if *wanted { met } else { !met }
                })
                .collect();
            (facts, compiler.network.all(tests))
        })
        .collect();
    compiler.layout.complete(book.vocabulary());
    let said = rules
        .iter()
        .flat_map(|rule| [rule.holds, rule.taken.part, rule.taken.whole])
        .chain(impossible.iter().map(|(_, met)| *met));
    let literals = [scope].into_iter().chain(said);
    let order = order(
        &compiler.network,
        &compiler.layout,
        book.vocabulary(),
        literals,
    );
    Compiled {
        order,
        network: compiler.network,
        layout: compiler.layout,
        rules,
        entitlements,
        rights,
        scope,
        impossible,
    }
}

struct Compiler<'b> {
    book: &'b RuleBook,
    edition: Edition,
    network: Network,
    layout: Layout,
    holds: BTreeMap<RuleId, Literal>,
    /// What is taken from the rules that share a list of exemptions.
    taken: BTreeMap<usize, ExtentBits>,
    grants: BTreeMap<Entitlement, GrantBits>,
    grounds: BTreeMap<Entitlement, Vec<RuleId>>,
}

impl Compiler<'_> {
    fn rule(&mut self, id: RuleId, scope: Literal) -> RuleBits {
        let Some(rule) = self.book.rule(id) else {
            return UNMADE;
        };
        let in_force = self.in_force(rule.in_force);
        let holds = self.holds(id);
        let taken = if rule.role.can_be_exempted() {
            self.taken(id)
        } else {
            NOTHING
        };
        let arises = match rule.role {
            Role::Duty { .. } | Role::Power { .. } | Role::Note { .. } => {
                // What is of every right belongs to the request, in scope or not.
                let spoken_of = if rule.role.is_of_every_right() {
                    Literal::TRUE
                } else {
                    scope
                };
                Some(self.network.all(vec![spoken_of, holds, !taken.whole]))
            }
            _ => None,
        };
        RuleBits {
            in_force,
            holds,
            taken,
            arises,
        }
    }

    /// A scope rule limits the book only while it is in force.
    fn scope_rule(&mut self, id: RuleId) -> Literal {
        let Some(rule) = self.book.rule(id) else {
            return Literal::TRUE;
        };
        let in_force = self.in_force(rule.in_force);
        let met = self.condition(&rule.when);
        self.network.any(vec![!in_force, met])
    }

    fn holds(&mut self, id: RuleId) -> Literal {
        if let Some(known) = self.holds.get(&id) {
            return *known;
        }
        let Some(rule) = self.book.rule(id) else {
            return Literal::FALSE;
        };
        let in_force = self.in_force(rule.in_force);
        let when = self.condition(&rule.when);
        let holds = self.network.both(in_force, when);
        self.holds.insert(id, holds);
        holds
    }

    fn in_force(&mut self, in_force: InForce) -> Literal {
        let from = match self.edition {
            Edition::AsDeemed => in_force.deemed_from.or(in_force.from),
            Edition::AsItStood => in_force.from,
        };
        let date = in_force.governed_by;
        let begun = from.map_or(Literal::TRUE, |from| {
            let bit = self.layout.since(date, from);
            self.network.input(bit)
        });
        // A rule whose last day is the last of the calendar never ends.
        let ended = in_force
            .until
            .and_then(|until| until.tomorrow().ok())
            .map_or(Literal::FALSE, |after| {
                let bit = self.layout.since(date, after);
                self.network.input(bit)
            });
        self.network.both(begun, !ended)
    }

    fn condition(&mut self, condition: &Condition) -> Literal {
        match condition {
            Condition::Always => Literal::TRUE,
            Condition::All(parts) => {
                let parts = parts.iter().map(|part| self.condition(part)).collect();
                self.network.all(parts)
            }
            Condition::Any(parts) => {
                let parts = parts.iter().map(|part| self.condition(part)).collect();
                self.network.any(parts)
            }
            Condition::Not(part) => !self.condition(part),
            Condition::Fact(fact, test) => self.test(*fact, *test),
            Condition::Definition(rule, test) => self.definition(*rule, *test),
            Condition::Granted(entitlement) => self.grant(*entitlement).granted.part,
            Condition::Refused(entitlement) => !self.grant(*entitlement).granted.whole,
        }
    }

    fn bit(&mut self, fact: FactId, at: usize) -> Literal {
        let Some(declared) = self.book.vocabulary().get(fact) else {
            return Literal::FALSE;
        };
        let first = self.layout.fact(fact, declared.domain);
        self.network.input(first + at)
    }

    fn members(&mut self, fact: FactId, mask: u64) -> Vec<Literal> {
        (0..64)
            .filter(|at| mask & (1 << at) != 0)
            .map(|at| self.bit(fact, at))
            .collect()
    }

    fn test(&mut self, fact: FactId, test: Test) -> Literal {
        match test {
            Test::Yes => self.bit(fact, 0),
            Test::AtLeast(least) => self.extent(ExtentOf::Fact(fact)).at_least(least),
            Test::Any(mask) => {
                let members = self.members(fact, mask);
                self.network.any(members)
            }
            Test::NoneOf(mask) => !self.test(fact, Test::Any(mask)),
            Test::All(mask) => {
                let members = self.members(fact, mask);
                self.network.all(members)
            }
            Test::Only(mask) => {
                let size = self
                    .book
                    .vocabulary()
                    .get(fact)
                    .map_or(0, |declared| declared.domain.size());
                let others = (0..size)
                    .map(|at| 1 << at)
                    .filter(|bit| mask & bit == 0)
                    .fold(0, |others, bit| others | bit);
                let some = self.test(fact, Test::Any(mask));
                let others = self.test(fact, Test::Any(others));
                self.network.both(some, !others)
            }
        }
    }

    /// A set that holds only for a while has its members then, and none at other times.
    fn definition(&mut self, id: RuleId, test: Test) -> Literal {
        let holds = self.holds(id);
        match self.book.rule(id).map(|rule| &rule.role) {
            Some(Role::Definition(Defines::MembersOf(fact))) => match test {
                Test::NoneOf(mask) => !self.definition(id, Test::Any(mask)),
                Test::All(0) => Literal::TRUE,
                test => {
                    let met = self.test(*fact, test);
                    self.network.both(holds, met)
                }
            },
            _ => holds,
        }
    }

    fn extent(&mut self, extent: ExtentOf) -> ExtentBits {
        match extent {
            ExtentOf::Fixed(extent) => {
                let at_least = |least| {
                    if extent >= least {
                        Literal::TRUE
                    } else {
                        Literal::FALSE
                    }
                };
                ExtentBits {
                    part: at_least(Extent::Part),
                    whole: at_least(Extent::Whole),
                }
            }
            ExtentOf::Fact(fact) => ExtentBits {
                part: self.bit(fact, 0),
                whole: self.bit(fact, 1),
            },
        }
    }

    /// Whether the lists of a reacher name what it reaches on the dates of the case.
    fn named(&mut self, reacher: &Reacher) -> Literal {
        let when = reacher
            .when
            .iter()
            .map(|in_force| self.in_force(*in_force))
            .collect();
        self.network.any(when)
    }

    /// What an exemption takes where its lists reach: its extent less what exceptions restore.
    fn takes(&mut self, id: RuleId) -> ExtentBits {
        let Some(Role::Exemption { extent, .. }) = self.book.rule(id).map(|rule| &rule.role) else {
            return NOTHING;
        };
        let holds = self.holds(id);
        let extent = self.extent(*extent);
        let restored = self.most(id, |compiler, exception| {
            match compiler.book.rule(exception).map(|rule| &rule.role) {
                Some(Role::Exception { extent, .. }) => {
                    let holds = compiler.holds(exception);
                    let extent = compiler.extent(*extent);
                    compiler.while_held(holds, extent)
                }
                _ => NOTHING,
            }
        });
        // Part given back of a part taken leaves part: nothing is disclosed on a guess.
        ExtentBits {
            part: self.network.all(vec![holds, extent.part, !restored.whole]),
            whole: self.network.all(vec![holds, extent.whole, !restored.part]),
        }
    }

    /// The most that the exemptions take which reach a rule.
    fn taken(&mut self, id: RuleId) -> ExtentBits {
        let list = self.book.reaching_list(id);
        if let Some(known) = self.taken.get(&list) {
            return *known;
        }
        let taken = self.most(id, Self::takes);
        self.taken.insert(list, taken);
        taken
    }

    /// The most of what each reacher of a rule does.
    fn most(
        &mut self,
        reached: RuleId,
        mut does: impl FnMut(&mut Self, RuleId) -> ExtentBits,
    ) -> ExtentBits {
        let (mut part, mut whole) = (Vec::new(), Vec::new());
        let book = self.book;
        for reacher in book.reaching(reached) {
            let named = self.named(reacher);
            let does = does(self, reacher.rule);
            let does = self.while_held(named, does);
            part.push(does.part);
            whole.push(does.whole);
        }
        ExtentBits {
            part: self.network.any(part),
            whole: self.network.any(whole),
        }
    }

    fn while_held(&mut self, holds: Literal, extent: ExtentBits) -> ExtentBits {
        ExtentBits {
            part: self.network.both(holds, extent.part),
            whole: self.network.both(holds, extent.whole),
        }
    }

    /// granted = max over grounds that hold: whole − what is taken. Grounds from which the same is
    /// taken stand together.
    fn grant(&mut self, entitlement: Entitlement) -> GrantBits {
        if let Some(known) = self.grants.get(&entitlement) {
            return *known;
        }
        let grounds = self.grounds.get(&entitlement).cloned().unwrap_or_default();
        let mut alike: BTreeMap<usize, (ExtentBits, Vec<Literal>)> = BTreeMap::new();
        for id in &grounds {
            let holds = self.holds(*id);
            let taken = self.taken(*id);
            let list = self.book.reaching_list(*id);
            let (_, held) = alike.entry(list).or_insert((taken, Vec::new()));
            held.push(holds);
        }
        let (mut ground, mut part, mut whole) = (Vec::new(), Vec::new(), Vec::new());
        for (taken, held) in alike.into_values() {
            let some = self.network.any(held);
            ground.push(some);
            part.push(self.network.both(some, !taken.whole));
            whole.push(self.network.both(some, !taken.part));
        }
        let bits = GrantBits {
            ground: self.network.any(ground),
            granted: ExtentBits {
                part: self.network.any(part),
                whole: self.network.any(whole),
            },
        };
        self.grants.insert(entitlement, bits);
        bits
    }

    /// An entitlement without a ground counts as refused only where somebody expressly claimed it.
    /// `None` where the book has no ground for any entitlement of the right.
    fn right(&mut self, right: Right) -> Option<RightBits> {
        let granted_by_book: BTreeSet<Entitlement> = self
            .grounds
            .keys()
            .filter(|entitlement| entitlement.right() == right)
            .copied()
            .collect();
        if granted_by_book.is_empty() {
            return None;
        }
        let (mut granted, mut refused) = (Vec::new(), Vec::new());
        for entitlement in Entitlement::all().filter(|each| each.right() == right) {
            let claim = self.layout.claimed(entitlement);
            let claimed = self.network.input(claim);
            let grant = self.grant(entitlement);
            granted.push(grant.granted.part);
            let counts = self.network.any(vec![grant.ground, claimed]);
            refused.push(self.network.both(counts, !grant.granted.whole));
        }
        Some(RightBits {
            granted: self.network.any(granted),
            refused: self.network.any(refused),
        })
    }
}

impl ExtentBits {
    fn at_least(self, least: Extent) -> Literal {
        match least {
            Extent::None => Literal::TRUE,
            Extent::Part => self.part,
            Extent::Whole => self.whole,
        }
    }
}
