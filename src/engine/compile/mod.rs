//! A rule book turned into a network.
//!
//! | module | what it does |
//! |---|---|
//! | `compiler` | conditions and rules turned into literals |
//! | `grants` | what exemptions take, what exceptions give back, and what is left of a grant |
//! | `dependents` | what a change of one rule may change |
//! | `observability` | where it is seen whether one rule holds |
//! | `possible` | what no case can be, as literals |
//! | `targets` | what decides a target, as literals |
//! | `revised` | the same book with one rule in other words: only what hangs on the rule is made anew |

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    sync::OnceLock,
};

use crate::{
    circuit::{Atom, Layout, Literal, Network, VariableOrder, VariableOrders, variable_orders},
    fact::{FactId, Vocabulary},
    law::{Entitlement, Right, Term},
    rule::{Derived, Edition, Role, Rule, RuleBook, RuleId},
};

mod compiler;
#[cfg(feature = "analysis")]
mod dependents;
mod grants;
#[cfg(feature = "analysis")]
mod observability;
#[cfg(feature = "analysis")]
mod possible;
#[cfg(feature = "analysis")]
mod revised;
#[cfg(feature = "analysis")]
mod targets;

#[cfg(feature = "analysis")]
pub(crate) use observability::{Observability, Reworded};
#[cfg(feature = "analysis")]
pub(crate) use possible::never;
#[cfg(feature = "analysis")]
pub(crate) use revised::{Changed, Revision};

/// What a change of one rule may change.
#[derive(Debug, Default)]
pub(crate) struct Affected {
    rules: BTreeSet<RuleId>,
    lists: BTreeSet<usize>,
    entitlements: BTreeSet<Entitlement>,
}

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

/// A network and the layout of its inputs: what one book, or several, are compiled into.
#[derive(Debug, Default)]
pub(crate) struct World {
    pub(crate) network: Network,
    pub(crate) layout: Layout,
}

/// The literal of everything that a book says.
#[derive(Debug, Clone)]
pub(crate) struct BookLiterals {
    pub(crate) rules: Vec<RuleBits>,
    pub(crate) entitlements: BTreeMap<Entitlement, GrantBits>,
    pub(crate) rights: BTreeMap<Right, RightBits>,
    pub(crate) scope: Literal,
}

/// What the vocabulary rules out: the facts of each combination, and whether it is met.
pub(crate) type RuledOut = Vec<(BTreeSet<FactId>, Literal)>;

/// A rule book as a network, with the literal of everything it says.
#[derive(Debug)]
pub(crate) struct Compiled {
    pub(crate) world: World,
    pub(crate) said: BookLiterals,
    pub(crate) impossible: RuledOut,
    /// Made once a diagram is: few decisions need one.
    order: OnceLock<VariableOrder>,
}

impl Compiled {
    /// The order in which diagrams ask for bits.
    pub(crate) fn order(&self, vocabulary: &Vocabulary) -> &VariableOrder {
        let made =
            || variable_orders_of(&self.world, vocabulary, [&self.said], &self.impossible).small;
        self.order.get_or_init(made)
    }
}

/// What is known of every case that is looked at, and so is no question: the dates of an edition, the
/// settings of a council.
pub(crate) type KnownOf<'k> = &'k dyn Fn(Atom) -> Option<bool>;

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
    let mut world = World::default();
    let said = Compiler::new(book, edition, &|_| None, &mut world).everything();
    let impossible = ruled_out(book, &|_| None, &mut world);
    world.layout.complete(book.vocabulary());
    Compiled {
        world,
        said,
        impossible,
        order: OnceLock::new(),
    }
}

/// The combinations that the vocabulary of a book rules out.
pub(crate) fn ruled_out(book: &RuleBook, known: KnownOf<'_>, world: &mut World) -> RuledOut {
    let mut compiler = Compiler::new(book, Edition::AsDeemed, known, world);
    let combinations = book.vocabulary().impossible().iter();
    combinations
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
            (facts, compiler.world.network.all(tests))
        })
        .collect()
}

/// The variable orders of diagrams of anything that books say.
pub(crate) fn variable_orders_of<'s>(
    world: &World,
    vocabulary: &Vocabulary,
    books: impl IntoIterator<Item = &'s BookLiterals>,
    impossible: &RuledOut,
) -> VariableOrders {
    let books: Vec<&BookLiterals> = books.into_iter().collect();
    let ruled_out = impossible.iter().map(|(_, met)| *met);
    let of_books = books.iter().flat_map(|said| {
        let rules = said.rules.iter();
        let rules = rules.flat_map(|rule| [rule.holds, rule.taken.part, rule.taken.whole]);
        [said.scope].into_iter().chain(rules)
    });
    let rules = books.iter().flat_map(|said| said.rules.iter());
    let rules = rules.map(|rule| rule.holds).chain(ruled_out.clone());
    let literals = of_books.chain(ruled_out);
    variable_orders(&world.network, &world.layout, vocabulary, literals, rules)
}

