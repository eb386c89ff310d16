//! A book with one rule in other words: only what hangs on the rule is made anew.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

use super::{
    Before, Compiler, GrantBits, Grounds, IsSame, KnownOf, Memo, Past, Said, UNMADE, World,
};
use crate::{
    circuit::Literal,
    engine::target::Target,
    law::Entitlement,
    rule::{Condition, Edition, Role, Rule, RuleBook, RuleId},
};

/// What hangs on what in a book.
#[derive(Debug, Default)]
struct Hanging {
    /// The rules that test a definition.
    of_definition: BTreeMap<RuleId, Vec<RuleId>>,
    /// The rules that test the outcome of an entitlement.
    of_outcome: BTreeMap<Entitlement, Vec<RuleId>>,
    /// The exemptions that an exception restores.
    restored: BTreeMap<RuleId, Vec<RuleId>>,
    /// The lists that an exemption stands in.
    lists: BTreeMap<RuleId, BTreeSet<usize>>,
    /// The grounds, duties and powers that the exemptions of a list reach.
    reached: BTreeMap<usize, Vec<RuleId>>,
}

/// What a change of one rule may change.
#[derive(Debug, Default)]
pub(crate) struct Affected {
    pub(super) rules: BTreeSet<RuleId>,
    pub(super) lists: BTreeSet<usize>,
    pub(super) entitlements: BTreeSet<Entitlement>,
}

impl Hanging {
    fn of(book: &RuleBook) -> Self {
        let mut hanging = Self::default();
        for (id, rule) in book.rules() {
            rule.when.leaves(&mut |leaf| match leaf {
                Condition::Definition(definition, _) => {
                    let testing = hanging.of_definition.entry(*definition).or_default();
                    testing.push(id);
                }
                Condition::Granted(entitlement) | Condition::Refused(entitlement) => {
                    let testing = hanging.of_outcome.entry(*entitlement).or_default();
                    testing.push(id);
                }
                _ => {}
            });
            let is_exemption = matches!(rule.role, Role::Exemption { .. });
            for reacher in book.reaching(id) {
                if is_exemption {
                    hanging.restored.entry(reacher.rule).or_default().push(id);
                } else {
                    let lists = hanging.lists.entry(reacher.rule).or_default();
                    lists.insert(book.reaching_list(id));
                }
            }
            if rule.role.can_be_exempted() {
                let list = book.reaching_list(id);
                hanging.reached.entry(list).or_default().push(id);
            }
        }
        hanging
    }

    /// Everything that a change of a rule may change.
    fn affected_by(&self, book: &RuleBook, rule: RuleId) -> Affected {
        let mut affected = Affected::default();
        let mut waiting = vec![rule];
        while let Some(id) = waiting.pop() {
            if !affected.rules.insert(id) {
                continue;
            }
            let known = |map: &BTreeMap<RuleId, Vec<RuleId>>| map.get(&id).cloned();
            waiting.extend(known(&self.of_definition).into_iter().flatten());
            match book.rule(id).map(|rule| &rule.role) {
                Some(Role::Ground(entitlement)) => {
                    self.granted(*entitlement, &mut affected, &mut waiting);
                }
                Some(Role::Exception { .. }) => {
                    waiting.extend(known(&self.restored).into_iter().flatten());
                }
                Some(Role::Exemption { .. }) => {
                    for list in self.lists.get(&id).into_iter().flatten() {
                        if affected.lists.insert(*list) {
                            self.taken(book, *list, &mut affected, &mut waiting);
                        }
                    }
                }
                _ => {}
            }
        }
        affected
    }

    fn taken(
        &self,
        book: &RuleBook,
        list: usize,
        affected: &mut Affected,
        waiting: &mut Vec<RuleId>,
    ) {
        for reached in self.reached.get(&list).into_iter().flatten() {
            match book.rule(*reached).map(|rule| &rule.role) {
                Some(Role::Ground(entitlement)) => self.granted(*entitlement, affected, waiting),
                _ => waiting.push(*reached),
            }
        }
    }

    fn granted(
        &self,
        entitlement: Entitlement,
        affected: &mut Affected,
        waiting: &mut Vec<RuleId>,
    ) {
        if affected.entitlements.insert(entitlement) {
            let testing = self.of_outcome.get(&entitlement);
            waiting.extend(testing.into_iter().flatten());
        }
    }
}

