//! A rule book turned into a network.
//!
//! | module | what it does |
//! |---|---|
//! | `compiler` | conditions and rules turned into literals |
//! | `grants` | what exemptions take, what exceptions give back, and what is left of a grant |
//! | `literals` | the circuit that books are compiled into, and the literals of what they say |
//! | `wording` | [`Wording`]: whose words a book is compiled in, and what stands of what was compiled before |

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    sync::OnceLock,
};

use crate::{
    circuit::{Atom, Literal, VariableOrder, VariableOrders, variable_orders},
    fact::{FactId, Vocabulary},
    law::{Entitlement, Right, Term},
    rule::{Derived, Edition, Role, RuleBook, RuleId},
};

mod compiler;
mod grants;
mod literals;
mod wording;

pub(crate) use literals::{BookLiterals, Circuit, ExtentBits, GrantBits, RightBits, RuleBits};
pub(crate) use wording::{OwnWords, RulePart, Wording};

/// What the vocabulary rules out: the facts of each combination, and whether it is met.
pub(crate) type RuledOut = Vec<(BTreeSet<FactId>, Literal)>;

/// A rule book as a network, with the literal of everything it says.
#[derive(Debug)]
pub(crate) struct Compiled {
    pub(crate) circuit: Circuit,
    pub(crate) said: BookLiterals,
    pub(crate) impossible: RuledOut,
    /// Made once a diagram is: few decisions need one.
    order: OnceLock<VariableOrder>,
}

impl Compiled {
    /// The order in which diagrams ask for bits.
    pub(crate) fn order(&self, vocabulary: &Vocabulary) -> &VariableOrder {
        let made =
            || variable_orders_of(&self.circuit, vocabulary, [&self.said], &self.impossible).small;
        self.order.get_or_init(made)
    }
}

/// What is known of every case that is looked at, and so is no question: the dates of an edition, the
/// settings of a council.
pub(crate) type KnownOf<'k> = &'k dyn Fn(Atom) -> Option<bool>;

/// Compiles a book, with deemed dates read as the edition says.
pub(crate) fn compile(book: &RuleBook, edition: Edition) -> Compiled {
    let mut circuit = Circuit::default();
    let said = Compiler::new(book, edition, &|_| None, &mut circuit).everything();
    let impossible = ruled_out(book, &|_| None, &mut circuit);
    circuit.layout.complete(book.vocabulary());
    Compiled {
        circuit,
        said,
        impossible,
        order: OnceLock::new(),
    }
}

/// The combinations that the vocabulary of a book rules out.
pub(crate) fn ruled_out(book: &RuleBook, known: KnownOf<'_>, circuit: &mut Circuit) -> RuledOut {
    let mut compiler = Compiler::new(book, Edition::AsDeemed, known, circuit);
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
            (facts, compiler.circuit.network.all(tests))
        })
        .collect()
}

/// The variable orders of diagrams of anything that books say.
pub(crate) fn variable_orders_of<'s>(
    circuit: &Circuit,
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
    variable_orders(
        &circuit.network,
        &circuit.layout,
        vocabulary,
        literals,
        rules,
    )
}

/// The grounds of each entitlement.
pub(crate) type Grounds = BTreeMap<Entitlement, Vec<RuleId>>;

pub(crate) fn grounds_of(book: &RuleBook) -> Grounds {
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
    pub(crate) holds: BTreeMap<RuleId, Literal>,
    /// What each exemption takes where its lists reach.
    pub(crate) takes: BTreeMap<RuleId, ExtentBits>,
    /// What is taken from the rules that share a list of exemptions.
    pub(crate) taken: BTreeMap<usize, ExtentBits>,
    pub(crate) grants: BTreeMap<Entitlement, GrantBits>,
}

/// Turns a book into literals.
pub(crate) struct Compiler<'b, W> {
    book: &'b RuleBook,
    edition: Edition,
    known: KnownOf<'b>,
    pub(crate) circuit: &'b mut Circuit,
    memo: CompileMemo,
    grounds: Cow<'b, Grounds>,
    wording: W,
}

impl<'b> Compiler<'b, OwnWords> {
    /// Of a book in its own words.
    pub(crate) fn new(
        book: &'b RuleBook,
        edition: Edition,
        known: KnownOf<'b>,
        circuit: &'b mut Circuit,
    ) -> Self {
        let grounds = Cow::Owned(grounds_of(book));
        Self::with(book, edition, known, circuit, grounds, OwnWords)
    }
}

impl<'b, W: Wording<'b>> Compiler<'b, W> {
    pub(crate) fn with(
        book: &'b RuleBook,
        edition: Edition,
        known: KnownOf<'b>,
        circuit: &'b mut Circuit,
        grounds: Cow<'b, Grounds>,
        wording: W,
    ) -> Self {
        Self {
            book,
            edition,
            known,
            circuit,
            memo: CompileMemo::default(),
            grounds,
            wording,
        }
    }

    /// What was worked out, for what is compiled after it.
    #[cfg(feature = "analysis")]
    pub(crate) fn into_memo(self) -> (CompileMemo, Cow<'b, Grounds>) {
        (self.memo, self.grounds)
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
