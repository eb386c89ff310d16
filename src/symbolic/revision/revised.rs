//! A book with one rule in other words: only what depends on the rule is made again.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

use super::{
    dependents::{Affected, Dependents},
    other_words::{Before, IsSame, OtherWords},
};
use crate::{
    circuit::Literal,
    engine::{
        BookLiterals, Circuit, CompileMemo, Compiler, GrantBits, Grounds, KnownOf, RuleBits, Target,
    },
    rule::{Edition, Role, Rule, RuleBook, RuleId},
};

/// Something a book says that comes out otherwise, perhaps, once a rule is in other words.
#[derive(Debug, Clone)]
pub(crate) struct Changed {
    /// What it is.
    pub(crate) target: Target,
    /// The literals that decide it, before and after.
    pub(crate) literals: Vec<(Literal, Literal)>,
    /// The same after, in scope or not: of an entitlement as [`BookLiterals::granted`], of a rule as [`BookLiterals::unless_taken`].
    pub(crate) raw: Vec<Literal>,
}

/// A book compiled so that any one of its rules can be put in other words.
pub(crate) struct Revision<'b> {
    pub(crate) book: &'b RuleBook,
    pub(crate) edition: Edition,
    pub(crate) known: KnownOf<'b>,
    pub(crate) said: BookLiterals,
    memo: CompileMemo,
    grounds: Grounds,
    /// What each rule does by itself.
    does: Vec<[Literal; 2]>,
    dependents: Dependents,
}

impl<'b> Revision<'b> {
    pub(crate) fn new(
        book: &'b RuleBook,
        edition: Edition,
        known: KnownOf<'b>,
        circuit: &mut Circuit,
    ) -> Self {
        let mut compiler = Compiler::new(book, edition, known, circuit);
        let said = compiler.everything();
        let does = book.rules().map(|(id, _)| compiler.does(id)).collect();
        let (memo, grounds) = compiler.into_memo();
        Self {
            grounds: grounds.into_owned(),
            does,
            book,
            edition,
            known,
            said,
            memo,
            dependents: Dependents::of(book),
        }
    }

    /// What another book says of the same cases; `places` has for each of its rules the place of its like in this
    /// one. Where `is_same` says that two literals are certainly the same wherever `given` holds, what stands on them
    /// is left as it is here.
    pub(crate) fn beside(
        &self,
        circuit: &mut Circuit,
        other: &Revision<'_>,
        places: &[Option<RuleId>],
        given: Literal,
        is_same: IsSame<'_>,
    ) -> BookLiterals {
        let here = |place: &Option<RuleId>| {
            let bits = place.and_then(|place| self.said.rules.get(place.0));
            bits.copied().unwrap_or(RuleBits::NONE)
        };
        let said = BookLiterals {
            rules: places.iter().map(here).collect(),
            entitlements: BTreeMap::new(),
            rights: BTreeMap::new(),
            scope: self.said.scope,
        };
        let does = |place: &Option<RuleId>| {
            let does = place.and_then(|place| self.does.get(place.0));
            does.copied().unwrap_or([Literal::FALSE; 2])
        };
        let does: Vec<[Literal; 2]> = places.iter().map(does).collect();
        let before = Before {
            said: &said,
            does: &does,
            given,
            is_same,
        };
        let (book, edition, known) = (other.book, other.edition, other.known);
        let grounds = Cow::Borrowed(&other.grounds);
        Compiler::with(book, edition, known, circuit, grounds, before).everything()
    }

    /// What the book says with a rule in these words. The rule keeps its role, its provision and what it reaches.
    ///
    /// Where `is_same` says that two literals are certainly the same, what stands on them is left as it was.
    pub(crate) fn with(
        &self,
        circuit: &mut Circuit,
        id: RuleId,
        rule: &Rule,
        is_same: IsSame<'_>,
    ) -> Vec<Changed> {
        let affected = self.affected_by(id);
        let before = Before {
            said: &self.said,
            does: &self.does,
            given: self.counts_where(&affected),
            is_same,
        };
        let mut compiler = self.compiler(circuit, &affected, (id, rule), Some(before));
        let mut changed = Vec::new();
        let mut note = |target, literals: Vec<(Literal, Literal)>, raw: Vec<Literal>| {
            if literals.iter().any(|(before, after)| before != after) {
                changed.push(Changed {
                    target,
                    literals,
                    raw,
                });
            }
        };
        // Out of scope is an effect of its own: what changes with the scope, changes there.
        let scope = self.said.scope;
        let scope_now = compiler.scope();
        note(Target::Scope, vec![(scope, scope_now)], vec![scope_now]);
        for entitlement in &affected.entitlements {
            let grant = compiler.grant(*entitlement);
            let before = self.said.entitlements.get(entitlement);
            let Some(before) = before.map(|before| literals(*before)) else {
                continue;
            };
            let raw = literals(grant);
            let pairs = before.into_iter().zip(raw);
            let in_scope = pairs.map(|(before, after)| {
                let network = &mut compiler.circuit.network;
                (network.both(scope, before), network.both(scope, after))
            });
            let pairs: Vec<_> = in_scope.collect();
            note(Target::Entitlement(*entitlement), pairs, raw.to_vec());
        }
        for id in &affected.rules {
            let bits = compiler.rule(*id, scope);
            let network = &mut compiler.circuit.network;
            let raw = network.both(bits.holds, !bits.taken.whole);
            let arises = bits.arises;
            let before = self.said.rules.get(id.0).and_then(|bits| bits.arises);
            if let Some(pair) = before.zip(arises) {
                note(Target::Rule(*id), vec![pair], vec![raw]);
            }
        }
        changed
    }

    pub(super) fn affected_by(&self, id: RuleId) -> Affected {
        self.dependents.affected_by(self.book, id)
    }

    /// A compiler of the book with one rule in other words, and what those certainly do not affect made already.
    pub(super) fn compiler<'c>(
        &'c self,
        circuit: &'c mut Circuit,
        affected: &'c Affected,
        rule: (RuleId, &'c Rule),
        before: Option<Before<'c>>,
    ) -> Compiler<'c, OtherWords<'c>> {
        let grounds = Cow::Borrowed(&self.grounds);
        let (book, edition, known) = (self.book, self.edition, self.known);
        let words = OtherWords {
            rule,
            memo: &self.memo,
            affected,
            before,
        };
        Compiler::with(book, edition, known, circuit, grounds, words)
    }

    /// Outside its scope a book says nothing but what belongs to every request.
    fn counts_where(&self, affected: &Affected) -> Literal {
        let counts_outside = |id: &RuleId| {
            let role = self.book.rule(*id).map(|rule| &rule.role);
            role.is_some_and(|role| role.is_of_every_right() || matches!(role, Role::Scope { .. }))
        };
        if affected.rules.iter().any(counts_outside) {
            Literal::TRUE
        } else {
            self.said.scope
        }
    }

    /// The literals that rules come to by themselves.
    pub(crate) fn nodes_of_rules(&self) -> BTreeSet<usize> {
        self.does.iter().flatten().map(|does| does.node()).collect()
    }

    /// What a rule does by itself: whether it holds, or how far an exemption takes and an exception restores, at
    /// least in part and wholly.
    pub(crate) fn does(&self, id: RuleId) -> [Literal; 2] {
        self.does.get(id.0).copied().unwrap_or([Literal::FALSE; 2])
    }
}

const fn literals(grant: GrantBits) -> [Literal; 3] {
    [grant.ground, grant.granted.part, grant.granted.whole]
}