/// Something a book says that comes out otherwise, perhaps, once a rule is in other words.
#[derive(Debug, Clone)]
pub(crate) struct Changed {
    /// What it is.
    pub(crate) target: Target,
    /// The literals that decide it, before and after.
    pub(crate) literals: Vec<(Literal, Literal)>,
    /// The same after, in scope or not: of an entitlement as [`Said::granted`], of a rule as [`Said::unless_taken`].
    pub(crate) raw: Vec<Literal>,
}

/// A book compiled so that any one of its rules can be put in other words.
pub(crate) struct Revision<'b> {
    pub(crate) book: &'b RuleBook,
    pub(crate) edition: Edition,
    pub(crate) known: KnownOf<'b>,
    pub(crate) said: Said,
    memo: Memo,
    grounds: Grounds,
    /// What each rule does by itself.
    does: Vec<[Literal; 2]>,
    hanging: Hanging,
}

impl<'b> Revision<'b> {
    pub(crate) fn new(
        book: &'b RuleBook,
        edition: Edition,
        known: KnownOf<'b>,
        world: &mut World,
    ) -> Self {
        let mut compiler = Compiler::new(book, edition, known, world);
        let said = compiler.everything();
        let does = book.rules().map(|(id, _)| compiler.does(id)).collect();
        let memo = compiler.memo;
        let grounds = compiler.grounds.into_owned();
        Self {
            grounds,
            does,
            book,
            edition,
            known,
            said,
            memo,
            hanging: Hanging::of(book),
        }
    }

    /// What another book says of the same cases; `places` has for each of its rules the place of its like in this
    /// one. Where `is_same` says that two gates are certainly the same wherever `given` holds, what stands on them
    /// is left as it is here.
    pub(crate) fn beside(
        &self,
        world: &mut World,
        other: &Revision<'_>,
        places: &[Option<RuleId>],
        given: Literal,
        is_same: IsSame<'_>,
    ) -> Said {
        let here = |place: &Option<RuleId>| {
            let bits = place.and_then(|place| self.said.rules.get(place.0));
            bits.copied().unwrap_or(UNMADE)
        };
        let said = Said {
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
        let mut compiler = Compiler::new(other.book, other.edition, other.known, world);
        compiler.before = Some(Before {
            said: &said,
            does: &does,
            given,
            is_same,
        });
        compiler.everything()
    }

    /// What the book says with a rule in these words. The rule keeps its role, its provision and what it reaches.
    ///
    /// Where `is_same` says that two gates are certainly the same, what stands on them is left as it was.
    pub(crate) fn with(
        &self,
        world: &mut World,
        id: RuleId,
        rule: &Rule,
        is_same: IsSame<'_>,
    ) -> Vec<Changed> {
        let affected = self.affected_by(id);
        let mut compiler = self.compiler(world, &affected, (id, rule));
        compiler.before = Some(Before {
            said: &self.said,
            does: &self.does,
            given: self.counts_where(&affected),
            is_same,
        });
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
                let network = &mut compiler.world.network;
                (network.both(scope, before), network.both(scope, after))
            });
            let pairs: Vec<_> = in_scope.collect();
            note(Target::Entitlement(*entitlement), pairs, raw.to_vec());
        }
        for id in &affected.rules {
            let bits = compiler.rule(*id, scope);
            let network = &mut compiler.world.network;
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
        self.hanging.affected_by(self.book, id)
    }

    /// A compiler of the book with one rule in other words, and what those certainly do not affect made already.
    pub(super) fn compiler<'c>(
        &'c self,
        world: &'c mut World,
        affected: &'c Affected,
        instead: (RuleId, &'c Rule),
    ) -> Compiler<'c> {
        let grounds = Cow::Borrowed(&self.grounds);
        let (book, edition, known) = (self.book, self.edition, self.known);
        let mut compiler = Compiler::with_grounds(book, edition, known, world, grounds);
        compiler.instead = Some(instead);
        compiler.past = Some(Past {
            memo: &self.memo,
            affected,
        });
        compiler
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

    /// The gates that rules come to by themselves.
    pub(crate) fn gates_of_rules(&self) -> BTreeSet<usize> {
        self.does.iter().flatten().map(|does| does.gate()).collect()
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