/// The grounds of each entitlement.
type Grounds = BTreeMap<Entitlement, Vec<RuleId>>;

fn grounds_of(book: &RuleBook) -> Grounds {
    let mut grounds = Grounds::new();
    for (id, rule) in book.rules() {
        if let Role::Ground(entitlement) = rule.role {
            grounds.entry(entitlement).or_default().push(id);
        }
    }
    grounds
}

/// What was worked out so far.
#[derive(Debug, Clone, Default)]
pub(crate) struct CompileMemo {
    holds: BTreeMap<RuleId, Literal>,
    /// What each exemption takes where its lists reach.
    takes: BTreeMap<RuleId, ExtentBits>,
    /// What is taken from the rules that share a list of exemptions.
    taken: BTreeMap<usize, ExtentBits>,
    grants: BTreeMap<Entitlement, GrantBits>,
}

/// Turns a book into literals.
pub(crate) struct Compiler<'b> {
    book: &'b RuleBook,
    edition: Edition,
    known: KnownOf<'b>,
    world: &'b mut World,
    memo: CompileMemo,
    grounds: Cow<'b, Grounds>,
    /// A rule in other words than the book's.
    instead: Option<(RuleId, &'b Rule)>,
    /// What was made with the book's own words, and is left where those words do not count.
    past: Option<Past<'b>>,
    /// What was worked out with the book's own words.
    before: Option<Before<'b>>,
}

/// What was worked out with the book's own words, and what of that other words may change.
struct Past<'b> {
    memo: &'b CompileMemo,
    affected: &'b Affected,
}

/// What the rules of a book come to in its own words.
struct Before<'b> {
    said: &'b BookLiterals,
    /// What each rule does by itself.
    does: &'b [[Literal; 2]],
    /// Where it counts: everything that hangs on the changed rule is said only of cases in which this holds.
    given: Literal,
    is_same: IsSame<'b>,
}

/// Whether two literals are certainly the same in every case in which a third holds.
pub(crate) type IsSame<'b> = &'b mut dyn FnMut(&World, [Literal; 2], Literal) -> bool;

impl<'b> Compiler<'b> {
    pub(crate) fn new(
        book: &'b RuleBook,
        edition: Edition,
        known: KnownOf<'b>,
        world: &'b mut World,
    ) -> Self {
        let grounds = Cow::Owned(grounds_of(book));
        Self::with_grounds(book, edition, known, world, grounds)
    }

    fn with_grounds(
        book: &'b RuleBook,
        edition: Edition,
        known: KnownOf<'b>,
        world: &'b mut World,
        grounds: Cow<'b, Grounds>,
    ) -> Self {
        Self {
            grounds,
            book,
            edition,
            known,
            world,
            memo: CompileMemo::default(),
            instead: None,
            past: None,
            before: None,
        }
    }

    /// What was worked out already.
    fn worked_out<K: Ord, V: Copy>(
        &self,
        known: fn(&CompileMemo) -> &BTreeMap<K, V>,
        affected: fn(&Affected) -> &BTreeSet<K>,
        of: K,
    ) -> Option<V> {
        let past = || {
            let past = self.past.as_ref()?;
            let is_left = !affected(past.affected).contains(&of);
            is_left.then(|| known(past.memo).get(&of)).flatten()
        };
        known(&self.memo).get(&of).or_else(past).copied()
    }

    /// Everything that the book says.
    ///
    /// What every decision reads comes first, then what each right reads: that decides where bits lie.
    pub(crate) fn everything(&mut self) -> BookLiterals {
        let scope = self.scope();
        // Each after everything it is worked out from, so that no long chain is followed here.
        for part in self.book.order() {
            match *part {
                Derived::Definition(id) => {
                    self.holds(id);
                }
                Derived::Entitlement(entitlement) => {
                    self.grant(entitlement);
                }
            }
        }
        let entitlements = self.memo.grants.clone();
        let rights = Right::all()
            .filter_map(|right| Some((right, self.right(right)?)))
            .collect();
        let rules = self.book.rules();
        let rules = rules.map(|(id, _)| self.rule(id, scope)).collect();
        BookLiterals {
            rules,
            entitlements,
            rights,
            scope,
        }
    }
}
